import type { PersonView } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { DEATH_PLACES, DEATH_WORDS, deathClass } from "../../model/death.ts";
import { addressLine, familyOf, motherName } from "../../model/people.ts";
import { usePhone } from "../../phone.tsx";
import { w } from "../people/words.ts";
import { Sheet } from "./sheet.tsx";

/** What a family carries to the village office and the puskesmas after a death: who, when, where. */
export function NoticeLetter({ person, to = "" }: { person: PersonView | undefined; to?: string }) {
  const phone = usePhone();
  const account = phone.account();
  return (
    <Sheet title={w("notice.letter")} heading={w("notice.heading")}>
      <p>{w("letter.to", { unit: to || phone.post().puskesmas?.name || w("referral.unit") })}</p>
      <p>{w("notice.please")}</p>
      {person && <Who person={person} />}
      <p class="small">{w("notice.plain")}</p>
      <div class="sign keep">
        <p>{w("letter.kader", { name: account?.name ?? "" })}</p>
        <p>{w("letter.receiver")}</p>
      </div>
    </Sheet>
  );
}

function Who({ person }: { person: PersonView }) {
  const { rows } = usePhone();
  const died = person.status === "died" ? person.status_date : null;
  const place = DEATH_PLACES.find(({ value }) => value === person.death_place);
  const found = died ? deathClass(person, rows.pregnanciesOf(person.id), died) : null;
  const lines: [string, string][] = [
    [w("field.name"), person.name],
    [w("field.birth_date"), person.birth_date ? formatDate(person.birth_date) : ""],
    [w("field.nik"), person.nik ?? ""],
    [w("field.mother_name"), motherName(rows, person)],
    [w("field.address"), addressLine(familyOf(rows, person))],
    [w("notice.died"), died ? formatDate(died) : ""],
    [w("notice.place"), place ? say(place.label) : ""],
    [w("notice.class"), found && found !== "other" ? say(DEATH_WORDS[found]) : ""],
  ];
  return (
    <dl class="dl keep">
      {lines.map(
        ([label, value]) => value && [<dt key={label}>{label}</dt>, <dd key={`${label}=`}>{value}</dd>],
      )}
    </dl>
  );
}
