import type { PersonView, PregnancyView } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { addressLine, familyOf, kept, phoneOf } from "../../model/people.ts";
import { CONTRACEPTION } from "../../model/postpartum.ts";
import { dueDate } from "../../model/pregnancy.ts";
import { PLAN } from "../../model/pregnancy-care.ts";
import type { Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { w } from "../people/words.ts";
import { Sheet } from "../print/sheet.tsx";
import { labelOf, m } from "./words.ts";

/** The page for the door: who is expecting, when, and what the family has arranged. */
export function PrintPlan({ params }: { params: Screens["printPlan"] }) {
  const { rows } = usePhone();
  const pregnancy = rows.openPregnancies().find(({ id }) => id === params.pregnancy);
  const person = pregnancy && kept(rows, pregnancy.person);
  if (!pregnancy || !person)
    return (
      <Frame title={m("plan.print")}>
        <Empty icon="user-round" title={w("person.none")} help={w("person.none.help")} />
      </Frame>
    );
  return <PlanSheet person={person} pregnancy={pregnancy} />;
}

function PlanSheet({ person, pregnancy }: { person: PersonView; pregnancy: PregnancyView }) {
  const phone = usePhone();
  const family = familyOf(phone.rows, person);
  const due = dueDate(pregnancy);
  const unit = phone.post().puskesmas;
  const lines: [string, string][] = [
    [m("plan.mother"), person.name],
    [m("plan.husband"), pregnancy.husband_name],
    [m("plan.due"), due ? formatDate(due) : ""],
    [w("field.address"), addressLine(family)],
    [w("field.phone"), phoneOf(person, family)],
    ...PLAN.filter(({ value }) => value !== "plan_contraception").map(
      ({ value, label }): [string, string] => [say(label), pregnancy[value] ?? ""],
    ),
    [m("plan.kb"), labelOf(CONTRACEPTION, pregnancy.plan_contraception ?? "")],
  ];
  return (
    <Sheet title={m("plan.print")} heading={m("plan.heading")}>
      <p class="large strong">{m("plan.guard")}</p>
      <dl class="dl keep">
        {lines.map(([label, value]) => [
          <dt key={label}>{label}</dt>,
          <dd key={`${label}=`}>{value || "………………………………………"}</dd>,
        ])}
      </dl>
      {unit && <p class="strong">{m("plan.call", { unit: unit.name, phone: unit.phone })}</p>}
      <div class="sign keep">
        <p>{m("plan.sign.family")}</p>
        <p>{m("plan.sign.midwife")}</p>
      </div>
    </Sheet>
  );
}
