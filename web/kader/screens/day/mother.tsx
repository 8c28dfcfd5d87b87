import { useEffect, useState } from "preact/hooks";
import { GrowthChart } from "../../../ui/charts/growth-chart.tsx";
import { say } from "../../i18n/index.ts";
import { v } from "../../i18n/visit-words.ts";
import { bodyLines } from "../../model/body-lines.ts";
import { isLaterGroup } from "../../model/day.ts";
import { CHARTS, type ChartKind, chartData } from "../../model/growth-charts.ts";
import { verdictOf } from "../../model/verdict.ts";
import type { Subject } from "../../model/visit.ts";
import { back } from "../../nav.ts";
import { chartWords } from "../../parts/chart-words.ts";
import { Frame } from "../../parts/frame.tsx";
import { hideToast } from "../../toast.tsx";
import type { ScreenProps } from "../index.tsx";
import { BodyNumbers } from "./body-numbers.tsx";
import { b } from "./body-words.ts";
import { meaningOf } from "./use-step.ts";
import { useVisit } from "./use-visit.ts";
import { FollowUpLine, Home } from "./verdict.tsx";

/** The screen turned to the mother, or to an older person: the curve or the figures, one word, one kind sentence, one thing to do at home, who follows up. */
export function Mother({ params }: ScreenProps<"mother">) {
  const { subject } = useVisit(params.person);
  if (!subject) return null;
  return <MotherOf subject={subject} />;
}

function MotherOf({ subject }: { subject: Subject }) {
  const [kind, setKind] = useState<ChartKind>("weight");
  useEffect(hideToast, []);
  const { facts, evaluation, growth } = meaningOf(subject, {});
  const verdict = verdictOf(facts, evaluation, growth);
  const { person, today, visit, past } = subject;
  const visits = visit ? [...past, visit] : past;
  const isLater = isLaterGroup(subject.card.id);
  const drawable = isLater
    ? []
    : CHARTS.filter((each) => (chartData(each, person, visits, today)?.points.length ?? 0) > 0);
  const data = isLater ? null : chartData(kind, person, visits, today);
  return (
    <Frame
      title={person.name}
      sub={isLater ? b("person.title", { name: person.name }) : v("mother.title")}
      action={
        <button type="button" class="btn btn-primary btn-big btn-block" onClick={back}>
          {v("mother.done")}
        </button>
      }
    >
      <div class="mother verdict">
        {verdict.word && <p class="verdict-word">{say(verdict.word)}</p>}
        {verdict.sentence && <p>{say(verdict.sentence)}</p>}
        <ChartTabs kinds={drawable} kind={kind} onKind={setKind} />
        {data && <GrowthChart data={data} words={chartWords(kind)} />}
        {isLater && <BodyNumbers lines={bodyLines(subject, facts, growth)} today={today} isForPerson />}
        <Home home={verdict.home} />
        <FollowUpLine verdict={verdict} name={person.name} />
      </div>
    </Frame>
  );
}

interface ChartTabsProps {
  kinds: readonly ChartKind[];
  kind: ChartKind;
  onKind: (kind: ChartKind) => void;
}

/** Which of the child's curves to show. */
export function ChartTabs({ kinds, kind, onKind }: ChartTabsProps) {
  if (kinds.length < 2) return null;
  return (
    <nav class="segmented" aria-label={v("mother.which")}>
      {kinds.map((each) => (
        <button key={each} type="button" aria-pressed={each === kind} onClick={() => onKind(each)}>
          {v(`chart.short.${each}`)}
        </button>
      ))}
    </nav>
  );
}
