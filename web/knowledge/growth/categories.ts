/** Words for growth indices (Permenkes 2/2020, LiLA, head circumference): `content/growth/categories.json`. */

import type { GrowthScore, Index } from "./score.ts";
import type { Method } from "./tables.ts";

export interface Words {
  readonly id: string;
  readonly en: string;
}

export interface Band {
  readonly id: string;
  readonly up_to?: number;
  readonly inclusive?: boolean;
  readonly word: Words;
  readonly refer: boolean;
  readonly family: Words;
  readonly card_word?: string;
  readonly note?: Words;
}

export interface Scale {
  readonly index?: string;
  readonly measurement?: string;
  readonly title: Words;
  readonly age: { readonly unit: string; readonly from: number; readonly to: number };
  readonly without_age?: boolean;
  readonly bands: readonly Band[];
}

/** The shape of `content/growth/categories.json`. */
export interface CategoryContent {
  readonly edition: string;
  readonly oedema: { readonly scales: readonly string[]; readonly band: string };
  readonly scales: Readonly<Record<string, Scale>>;
}

export const COLUMNS = ["bb_u", "tb_u", "bb_tb", "imt_u", "lk_u", "lila"] as const;
export type Column = (typeof COLUMNS)[number];

/** The band of each column that has an answer; the same bands as the server's `categorise`. */
export function categorise(
  content: CategoryContent,
  method: Pick<Method, "days_per_month">,
  result: GrowthScore,
): Partial<Record<Column, Band>> {
  const found: Partial<Record<Column, Band>> = {};
  for (const column of COLUMNS) {
    for (const scale of scalesOf(content, column)) {
      if (!covers(scale, method, result.age_days)) continue;
      const swollen = result.oedema && result.age_days !== null && content.oedema.scales.includes(column);
      const value = scale.index ? result[scale.index as Index] : result.muac_cm;
      const band = swollen
        ? scale.bands.find((b) => b.id === content.oedema.band)
        : value === null
          ? undefined
          : bandOf(scale, value);
      if (band) found[column] = band;
    }
  }
  return found;
}

/** The band of a z-score (rounded to 2 decimals) or measurement on one scale. */
export function bandOf(scale: Scale, value: number): Band | undefined {
  return scale.bands.find(
    ({ up_to: edge, inclusive }) =>
      edge === undefined || value < edge || (inclusive === true && value === edge),
  );
}

function scalesOf(content: CategoryContent, column: Column): Scale[] {
  const names = column === "imt_u" ? [column, "imt_u_5_18"] : [column];
  return names.flatMap((name) => content.scales[name] ?? []);
}

function covers(
  { age, without_age }: Scale,
  method: Pick<Method, "days_per_month">,
  days: number | null,
): boolean {
  if (days === null) return without_age === true;
  if (age.unit === "day") return days >= age.from && days <= age.to;
  // Completed months: from the first day that counts `from` months to the last day before `to + 1`.
  return (
    days >= Math.ceil(age.from * method.days_per_month) &&
    days <= Math.floor((age.to + 1) * method.days_per_month)
  );
}
