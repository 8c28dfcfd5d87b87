/**
 * Kartu Menuju Sehat: gaining or not (N, T, O, B, 2T), below the red line (BGM), above the orange line.
 * The twin of `simpul/knowledge/kms.py`; figures in `content/growth/kms.json`, reasons in docs/adr/0010-kms-direction.md.
 */

import { ageInDays, completedMonths, dayNumber } from "./growth/ages.ts";
import { scoreOne } from "./growth/score.ts";
import type { GrowthTables } from "./growth/tables.ts";

/** The part of `content/growth/kms.json` that decides; the words stand beside it. */
export interface KmsRules {
  readonly last_month: number;
  readonly red_line_z: number;
  readonly orange_line_z: number;
  readonly compare: { readonly closest_days: number };
  readonly direction: { readonly follows_within_z: number };
  readonly minimal_gain_g: { readonly male: readonly number[]; readonly female: readonly number[] };
}

/** One weighing on an ISO day, in kg. With swollen feet (oedema) weight says nothing about growth. */
export interface Weighing {
  readonly day: string;
  readonly weight_kg: number;
  readonly oedema?: boolean;
}

export type Mark = "N" | "T" | "O" | "B";
export type Reason = "follows_line" | "minimal_gain" | "below_minimum" | "flat" | "fell";
export type Alert = "oedema" | "BGM" | "2T" | "T" | "orange";

/** What one weighing says; the fields mean what they mean in the Python `KmsPoint`. */
export interface KmsPoint {
  readonly day: string;
  readonly month: number;
  readonly weight_kg: number;
  readonly waz: number | null;
  readonly mark: Mark | null;
  readonly trend: "N" | "T" | null;
  readonly reason: Reason | null;
  readonly kind_of_t: "T1" | "T2" | "T3" | null;
  readonly gain_g: number | null;
  readonly minimal_gain_g: number | null;
  /** What sends the child on, most urgent first; empty means no referral. */
  readonly alerts: readonly Alert[];
}

/** What every judgement about one child needs. `sex`: 1 male, 2 female; `birth` an ISO day. */
export interface KmsChild {
  readonly tables: GrowthTables;
  readonly rules: KmsRules;
  readonly sex: number;
  readonly birth: string;
  readonly birth_weight_kg?: number | null;
}

const KIND_OF_T: Partial<Record<Reason, "T1" | "T2" | "T3">> = {
  below_minimum: "T1",
  flat: "T2",
  fell: "T3",
};

/** One point per weighing, in order of day; throws RangeError when a weighing lies before the birth. */
export function judge(child: KmsChild, weighings: readonly Weighing[]): KmsPoint[] {
  const ordered = [...weighings].sort((a, b) => dayNumber(a.day) - dayNumber(b.day));
  const points: KmsPoint[] = [];
  for (const now of ordered) points.push(pointOf(child, now, ordered, points));
  return points;
}

/** The minimal weight gain (KBM, gram) in the month up to this completed month of age, or null. */
export function minimalGain({ rules, sex }: Pick<KmsChild, "rules" | "sex">, month: number): number | null {
  const row = sex === 1 ? rules.minimal_gain_g.male : sex === 2 ? rules.minimal_gain_g.female : [];
  if (month < 1 || month > rules.last_month) return null;
  return row[Math.min(month, row.length) - 1] ?? null;
}

function pointOf(
  child: KmsChild,
  now: Weighing,
  ordered: readonly Weighing[],
  points: readonly KmsPoint[],
): KmsPoint {
  const month = completedMonths(child.birth, now.day);
  const onCard = month <= child.rules.last_month;
  const previous = lastMonth(child, now, ordered.slice(0, points.length));
  const before = points.length ? ordered[previous] : atBirth(child, now);
  const waz = onCard ? zOf(child, now, true) : null;
  const reason = before && onCard ? reasonOf(child, before, now) : null;
  const trend = reason === null ? null : KIND_OF_T[reason] ? "T" : "N";
  const twice = trend === "T" && points[previous]?.trend === "T";
  const oedema = now.oedema ?? false;
  const unjudged = points.length ? (previous < 0 ? "O" : trend) : "B";
  return {
    day: now.day,
    month,
    weight_kg: now.weight_kg,
    waz,
    mark: onCard && !oedema ? unjudged : null,
    trend,
    reason,
    kind_of_t: (reason && KIND_OF_T[reason]) ?? null,
    gain_g: before && reason ? gainOf(before, now) : null,
    minimal_gain_g: reason ? minimalGain(child, month) : null,
    alerts: alertsOf(child.rules, waz, trend, twice, oedema && onCard),
  };
}

/** Position of the latest weighing of the month before `now`, -1 when there is none. */
function lastMonth(child: KmsChild, now: Weighing, earlier: readonly Weighing[]): number {
  for (let i = earlier.length - 1; i >= 0; i--) {
    const before = earlier[i];
    if (before && isLastMonth(child, now, before)) return i;
  }
  return -1;
}

function atBirth(child: KmsChild, now: Weighing): Weighing | undefined {
  if (typeof child.birth_weight_kg !== "number") return undefined;
  const born = { day: child.birth, weight_kg: child.birth_weight_kg };
  return isLastMonth(child, now, born) ? born : undefined;
}

/** Weighing days move within the month: the month before is that of the calendar or that of the child's age. */
function isLastMonth({ birth, rules }: KmsChild, now: Weighing, before: Weighing): boolean {
  if (dayNumber(now.day) - dayNumber(before.day) < rules.compare.closest_days) return false;
  const calendar = calendarMonth(now.day) - calendarMonth(before.day);
  const ofAge = completedMonths(birth, now.day) - completedMonths(birth, before.day);
  return calendar === 1 || ofAge === 1;
}

function calendarMonth(iso: string): number {
  return Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7));
}

/** The clause that decides N or T; null where none can: oedema, unknown sex, first month. */
function reasonOf(child: KmsChild, before: Weighing, now: Weighing): Reason | null {
  const minimum = minimalGain(child, completedMonths(child.birth, now.day));
  if (before.oedema || now.oedema || minimum === null) return null;
  const gain = gainOf(before, now);
  if (gain <= 0) return gain < 0 ? "fell" : "flat";
  if (gain >= minimum) return "minimal_gain";
  const [zBefore, zNow] = [zOf(child, before, false), zOf(child, now, false)];
  const follows =
    zBefore !== null && zNow !== null && zNow >= zBefore - child.rules.direction.follows_within_z;
  return follows ? "follows_line" : "below_minimum";
}

function gainOf(before: Weighing, now: Weighing): number {
  return Math.round(now.weight_kg * 1000) - Math.round(before.weight_kg * 1000);
}

function zOf({ tables, sex, birth }: KmsChild, weighing: Weighing, rounded: boolean): number | null {
  const { day, weight_kg, oedema = false } = weighing;
  return scoreOne(tables, { sex, age_days: ageInDays(birth, day), weight_kg, oedema }, { rounded }).waz;
}

function alertsOf(
  rules: KmsRules,
  waz: number | null,
  trend: string | null,
  twice: boolean,
  oedema: boolean,
): Alert[] {
  const raised: readonly (readonly [Alert, boolean])[] = [
    ["oedema", oedema],
    ["BGM", waz !== null && waz < rules.red_line_z],
    ["2T", twice],
    ["T", trend === "T" && !twice],
    ["orange", waz !== null && waz > rules.orange_line_z],
  ];
  return raised.filter(([, on]) => on).map(([alert]) => alert);
}
