/** From chart values to SVG coordinates and paths. Pure. */

/** A linear scale: `from` and `to` are values, `start` and `end` the pixels they fall on. */
export interface Scale {
  from: number;
  to: number;
  start: number;
  end: number;
}

export const at = ({ from, to, start, end }: Scale, value: number): number =>
  start + ((value - from) / (to - from)) * (end - start);

const px = (value: number): string => value.toFixed(1).replace(/\.0$/, "");

/** `M x y L x y …` through the points. */
export const linePath = (xs: readonly number[], ys: readonly number[], x: Scale, y: Scale): string =>
  xs.map((value, index) => `${index ? "L" : "M"}${px(at(x, value))} ${px(at(y, ys[index] ?? 0))}`).join("");

/** The area between two lines over the same `xs`; null stands for the edge of the plot (`y.from` or `y.to`). */
export function areaPath(
  xs: readonly number[],
  lower: readonly number[] | null,
  upper: readonly number[] | null,
  x: Scale,
  y: Scale,
): string {
  if (xs.length < 2) return "";
  const top = linePath(xs, upper ?? xs.map(() => y.to), x, y);
  const back = [...xs].reverse();
  const bottom = linePath(back, [...(lower ?? xs.map(() => y.from))].reverse(), x, y);
  return `${top}${bottom.replace("M", "L")}Z`;
}

/** The part of lines that lies within `from` to `to` of x. */
export function within(
  xs: readonly number[],
  lines: ReadonlyMap<number, readonly number[]>,
  from: number,
  to: number,
): { xs: number[]; lines: Map<number, number[]> } {
  const keep = xs.map((x) => x >= from && x <= to);
  const cut = (values: readonly number[]): number[] => values.filter((_, index) => keep[index]);
  return { xs: cut(xs), lines: new Map([...lines].map(([sd, ys]) => [sd, cut(ys)])) };
}

/** Round numbers from `from` to `to`, about `count` of them. */
export function ticks(from: number, to: number, count: number): number[] {
  const rough = (to - from) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toFixed(6)));
}
