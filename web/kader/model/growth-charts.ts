/** Data of the four growth charts of a child: the standard's lines, bands with words, the child's points. */

import { completedMonths } from "../../knowledge/growth/ages.ts";
import { bandOf, type Scale } from "../../knowledge/growth/categories.ts";
import { type Curve, linesByLength, linesByMonth, type SdLine } from "../../knowledge/growth/curves.ts";
import type { GrowthScore, Index } from "../../knowledge/growth/score.ts";
import { ticks } from "../../ui/charts/geometry.ts";
import type {
  BandTone,
  ChartBand,
  ChartLine,
  ChartPoint,
  GrowthChartData,
} from "../../ui/charts/growth-chart.tsx";
import type { Words } from "../core/api.ts";
import { formatNumber, formatShortDate } from "../i18n/format.ts";
import { say } from "../i18n/index.ts";
import { v } from "../i18n/visit-words.ts";
import { type ChildBody, categories, type Measured, scoreMeasured, sexNumber, tables } from "./growth.ts";

export const CHARTS = ["weight", "length", "weightLength", "head"] as const;
export type ChartKind = (typeof CHARTS)[number];

interface Kind {
  scale: string;
  index: Index;
  field: string;
  unit: "kg" | "cm";
  yLabel: () => string;
  tones: Readonly<Record<string, BandTone>>;
}

/** Colour of each band of a scale; its word always stands in the legend. */
const WEIGHT_TONES: Record<string, BandTone> = {
  severely_underweight: "red",
  underweight: "yellow",
  normal: "green",
  risk_of_overweight: "orange",
};
const LENGTH_TONES: Record<string, BandTone> = {
  severely_stunted: "red",
  stunted: "yellow",
  normal: "green",
  tall: "green-deep",
};
const BALANCE_TONES: Record<string, BandTone> = {
  severe_wasting: "red",
  wasting: "yellow",
  normal: "green",
  risk_of_overweight: "orange",
  overweight: "orange",
  obesity: "red",
};
const HEAD_TONES: Record<string, BandTone> = {
  microcephaly: "yellow",
  normal: "green",
  macrocephaly: "orange",
};

const KINDS: Record<ChartKind, Kind> = {
  weight: {
    scale: "bb_u",
    index: "waz",
    field: "weight_kg",
    unit: "kg",
    yLabel: () => v("chart.kg"),
    tones: WEIGHT_TONES,
  },
  length: {
    scale: "tb_u",
    index: "haz",
    field: "length_height_cm",
    unit: "cm",
    yLabel: () => v("chart.cm"),
    tones: LENGTH_TONES,
  },
  weightLength: {
    scale: "bb_tb",
    index: "whz",
    field: "weight_kg",
    unit: "kg",
    yLabel: () => v("chart.kg"),
    tones: BALANCE_TONES,
  },
  head: {
    scale: "lk_u",
    index: "hcz",
    field: "head_cm",
    unit: "cm",
    yLabel: () => v("chart.headCm"),
    tones: HEAD_TONES,
  },
};

/** About a year around the child's age, so that the direction is plain to see. */
function monthWindow(months: number): [number, number] {
  const to = Math.min(60, Math.max(12, months + 3));
  return [Math.max(0, to - 13), to];
}

interface Drawn {
  point: ChartPoint;
  score: GrowthScore;
}

/**
 * Chart data with the visits up to `on`, newest last. Null without sex or birth date. `whole`: 0 to 60 months in one
 * picture, for paper.
 */
export function chartData(
  kind: ChartKind,
  child: ChildBody,
  visits: readonly Measured[],
  on: string,
  whole = false,
): GrowthChartData | null {
  const sex = sexNumber(child.sex);
  if (!sex || !child.birth_date) return null;
  const drawn = drawPoints(kind, sex, child.birth_date, visits);
  const months = completedMonths(child.birth_date, on);
  const [from, to] =
    kind === "weightLength" ? lengthWindow(drawn, months) : whole ? [0, 60] : monthWindow(months);
  const curve = curveOf(kind, sex, months, from, to);
  return assemble(
    kind,
    drawn.map(({ point }) => point),
    curve,
    from,
    to,
  );
}

function drawPoints(kind: ChartKind, sex: 1 | 2, birth: string, visits: readonly Measured[]): Drawn[] {
  const { field, unit, scale, index } = KINDS[kind];
  const sorted = visits.filter((visit) => visit.date >= birth).sort((a, b) => a.date.localeCompare(b.date));
  return sorted.flatMap((visit) => {
    const y = visit.values[field];
    if (typeof y !== "number" || y <= 0) return [];
    const score = scoreMeasured(sex, birth, visit);
    const x = kind === "weightLength" ? score.length_height_cm : score.age_months;
    if (x === null) return [];
    const months = completedMonths(birth, visit.date);
    const point: ChartPoint = {
      x,
      y,
      date: formatShortDate(visit.date),
      xWords: kind === "weightLength" ? `${formatNumber(x)} cm` : v("chart.at.month", { x: months }),
      yWords: `${formatNumber(y, 2)} ${unit}`,
      meaning: meaningOf(scale, score[index]),
      ...(visit.mark ? { mark: visit.mark } : {}),
    };
    return [{ point, score }];
  });
}

const scaleOf = (name: string): Scale => {
  const scale = categories.scales[name];
  if (!scale) throw new RangeError(`no growth scale ${name}`);
  return scale;
};

const meaningOf = (scale: string, z: number | null): string =>
  z === null ? "" : say(bandOf(scaleOf(scale), z)?.word as Words | undefined);

/** Twenty-odd centimetres around the child's length. */
function lengthWindow(drawn: readonly Drawn[], months: number): [number, number] {
  const [least, most] = months < 24 ? [45, 110] : [65, 120];
  const now = drawn[drawn.length - 1]?.point.x ?? least + 20;
  const from = Math.max(least, Math.min(most - 30, Math.floor((now - 18) / 5) * 5));
  return [from, Math.min(most, from + 30)];
}

function curveOf(kind: ChartKind, sex: 1 | 2, months: number, from: number, to: number): Curve {
  const { index } = KINDS[kind];
  if (kind === "weightLength") return linesByLength(tables, sex, months >= 24, from, to);
  return linesByMonth(tables, sex, index as "waz" | "haz" | "hcz", from, to);
}

function assemble(
  kind: ChartKind,
  points: readonly ChartPoint[],
  curve: Curve,
  from: number,
  to: number,
): GrowthChartData {
  const { yLabel } = KINDS[kind];
  const shown = points.filter((point) => point.x >= from && point.x <= to);
  const low = Math.min(...curve.lines[-3], ...shown.map((point) => point.y));
  const high = Math.max(...curve.lines[kind === "weight" ? 2 : 3], ...shown.map((point) => point.y));
  const pad = (high - low) * 0.06;
  const y = { label: yLabel(), from: low - pad, to: high + pad, ticks: ticks(low - pad, high + pad, 6) };
  const x = {
    label: kind === "weightLength" ? v("chart.cm") : v("chart.month"),
    from,
    to,
    ticks: ticks(from, to, 6),
  };
  const { bands, lines } = bandsOf(kind, curve);
  return { title: v(`chart.${kind}`), desc: describe(shown), x, y, xs: curve.x, bands, lines, points: shown };
}

function describe(points: readonly ChartPoint[]): string {
  const last = points[points.length - 1];
  if (!last) return v("chart.empty");
  return v("chart.desc", { n: points.length, value: last.yWords, x: last.xWords, word: last.meaning });
}

const lineAt = (curve: Curve, z: number | undefined): readonly number[] | null =>
  z === undefined ? null : (curve.lines[z as SdLine] ?? null);

/** Bands between the scale's edges; neighbours of the same colour keep their own word. The median is a thin line. */
function bandsOf(kind: ChartKind, curve: Curve): { bands: ChartBand[]; lines: ChartLine[] } {
  const { scale, tones } = KINDS[kind];
  const known = scaleOf(scale).bands;
  const bands = known.map((band, index) => ({
    tone: tones[band.id] ?? "none",
    word: say(band.word),
    lower: lineAt(curve, known[index - 1]?.up_to),
    upper: lineAt(curve, band.up_to),
  }));
  const edges = known.flatMap((band, index): ChartLine[] => {
    const ys = lineAt(curve, band.up_to);
    return ys ? [{ tone: edgeTone(tones, known[index]?.id, known[index + 1]?.id), ys }] : [];
  });
  const median: ChartLine = { tone: "green", ys: curve.lines[0] };
  return { bands, lines: [median, ...edges] };
}

/** An edge takes the colour of its worse side: the red line, the orange line. */
function edgeTone(tones: Kind["tones"], below = "", above = ""): ChartLine["tone"] {
  const sides = [tones[below], tones[above]];
  return (["red", "orange", "yellow"] as const).find((tone) => sides.includes(tone)) ?? "green";
}
