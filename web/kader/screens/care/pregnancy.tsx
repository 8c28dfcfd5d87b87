import { useMemo, useState } from "preact/hooks";
import openDay from "../../../../content/programme/open-day.json";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView, PregnancyView } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { historyOf, planDoses } from "../../model/doses.ts";
import type { ForecastRow } from "../../model/due.ts";
import { kept } from "../../model/people.ts";
import { daysSince, lastEnded } from "../../model/postpartum.ts";
import { dueDate, gestationalAge, risksOf, startDate } from "../../model/pregnancy.ts";
import { forecaster, reasonOf, statusOf } from "../../model/schedule.ts";
import { back, go, type Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { Birth } from "../maternal/birth.tsx";
import { Postpartum } from "../maternal/postpartum.tsx";
import { ReviewCards } from "../people/review-card.tsx";
import { useHistory } from "../people/use-history.ts";
import { type PeopleKey, w } from "../people/words.ts";
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
  const start = startDate(pregnancy);
  const hers = (visits ?? []).filter((v) => v.card === "hamil" && (!start || v.date >= start));
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
      <Risks person={person} pregnancy={pregnancy} />
      <section class="card stack" aria-labelledby="gain">
        <h2 id="gain">{w("preg.curve")}</h2>
        <GainChart pregnancy={pregnancy} visits={hers} />
      </section>
      <Contacts person={person} pregnancy={pregnancy} />
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

function Risks({ person, pregnancy }: { person: PersonView; pregnancy: PregnancyView }) {
  const today = usePhone().today();
  const found = [
    ...risksOf({ ...pregnancy, birth_date: person.birth_date, start: startDate(pregnancy) }, today),
    ...pregnancy.risks,
  ];
  if (found.length === 0) return null;
  return (
    <section class="card stack stack-tight" aria-labelledby="risks">
      <h2 id="risks">{w("preg.risks")}</h2>
      <div class="cluster">
        {found.map((risk) => (
          <span key={risk} class="pill">
            <Icon name="circle-alert" />
            {w(`risk.${risk}` as PeopleKey)}
          </span>
        ))}
      </div>
      <p>{w("preg.risks.help")}</p>
    </section>
  );
}

function contactWords(row: ForecastRow): string {
  if (row.given_on) return formatDate(row.given_on);
  return row.status === "future"
    ? w("preg.contact.about", { date: formatDate(row.due_date) })
    : reasonOf(row);
}

/** K1–K6 with their windows: counted by date, never refused. */
function Contacts({ person, pregnancy }: { person: PersonView; pregnancy: PregnancyView }) {
  const phone = usePhone();
  const { rows } = phone;
  const today = phone.today();
  const lmp_date = startDate(pregnancy);
  const contacts = useMemo(() => {
    if (!lmp_date || lmp_date > today) return [];
    return forecaster("anc", { lmp_date }, historyOf(rows, person.id), today);
  }, [rows, rows.version, person.id, lmp_date, today]);
  const can = lmp_date
    ? planDoses([["anc", { lmp_date }]], historyOf(rows, person.id), today, forecaster).now.length > 0
    : false;
  if (contacts.length === 0) return null;
  return (
    <section class="card stack" aria-labelledby="contacts">
      <h2 id="contacts">{w("preg.contacts")}</h2>
      <ul class="list">
        {contacts.map((row) => (
          <li key={row.dose} class="row">
            <span class="row-main">
              <span class="row-title">
                K{row.dose} · {statusOf(row.status)}
              </span>
              <span class="row-sub">{contactWords(row)}</span>
            </span>
          </li>
        ))}
      </ul>
      <button
        type="button"
        class={`btn ${can ? "btn-primary" : ""}`}
        onClick={() => go("doses", { person: person.id })}
      >
        {w("preg.contact.record")}
      </button>
    </section>
  );
}
