/** The lines of a growth chart, -3 to +3 SD by month of age or by cm, worked out on the phone. */

import { valueAt } from "./score.ts";
import type { GrowthTables, Sex } from "./tables.ts";

export const SD_LINES = [-3, -2, -1, 0, 1, 2, 3] as const;
export type SdLine = (typeof SD_LINES)[number];
export type AgeIndex = "waz" | "haz" | "baz" | "hcz" | "acz";

/** `x` in completed months or cm; `lines[sd][i]` the measurement (kg, cm, kg/m2) at `x[i]`. */
export interface Curve {
  readonly x: readonly number[];
  readonly lines: Readonly<Record<SdLine, readonly number[]>>;
}

const BY_AGE: Readonly<Record<AgeIndex, readonly [string, string | null]>> = {
  waz: ["wfa", "wfa"],
  haz: ["lhfa", "hfa"],
  baz: ["bmi", "bmi"],
  hcz: ["hcfa", null],
  acz: ["acfa", null],
};

/** SD lines of an index at each month from `first` to `last` that the standard has. */
export function linesByMonth(tables: GrowthTables, sex: Sex, index: AgeIndex, first = 0, last = 60): Curve {
  const { method } = tables;
  const [young, older] = BY_AGE[index];
  return curve(first, last, (month, sd) => {
    if (month >= method.who_2007_first_month) {
      return older === null ? null : valueAt(tables.table("who2007", older, sex), month, sd);
    }
    const day = Math.floor(month * method.days_per_month + 0.5);
    return valueAt(tables.table("who2006", young, sex), day, sd);
  });
}

/** SD lines of weight (kg) at each whole cm of length, or of height when `standing`. */
export function linesByLength(
  tables: GrowthTables,
  sex: Sex,
  standing: boolean,
  firstCm: number,
  lastCm: number,
): Curve {
  const table = tables.table("who2006", standing ? "wfh" : "wfl", sex);
  return curve(firstCm, lastCm, (cm, sd) => valueAt(table, cm * 10, sd));
}

function curve(first: number, last: number, value: (x: number, sd: SdLine) => number | null): Curve {
  const x: number[] = [];
  const lines: Record<SdLine, number[]> = { [-3]: [], [-2]: [], [-1]: [], 0: [], 1: [], 2: [], 3: [] };
  for (let position = first; position <= last; position++) {
    const values = SD_LINES.map((sd) => value(position, sd));
    if (values.some((v) => v === null)) continue;
    x.push(position);
    SD_LINES.forEach((sd, i) => {
      lines[sd].push(values[i] as number);
    });
  }
  return { x, lines };
}
