import { useMemo, useState } from "preact/hooks";
import { PLAN } from "../../../knowledge/homevisits/index.ts";
import { formatShortDate } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { agendaOf, type Planned, planOf, type Reason, visitsThisMonth } from "../../model/home-visits.ts";
import { addressLine, familyName } from "../../model/people.ts";
import { go } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { useDueList } from "../care/use-due.ts";
import { Answers } from "./answers.tsx";
import { Schedule } from "./schedule.tsx";
import { h } from "./words.ts";

const PAGE = 20;

/** Whom to visit: this week's few first, gravest on top; the rest waits its turn, then every family once a year. */
export function HomeVisits() {
  const phone = usePhone();
  const { rows } = phone;
  const today = phone.today();
  const due = useDueList();
  const plan = useMemo(() => agendaOf(planOf(rows, due, today)), [rows, rows.version, due, today]);
  const { week, waiting, routine } = plan;
  const mine = visitsThisMonth(rows, phone.account()?.id ?? "", today);
  const least = PLAN.per_kader_month;
  return (
    <Frame title={h("title")}>
      <p class="banner">
        {mine >= least ? h("plan.month.done", { n: mine }) : h("plan.month", { n: mine, least })}
      </p>
      <Answers />
      {week.length + routine.length === 0 && (
        <Empty icon="circle-check" title={h("plan.none")} help={h("plan.none.help")} />
      )}
      <Group title={h("plan.week", { n: week.length })} list={week} />
      {waiting.length > 0 && (
        <details class="card more">
          <summary>{h("plan.waiting", { n: waiting.length })}</summary>
          <p class="small muted">{h("plan.waiting.help")}</p>
          <Families list={waiting} />
        </details>
      )}
      <Group title={h("plan.routine", { n: routine.length })} list={routine} />
    </Frame>
  );
}

function Group({ title, list }: { title: string; list: readonly Planned[] }) {
  if (list.length === 0) return null;
  return (
    <section class="stack stack-tight">
      <h2>{title}</h2>
      <Families list={list} />
    </section>
  );
}

function Families({ list }: { list: readonly Planned[] }) {
  const [size, setSize] = useState(PAGE);
  return (
    <>
      <ul class="stack stack-tight">
        {list.slice(0, size).map((planned) => (
          <li key={planned.family.id}>
            <FamilyCard planned={planned} />
          </li>
        ))}
      </ul>
      {list.length > size && (
        <button type="button" class="btn" onClick={() => setSize(size + PAGE)}>
          {h("plan.more", { n: list.length - size })}
        </button>
      )}
    </>
  );
}

const LABELS = new Map(PLAN.reasons.map(({ id, label }) => [id, label]));

function inWords({ id, person }: Reason): string {
  const label = LABELS.get(id);
  const words = label ? say(label) : id;
  return person ? h("plan.about", { reason: words, name: person.name }) : words;
}

function FamilyCard({ planned }: { planned: Planned }) {
  const { family, reasons, last } = planned;
  const { rows, today: dayOf } = usePhone();
  const today = dayOf();
  const name = familyName(rows, family);
  return (
    <article class="card stack stack-tight">
      <h3>{h("family", { name })}</h3>
      <p class="small muted">
        {[
          addressLine(family),
          last ? h("plan.last", { date: formatShortDate(last.date, today) }) : h("plan.never"),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <ul>
        {reasons.map((one) => (
          <li key={`${one.id} ${one.person?.id ?? ""}`}>{inWords(one)}</li>
        ))}
      </ul>
      <button
        type="button"
        class="btn btn-primary"
        onClick={() => go("homeVisit", { family: family.id, purpose: planned.purpose })}
      >
        {h("plan.open")}
        <span class="sr-only"> {name}</span>
      </button>
      <Schedule planned={planned} name={name} />
    </article>
  );
}
