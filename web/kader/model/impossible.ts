/** Figures that no person has, and what the finger probably meant. Limits from content; no DOM. */
import content from "../../../content/programme/limits.json" with { type: "json" };

/** A number that is asked for: its plausible range in its unit, and how many places it is read to. */
export interface Asked {
  readonly id: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
}

/** Figures that stand on no card. */
export const FIGURES = Object.fromEntries(content.fields.map((field) => [field.id, field])) as Readonly<
  Record<string, Asked>
>;

const NARROWER: Readonly<Record<string, readonly number[] | undefined>> = content.narrower;
/** Grams for kilograms, a comma forgotten or set too early, metres for centimetres. */
const SLIPS = [0.001, 0.01, 0.1, 10, 100, 1000] as const;

/** Between them a value is asked about at most; outside it is not recorded. */
export function hardLimits({ id, min, max }: Asked): readonly [low: number, high: number] {
  const [low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY] = NARROWER[id] ?? [];
  return [
    Math.max(low, min === undefined ? low : min * content.widen.min),
    Math.min(high, max === undefined ? high : max * content.widen.max),
  ];
}

export function isImpossible(asked: Asked, value: number): boolean {
  const [low, high] = hardLimits(asked);
  return value < low || value > high;
}

const isOutside = ({ min, max }: Asked, value: number): boolean =>
  (min !== undefined && value < min) || (max !== undefined && value > max);

/** What was probably meant by a value outside the plausible range: the nearest to its middle; null when nothing fits. */
export function likelyOf(asked: Asked, value: number): number | null {
  if (!isOutside(asked, value)) return null;
  const places = 10 ** (asked.decimals ?? 0);
  const meant = SLIPS.map((slip) => ({
    exact: value * slip,
    read: Math.round(value * slip * places) / places,
  }))
    .filter(({ exact, read }) => Math.abs(exact - read) < 1e-6 && !isOutside(asked, read))
    .map(({ read }) => read)
    .sort((a, b) => farFrom(asked, a) - farFrom(asked, b));
  return meant[0] ?? null;
}

/** How far a value lies from the middle of its range, as a ratio. */
function farFrom({ min = 0, max = 1 }: Asked, value: number): number {
  const middle = Math.sqrt(Math.max(min, max / 100) * max);
  return Math.abs(Math.log(value / middle));
}
