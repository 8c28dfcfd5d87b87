import { useState } from "preact/hooks";
import openDay from "../../../../content/programme/open-day.json";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView, PregnancyView } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { kept } from "../../model/people.ts";
import { daysSince, lastEnded } from "../../model/postpartum.ts";
import { dueDate, gestationalAge } from "../../model/pregnancy.ts";
import { visitsDuring } from "../../model/pregnancy-care.ts";
import { back, go, type Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { Birth } from "../maternal/birth.tsx";
import { Care, Feeling } from "../maternal/care.tsx";
import { Contacts } from "../maternal/contacts.tsx";
import { DangerSigns } from "../maternal/danger-signs.tsx";
import { Plan } from "../maternal/plan.tsx";
import { Postpartum } from "../maternal/postpartum.tsx";
import { PressureChart } from "../maternal/pressure-chart.tsx";
import { Risks } from "../maternal/risks.tsx";
import { m } from "../maternal/words.ts";
import { ReviewCards } from "../people/review-card.tsx";
import { useHistory } from "../people/use-history.ts";
import { w } from "../people/words.ts";
import { GainChart } from "./gain-chart.tsx";
import { PregnancyForm } from "./pregnancy-form.tsx";

type Mode = "show" | "change" | "close" | "again";

/** As long as the postpartum and breastfeeding card goes. */
const WITH_CHILD_DAYS = openDay.targets.breastfeeding_to_day;

/** A woman's pregnancy: open one, see it, change it, close it with its outcome; then the time after birth. */
export function Pregnancy({ params }: { params: Screens["pregnancy"] }) {
  const phone = usePhone();
  const { rows } = phone;
  const person = kept(rows, params.person);
  const [mode, setMode] = useState<Mode>("show");
  if (!person)
    return (
      <Frame title={w("preg.title")}>
        <Empty icon="user-round" title={w("person.none")} help={w("person.none.help")} />
      </Frame>
    );
  const all = rows.pregnanciesOf(person.id);
  const open =
    all.find((p) => p.id === params.pregnancy && p.status === "open") ?? all.find((p) => p.status === "open");
  const before = lastEnded(all);
  const show = (): void => setMode("show");
  if (open && mode === "close") return <Birth person={person} pregnancy={open} onDone={show} />;
  if (open && mode === "change")
    return <PregnancyForm person={person} pregnancy={open} before={before} onDone={show} />;
  if (!open && before && mode !== "again" && daysSince(before, phone.today()) <= WITH_CHILD_DAYS)
    return <Postpartum person={person} pregnancy={before} onAgain={() => setMode("again")} />;
  if (!open) return <PregnancyForm person={person} pregnancy={null} before={before} onDone={back} />;
  return <PregnancyPage person={person} pregnancy={open} onMode={setMode} />;
}

interface PageProps {
  person: PersonView;
  pregnancy: PregnancyView;
  onMode: (mode: Mode) => void;
}

function PregnancyPage({ person, pregnancy, onMode }: PageProps) {
  const { visits } = useHistory(person.id);
  const hers = visitsDuring(pregnancy, visits ?? []);
  return (
    <Frame
      title={w("preg.title")}
      sub={person.name}
      action={
        <button
          type="button"
          class="btn btn-primary btn-big btn-block"
          onClick={() => go("visit", { person: person.id })}
        >
          {w("person.serve")}
        </button>
      }
    >
      <ReviewCards record={pregnancy.id} />
      <Summary pregnancy={pregnancy} />
      <DangerSigns person={person} card="hamil" />
      <Risks person={person} pregnancy={pregnancy} />
      <section class="card stack" aria-labelledby="gain">
        <h2 id="gain">{w("preg.curve")}</h2>
        <GainChart pregnancy={pregnancy} visits={hers} />
      </section>
      <section class="card stack" aria-labelledby="pressure">
        <h2 id="pressure">{m("bp.title")}</h2>
        <PressureChart pregnancy={pregnancy} visits={hers} />
      </section>
      <Care visits={hers} />
      <Contacts person={person} pregnancy={pregnancy} />
      <Feeling person={person} />
      <Plan person={person} pregnancy={pregnancy} />
      <div class="two">
        <button type="button" class="btn" onClick={() => onMode("change")}>
          <Icon name="pencil" />
          {w("preg.change")}
        </button>
        <button type="button" class="btn" onClick={() => onMode("close")}>
          <Icon name="flag" />
          {w("preg.close")}
        </button>
      </div>
    </Frame>
  );
}

function Summary({ pregnancy }: { pregnancy: PregnancyView }) {
  const phone = usePhone();
  const due = dueDate(pregnancy);
  const age = gestationalAge(pregnancy, phone.today());
  if (!due || !age) return <p class="question">{w("preg.noDates")}</p>;
  return (
    <section class="card stack stack-tight">
      <p class="big-number">{w("preg.weeks", { n: age.weeks })}</p>
      <p>{w("preg.age", { weeks: age.weeks, days: age.days, trimester: age.trimester })}</p>
      <p class="strong">
        {w("preg.due", { date: formatDate(due) })}{" "}
        <span class="muted">({w(`preg.source.${pregnancy.edd ? "usg" : "lmp"}`)})</span>
      </p>
      {age.postterm ? (
        <p class="question">{w("preg.postterm")}</p>
      ) : (
        age.overdue && <p class="question">{w("preg.overdue")}</p>
      )}
    </section>
  );
}
