import type { ComponentChildren } from "preact";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView } from "../../core/api.ts";
import { formatAge } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { addressLine, familyOf, motherName, movedTo } from "../../model/people.ts";
import { usePhone } from "../../phone.tsx";
import { w } from "./words.ts";

interface PersonRowProps {
  person: PersonView;
  onOpen: () => void;
  /** Said instead of mother and address. */
  sub?: ComponentChildren;
  end?: ComponentChildren;
}

/** Name, age, whose child and where: enough to know that it is the right one. */
export function PersonRow({ person, onOpen, sub, end }: PersonRowProps) {
  const phone = usePhone();
  const age = formatAge(person.birth_date, phone.today());
  const sex = person.sex ? t(`sex.short.${person.sex}`) : "";
  return (
    <button type="button" class="row" onClick={onOpen}>
      <span class="row-main">
        <span class="row-title">{[person.name, age, sex].filter(Boolean).join(", ")}</span>
        <span class="row-sub">{sub ?? <Whereabouts person={person} />}</span>
      </span>
      {person.status !== "active" && <Left person={person} />}
      {end}
      <Icon name="chevron-right" />
    </button>
  );
}

/** Why the person is in no list: died, moved, and where to. */
function Left({ person }: { person: PersonView }) {
  const post = movedTo(usePhone().rows, person);
  return <span class="pill">{post ? w("status.movedTo", { post }) : w(`status.${person.status}`)}</span>;
}

/** Whose child, and where they live: tells apart those who bear the same name. */
export function Whereabouts({ person }: { person: PersonView }) {
  const { rows } = usePhone();
  const mother = motherName(rows, person);
  const parts = [mother && w("row.mother", { name: mother }), addressLine(familyOf(rows, person))];
  return <>{parts.filter(Boolean).join(" · ") || w("row.nothing")}</>;
}
