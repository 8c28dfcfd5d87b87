/** z-scores of one child: the twin of `simpul/knowledge/growth/single.py`, held to the same vectors. */

import type { GrowthTables, LmsTable, Sex } from "./tables.ts";

export const INDICES = ["waz", "haz", "whz", "baz", "hcz", "acz"] as const;
export type Index = (typeof INDICES)[number];

/** Null or absent is missing; zero or less is no measurement. `sex`: 1 male, 2 female, other unknown. */
export interface GrowthInput {
  readonly sex: number;
  readonly age_days?: number | null;
  readonly age_months?: number | null;
  readonly weight_kg?: number | null;
  readonly length_height_cm?: number | null;
  /** "l" lying, "h" standing. */
  readonly measured?: "l" | "h" | null;
  readonly oedema?: boolean;
  readonly head_cm?: number | null;
  readonly muac_cm?: number | null;
}

/** z rounded to 2 decimals, null where the standard has no answer; `flags` lie outside WHO's plausible range. */
export interface GrowthScore extends Readonly<Record<Index, number | null>> {
  readonly flags: readonly Index[];
  readonly age_days: number | null;
  readonly age_months: number | null;
  /** Length (under 731 days) or height used, after the 0.7 cm correction. */
  readonly length_height_cm: number | null;
  readonly muac_cm: number | null;
  readonly oedema: boolean;
}

interface Age {
  readonly days: number;
  readonly months: number;
}

/** Scores one child. `rounded: false` keeps every decimal. */
export function scoreOne(tables: GrowthTables, input: GrowthInput, { rounded = true } = {}): GrowthScore {
  const sex = input.sex === 1 || input.sex === 2 ? input.sex : null;
  const age = ageOf(tables, input);
  const oedema = input.oedema ?? false;
  const weight = oedema ? null : measurement(tables, input.weight_kg);
  const length = corrected(tables, measurement(tables, input.length_height_cm), age, input.measured);
  const bmi = weight !== null && length !== null ? weight / (length / 100) ** 2 : null;
  const arm = measurement(tables, input.muac_cm);
  const forAge = (young: string, older: string | null, y: number | null): number | null =>
    sex && age && y !== null ? zForAge(tables, sex, young, older, y, age) : null;
  const exact: Record<Index, number | null> = {
    waz: forAge("wfa", "wfa", weight),
    haz: forAge("lhfa", "hfa", length),
    whz:
      sex && weight !== null && length !== null ? zForLength(tables, sex, weight, length, age, input) : null,
    baz: forAge("bmi", "bmi", bmi),
    hcz: forAge("hcfa", null, measurement(tables, input.head_cm)),
    acz: forAge("acfa", null, arm),
  };
  const z = { ...exact };
  if (rounded) for (const index of INDICES) z[index] = exact[index] === null ? null : roundTo2(exact[index]);
  return {
    ...z,
    flags: INDICES.filter((index) => isImplausible(tables, index, z[index])),
    age_days: age?.days ?? null,
    age_months: age?.months ?? null,
    length_height_cm: length,
    muac_cm: arm,
    oedema,
  };
}

/** The measurement at `sd` standard deviations at a whole position of a table; null off the table. */
export function valueAt(table: LmsTable, position: number, sd: number): number | null {
  const row = position - table.start;
  if (!(row >= 0 && row < table.count)) return null;
  return sdValue(at(table.l, row), at(table.m, row), at(table.s, row), sd);
}

/** Rounds to 2 decimals, halves to even as the server does; never returns -0. */
export function roundTo2(z: number): number {
  const scaled = z * 100;
  const down = Math.floor(scaled);
  const rest = scaled - down;
  const up = rest > 0.5 || (rest === 0.5 && down % 2 !== 0);
  return (up ? down + 1 : down) / 100 + 0;
}

function ageOf({ method }: GrowthTables, input: GrowthInput): Age | null {
  const { age_days: days, age_months: months } = input;
  if (isAge(days, method.measurement_to))
    return { days: Math.floor(days + 0.5), months: days / method.days_per_month };
  if (isAge(months, method.measurement_to))
    return { days: Math.floor(months * method.days_per_month + 0.5), months };
  return null;
}

function isAge(age: number | null | undefined, oldest: number): age is number {
  return typeof age === "number" && age >= 0 && age <= oldest;
}

/** The figure when it can be a measurement at all; zero, negative and infinite ones cannot. */
function measurement({ method }: GrowthTables, value: number | null | undefined): number | null {
  if (typeof value !== "number") return null;
  return value >= method.measurement_from && value <= method.measurement_to ? value : null;
}

function corrected(
  { method }: GrowthTables,
  length: number | null,
  age: Age | null,
  measured: GrowthInput["measured"],
): number | null {
  if (length === null || age === null) return length;
  if (age.days >= method.standing_from_day) {
    return measured === "l" ? length + method.standing_minus_lying_cm : length;
  }
  const stood = measured === "h" && age.months >= method.standing_implausible_below_months;
  return stood ? length - method.standing_minus_lying_cm : length;
}

function zForAge(tables: GrowthTables, sex: Sex, young: string, older: string | null, y: number, age: Age) {
  const { method } = tables;
  if (age.days <= method.who_2006_last_day)
    return zAt(tables, tables.table("who2006", young, sex), age.days, y);
  if (older === null) return null;
  const position = Math.max(age.months, method.who_2007_first_month);
  return zAt(tables, tables.table("who2007", older, sex), position, y);
}

function zForLength(
  tables: GrowthTables,
  sex: Sex,
  weight: number,
  length: number,
  age: Age | null,
  { measured }: GrowthInput,
): number | null {
  const { method } = tables;
  if (age && age.days > method.who_2006_last_day) return null;
  const tall = measured !== "l" && length >= method.unknown_age_standing_from_cm;
  const standing = age ? age.days >= method.standing_from_day : measured === "h" || tall;
  // A length this near to a whole millimetre is on it: float noise of 86.3 + 0.7.
  const tenths = length * 10;
  const whole = Math.round(tenths);
  const position = Math.abs(tenths - whole) <= 1e-4 ? whole : tenths;
  return zAt(tables, tables.table("who2006", standing ? "wfh" : "wfl", sex), position, weight);
}

/** z at a position of the axis, interpolating L, M and S between rows; null off the table. */
function zAt({ method }: GrowthTables, table: LmsTable, position: number, y: number): number | null {
  const offset = position - table.start;
  if (!(offset >= 0 && offset <= table.count - 1)) return null;
  const row = Math.floor(offset);
  const [l, m, s] = [table.l, table.m, table.s].map((column) => between(column, row, offset - row)) as [
    number,
    number,
    number,
  ];
  const z = l === 0 ? Math.log(y / m) / s : ((y / m) ** l - 1) / (l * s);
  const beyond = method.restricted_beyond_sd;
  if (!table.restricted || Math.abs(z) <= beyond) return z;
  const side = Math.sign(z);
  const line = sdValue(l, m, s, 3 * side);
  return side * beyond + (y - line) / Math.abs(line - sdValue(l, m, s, 2 * side));
}

function between(column: Float64Array, row: number, part: number): number {
  const low = at(column, row);
  return part > 0 ? low + part * (at(column, row + 1) - low) : low;
}

function sdValue(l: number, m: number, s: number, sd: number): number {
  return l === 0 ? m * Math.exp(s * sd) : m * (1 + l * s * sd) ** (1 / l);
}

function isImplausible({ method }: GrowthTables, index: Index, z: number | null): boolean {
  const range = method.flags[index];
  if (z === null || range === undefined || typeof range === "string") return false;
  const [low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY] = range;
  return z < low || z > high;
}

function at(column: Float64Array, row: number): number {
  const value = column[row];
  if (value === undefined) throw new RangeError(`row ${row} is off a growth table`);
  return value;
}
