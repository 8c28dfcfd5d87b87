/**
 * A growth chart: bands with words, lines, the child's points. Pure: the same data gives the same picture.
 * Colours come from classes (web/ui/css/charts.css); every band is named in the legend and every value in the table.
 */
import { useId } from "preact/hooks";
import { areaPath, at, linePath, type Scale } from "./geometry.ts";

export type BandTone = "green" | "green-deep" | "yellow" | "red" | "orange" | "none";

/** Between two of the standard's lines; null is the edge of the plot. */
export interface ChartBand {
  tone: BandTone;
  word: string;
  lower: readonly number[] | null;
  upper: readonly number[] | null;
}

export interface ChartLine {
  tone: "green" | "yellow" | "red" | "orange" | "grid";
  ys: readonly number[];
  label?: string;
}

/** A measurement: `xWords` "14 bulan", `yWords` "8,4 kg", `meaning` "Berat badan normal". */
export interface ChartPoint {
  x: number;
  y: number;
  date: string;
  xWords: string;
  yWords: string;
  meaning: string;
  /** Measured elsewhere, in words: drawn as a square, named in the legend and in the table. */
  mark?: string;
}

export interface ChartAxis {
  label: string;
  from: number;
  to: number;
  ticks: readonly number[];
}

export interface GrowthChartData {
  title: string;
  /** What the picture says, for those who do not see it. */
  desc: string;
  x: ChartAxis;
  y: ChartAxis;
  xs: readonly number[];
  bands: readonly ChartBand[];
  lines: readonly ChartLine[];
  /** Oldest first; the last is today's. */
  points: readonly ChartPoint[];
}

export interface ChartWords {
  showTable: string;
  date: string;
  x: string;
  value: string;
  meaning: string;
}

const WIDTH = 360;
const HEIGHT = 300;
const PLOT = { left: 34, right: 352, top: 24, bottom: 266 };

export function GrowthChart({ data, words }: { data: GrowthChartData; words: ChartWords }) {
  return (
    <figure class="chart">
      <ChartPicture data={data} />
      <Legend bands={data.bands} points={data.points} />
      <PointTable data={data} words={words} />
    </figure>
  );
}

export function ChartPicture({ data }: { data: GrowthChartData }) {
  const id = useId();
  const x: Scale = { from: data.x.from, to: data.x.to, start: PLOT.left, end: PLOT.right };
  const y: Scale = { from: data.y.from, to: data.y.to, start: PLOT.bottom, end: PLOT.top };
  return (
    <svg
      class="chart-svg"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
    >
      <title id={`${id}-title`}>{data.title}</title>
      <desc id={`${id}-desc`}>{data.desc}</desc>
      <clipPath id={`${id}-plot`}>
        <rect x={PLOT.left} y={PLOT.top} width={PLOT.right - PLOT.left} height={PLOT.bottom - PLOT.top} />
      </clipPath>
      <g clip-path={`url(#${id}-plot)`}>
        {data.bands.map((band) => (
          <path
            key={band.word}
            class={`band-${band.tone}`}
            d={areaPath(data.xs, band.lower, band.upper, x, y)}
          />
        ))}
        <Grid data={data} x={x} y={y} />
        {data.lines.map((line, index) => (
          <path key={index} class={`line-${line.tone}`} d={linePath(data.xs, line.ys, x, y)} />
        ))}
      </g>
      <Axes data={data} x={x} y={y} />
      <Points points={data.points} x={x} y={y} />
    </svg>
  );
}

type Scaled = { data: GrowthChartData; x: Scale; y: Scale };

function Grid({ data, x, y }: Scaled) {
  return (
    <>
      {data.x.ticks.map((tick) => (
        <line key={tick} class="line-grid" x1={at(x, tick)} x2={at(x, tick)} y1={PLOT.top} y2={PLOT.bottom} />
      ))}
      {data.y.ticks.map((tick) => (
        <line key={tick} class="line-grid" x1={PLOT.left} x2={PLOT.right} y1={at(y, tick)} y2={at(y, tick)} />
      ))}
    </>
  );
}

function Axes({ data, x, y }: Scaled) {
  return (
    <g class="chart-axis">
      {data.x.ticks.map((tick) => (
        <text key={tick} x={at(x, tick)} y={PLOT.bottom + 15} text-anchor="middle">
          {tick}
        </text>
      ))}
      {data.y.ticks.map((tick) => (
        <text key={tick} x={PLOT.left - 5} y={at(y, tick) + 4} text-anchor="end">
          {tick}
        </text>
      ))}
      <text x={PLOT.left} y={14}>
        {data.y.label}
      </text>
      <text x={PLOT.right} y={HEIGHT - 4} text-anchor="end">
        {data.x.label}
      </text>
    </g>
  );
}

function Points({ points, x, y }: { points: readonly ChartPoint[]; x: Scale; y: Scale }) {
  const shown = points.filter((point) => point.x >= x.from && point.x <= x.to);
  const now = shown[shown.length - 1];
  const xs = shown.map((point) => point.x);
  const ys = shown.map((point) => point.y);
  if (!now) return null;
  return (
    <>
      <path class="line-child" d={linePath(xs, ys, x, y)} />
      {shown.slice(0, -1).map((point) => (
        <Dot key={`${point.x} ${point.date}`} point={point} x={x} y={y} />
      ))}
      <circle class="point-now" cx={at(x, now.x)} cy={at(y, now.y)} r={8} />
      {now.mark && <Dot point={now} x={x} y={y} />}
      <NowLabel now={now} x={at(x, now.x)} y={at(y, now.y)} fell={(ys[ys.length - 2] ?? 0) > now.y} />
    </>
  );
}

function Dot({ point, x, y }: { point: ChartPoint; x: Scale; y: Scale }) {
  const [cx, cy] = [at(x, point.x), at(y, point.y)];
  if (!point.mark) return <circle class="point" cx={cx} cy={cy} r={4} />;
  return <rect class="point-marked" x={cx - 5} y={cy - 5} width={10} height={10} />;
}

/** The newest value beside its point, where neither the edge nor the line is. */
function NowLabel({ now, x, y, fell }: { now: ChartPoint; x: number; y: number; fell: boolean }) {
  const isRight = x < (PLOT.left + PLOT.right) / 2;
  const isAbove = !fell && y > PLOT.top + 30;
  return (
    <text
      class="chart-now"
      x={isRight ? x + 4 : x - 4}
      y={isAbove ? y - 14 : y + 26}
      text-anchor={isRight ? "start" : "end"}
    >
      {now.yWords}
    </text>
  );
}

function Legend({ bands, points }: Pick<GrowthChartData, "bands" | "points">) {
  const named = bands.filter((band) => band.tone !== "none");
  const marks = [...new Set(points.flatMap(({ mark }) => mark ?? []))];
  return (
    <ul class="chart-legend">
      {named.map((band) => (
        <li key={band.word} class={`chart-key key-${band.tone}`}>
          {band.word}
        </li>
      ))}
      {marks.map((mark) => (
        <li key={mark} class="chart-key key-mark">
          {mark}
        </li>
      ))}
    </ul>
  );
}

function PointTable({ data, words }: { data: GrowthChartData; words: ChartWords }) {
  if (data.points.length === 0) return null;
  return (
    <details class="more no-print">
      <summary>{words.showTable}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard */}
      <section class="table-wrap" aria-label={data.title} tabIndex={0}>
        <table class="small">
          <caption>{data.title}</caption>
          <thead>
            <tr>
              <th scope="col">{words.date}</th>
              <th scope="col">{words.x}</th>
              <th scope="col">{words.value}</th>
              <th scope="col">{words.meaning}</th>
            </tr>
          </thead>
          <tbody>
            {[...data.points].reverse().map((point) => (
              <tr key={`${point.x} ${point.date}`}>
                <td>{[point.date, point.mark].filter(Boolean).join(" · ")}</td>
                <td>{point.xWords}</td>
                <td>{point.yWords}</td>
                <td>{point.meaning}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
