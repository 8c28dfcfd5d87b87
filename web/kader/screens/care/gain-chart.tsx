import { GrowthChart, type GrowthChartData } from "../../../ui/charts/growth-chart.tsx";
import type { PregnancyView, VisitView } from "../../core/api.ts";
import { formatDate, formatNumber } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { gainCurve, gainPoints, prepregnancyBmi, weightVerdict } from "../../model/pregnancy.ts";
import { chartWords } from "../people/growth-charts.tsx";
import { w } from "../people/words.ts";

const LAST_WEEK = 40;
const WEEK_TICKS = [0, 8, 16, 24, 32, 40];

/** Weight gain against the band of the KIA book, by body mass index before the pregnancy. */
export function GainChart({ pregnancy, visits }: { pregnancy: PregnancyView; visits: readonly VisitView[] }) {
  const bmi = prepregnancyBmi(pregnancy.prepregnancy_weight_kg, pregnancy.height_cm);
  if (!bmi) return <p class="question">{w("preg.curve.missing")}</p>;
  const weighings = visits
    .flatMap(({ date, values }) =>
      typeof values.weight_kg === "number" ? [{ date, weight_kg: values.weight_kg }] : [],
    )
    .sort((a, b) => a.date.localeCompare(b.date));
  const last = weighings[weighings.length - 1];
  const verdict = last ? weightVerdict(pregnancy, last.weight_kg, last.date) : null;
  return (
    <>
      {verdict && <p class="verdict-word">{say(verdict.say)}</p>}
      <p class="small muted">{w("preg.bmi", { bmi: formatNumber(bmi, 1) })}</p>
      <GrowthChart
        data={gainData(pregnancy, bmi, weighings)}
        words={{ ...chartWords(), x: w("preg.curve.week") }}
      />
    </>
  );
}

function gainData(
  pregnancy: PregnancyView,
  bmi: number,
  weighings: readonly { date: string; weight_kg: number }[],
): GrowthChartData {
  const curve = gainCurve(bmi);
  const least = curve.map((p) => p.min_kg);
  const most = curve.map((p) => p.max_kg);
  const points = gainPoints(pregnancy, weighings)
    .filter((p) => p.week <= LAST_WEEK)
    .map((p) => ({
      x: p.week,
      y: p.gain_kg,
      date: formatDate(p.date),
      xWords: w("preg.weeks", { n: Math.floor(p.week) }),
      yWords: `${p.gain_kg > 0 ? "+" : ""}${formatNumber(p.gain_kg, 1)} kg`,
      meaning: w(`preg.verdict.${meaningOf(pregnancy, weighings, p.date)}`),
    }));
  const high = Math.max(20, ...points.map((p) => p.y + 1));
  const low = Math.min(-2, ...points.map((p) => p.y - 1));
  const last = points[points.length - 1];
  return {
    title: w("preg.curve"),
    desc: last
      ? w("preg.curve.desc", { n: points.length, gain: last.yWords, week: last.xWords, word: last.meaning })
      : w("preg.curve.empty"),
    x: { label: w("preg.curve.week"), from: 0, to: LAST_WEEK, ticks: WEEK_TICKS },
    y: {
      label: w("preg.curve.gain"),
      from: low,
      to: high,
      ticks: [0, 5, 10, 15, 20].filter((t) => t <= high),
    },
    xs: curve.map((p) => p.week),
    bands: [
      { tone: "yellow", word: w("preg.verdict.below"), lower: null, upper: least },
      { tone: "green", word: w("preg.verdict.on_curve"), lower: least, upper: most },
      { tone: "orange", word: w("preg.verdict.above"), lower: most, upper: null },
    ],
    lines: [
      { tone: "green", ys: least },
      { tone: "green", ys: most },
    ],
    points,
  };
}

function meaningOf(
  pregnancy: PregnancyView,
  weighings: readonly { date: string; weight_kg: number }[],
  date: string,
) {
  const weighing = weighings.find((x) => x.date === date);
  return (weighing && weightVerdict(pregnancy, weighing.weight_kg, date)?.verdict) || "too_early";
}
