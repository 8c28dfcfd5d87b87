import { useState } from "preact/hooks";
import { GrowthChart, type GrowthChartData } from "../../../ui/charts/growth-chart.tsx";
import type { PregnancyView, VisitView } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { PRESSURE, PRESSURE_WORDS, type Pressure, pressuresOf } from "../../model/pregnancy-care.ts";
import { chartWords } from "../people/growth-charts.tsx";
import { m } from "./words.ts";

type Which = "systolic" | "diastolic";
const AXIS = {
  systolic: { from: 80, to: 180, ticks: [80, 100, 120, 140, 160, 180] },
  diastolic: { from: 40, to: 130, ticks: [50, 70, 90, 110, 130] },
};
const WEEKS = [0, 8, 16, 24, 32, 40];

/** Blood pressure against its curve, upper and lower; the table has both. */
export function PressureChart({
  pregnancy,
  visits,
}: {
  pregnancy: PregnancyView;
  visits: readonly VisitView[];
}) {
  const [which, setWhich] = useState<Which>("systolic");
  const taken = pressuresOf(pregnancy, visits);
  const last = taken[taken.length - 1];
  if (!last) return <p class="muted">{m("bp.none")}</p>;
  return (
    <>
      <p class="verdict-word">{say(PRESSURE_WORDS[last.verdict])}</p>
      <p class="small muted">
        {last.systolic}/{last.diastolic} mmHg · {formatDate(last.date)}
      </p>
      <div class="segmented">
        {(["systolic", "diastolic"] as const).map((each) => (
          <button key={each} type="button" aria-pressed={each === which} onClick={() => setWhich(each)}>
            {m(`bp.${each}`)}
          </button>
        ))}
      </div>
      <GrowthChart data={dataOf(which, taken)} words={{ ...chartWords(), x: m("week") }} />
    </>
  );
}

function dataOf(which: Which, taken: readonly Pressure[]): GrowthChartData {
  const high = PRESSURE.high[which];
  const severe = PRESSURE.severe[which];
  const flat = (y: number): number[] => WEEKS.map(() => y);
  const axis = AXIS[which];
  const points = taken.map((each) => ({
    x: each.week,
    y: each[which],
    date: formatDate(each.date),
    xWords: m("weeks", { n: Math.floor(each.week) }),
    yWords: `${each.systolic}/${each.diastolic} mmHg`,
    meaning: m(`bp.${each.verdict}`),
  }));
  const last = points[points.length - 1];
  return {
    title: m("bp.title"),
    desc: last
      ? m("bp.desc", { n: points.length, value: last.yWords, week: last.xWords, word: last.meaning })
      : "",
    x: { label: m("week.axis"), from: 0, to: 42, ticks: WEEKS },
    y: {
      label: "mmHg",
      from: Math.min(axis.from, ...points.map(({ y }) => y - 5)),
      to: Math.max(axis.to, ...points.map(({ y }) => y + 5)),
      ticks: axis.ticks,
    },
    xs: [...WEEKS.slice(0, -1), 42],
    bands: [
      { tone: "green", word: m("bp.calm"), lower: null, upper: flat(high) },
      { tone: "orange", word: m("bp.high"), lower: flat(high), upper: flat(severe) },
      { tone: "red", word: m("bp.severe"), lower: flat(severe), upper: null },
    ],
    lines: [
      { tone: "orange", ys: flat(high) },
      { tone: "red", ys: flat(severe) },
    ],
    points,
  };
}
