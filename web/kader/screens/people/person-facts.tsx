import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView } from "../../core/api.ts";
import { formatDate, formatNumber } from "../../i18n/format.ts";
import { say, t } from "../../i18n/index.ts";
import { choiceWord } from "../../model/members.ts";
import { maskNik } from "../../model/nik.ts";
import { addressLine, familyOf, motherName, phoneOf } from "../../model/people.ts";
import { usePhone } from "../../phone.tsx";
import { valueWords } from "./field-words.ts";
import { w } from "./words.ts";

/** A button that calls; nothing without a number. */
export function CallButton({ number, label }: { number: string; label?: string }) {
  if (!number) return null;
  return (
    <a class="btn" href={`tel:${number.replace(/[^\d+]/g, "")}`}>
      <Icon name="phone" />
      {label ?? w("person.call")}
    </a>
  );
}

/** Who this is and where they live. NIK shows its last four digits until asked for. */
export function PersonFacts({ person }: { person: PersonView }) {
  const { rows } = usePhone();
  const family = familyOf(rows, person);
  const birth = person.birth_date
    ? `${formatDate(person.birth_date)}${person.birth_date_estimated ? ` (${w("person.estimated")})` : ""}`
    : w("person.noBirthDate");
  const lines: [string, string][] = [
    [w("field.birth_date"), birth],
    [w("field.sex"), person.sex ? t(`sex.${person.sex}`) : ""],
    [w("field.mother_name"), motherName(rows, person)],
    [w("field.father_name"), person.father_name],
    [
      w("field.birth_weight_kg"),
      person.birth_weight_kg ? `${formatNumber(person.birth_weight_kg, 2)} kg` : "",
    ],
    [w("field.occupation"), person.occupation],
    [
      w("field.marital_status"),
      person.marital_status && say(choiceWord("marital_statuses", person.marital_status)),
    ],
    [
      w("field.disabilities"),
      person.disabilities.map((id) => say(choiceWord("disabilities", id))).join(", "),
    ],
    [w("field.assistance"), person.assistance.map((id) => say(choiceWord("assistance", id))).join(", ")],
    [w("field.birth_care"), careAtBirth(person)],
    [w("field.address"), addressLine(family)],
    [w("field.notes"), person.notes],
  ];
  return (
    <section class="card stack" aria-labelledby="facts">
      <h2 id="facts">{w("person.facts")}</h2>
      <dl class="dl">
        {lines.map(
          ([label, value]) => value && [<dt key={label}>{label}</dt>, <dd key={`${label}=`}>{value}</dd>],
        )}
        <dt>{w("field.nik")}</dt>
        <dd>
          <Nik nik={person.nik} />
        </dd>
      </dl>
      <div class="cluster">
        <CallButton number={phoneOf(person, family)} />
      </div>
    </section>
  );
}

/** What a newborn was given; empty where nothing was written down. */
function careAtBirth({ birth_care }: PersonView): string {
  const given = Object.values(birth_care ?? {}).includes(true);
  return given ? valueWords("birth_care", birth_care) : "";
}

function Nik({ nik }: { nik: string | null }) {
  const [shown, setShown] = useState(false);
  if (!nik) return <>{w("person.noNik")}</>;
  return (
    <span class="cluster">
      <span class="number">{shown ? nik : maskNik(nik)}</span>
      <button type="button" class="btn btn-quiet" aria-pressed={shown} onClick={() => setShown(!shown)}>
        {shown ? w("nik.hide") : w("nik.show")}
      </button>
    </span>
  );
}
