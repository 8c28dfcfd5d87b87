// The checklists as content, and what this post said last. Comes with the screen, never with the first load.

import child from "../../../../content/checklists/ramah-anak.json" with { type: "json" };
import mother from "../../../../content/checklists/ramah-ibu.json" with { type: "json" };
import mind from "../../../../content/checklists/ramah-kesehatan-jiwa.json" with { type: "json" };
import type { Checklist } from "../../../knowledge/checklists.ts";
import { addMonths, toDay, toIso } from "../../../knowledge/schedules/days.ts";
import type { Rows } from "../../core/api.ts";
import type { ChecklistRow } from "../../generated/wire.ts";

export type Listed = Checklist & { source: string };
export const LISTS: readonly Listed[] = [mind, mother, child];

/** The latest filling of a list: by day, then by its place in the journal; what was not sent yet is later than both. */
export function latest(rows: Rows, list: string): ChecklistRow | null {
  const place = ({ seq }: ChecklistRow): number => seq || Number.MAX_SAFE_INTEGER;
  const of = rows.checklists().filter(({ checklist }) => checklist === list);
  return [...of].sort((a, b) => b.date.localeCompare(a.date) || place(b) - place(a))[0] ?? null;
}

/** Whether a list that was filled on `date` is to be filled again. */
export const isOld = (list: Listed, date: string, today: string): boolean =>
  toIso(addMonths(toDay(date), list.recheck_months)) <= today;
