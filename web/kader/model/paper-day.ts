// A day that was written on paper and is typed later: which days may be, and how its entries say so. Pure; no DOM.
import type { DraftOf } from "../core/api.ts";

/** Days back that the phone takes: the open day of the month just past. Older registers are typed at the puskesmas. */
export const PAPER_BACK_DAYS = 35;
const DAY_MS = 86_400_000;
const MORNING = "T12:00:00.000Z";

const noon = (day: string): number => Date.parse(`${day}${MORNING}`);
const shifted = (day: string, days: number): string =>
  new Date(noon(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The first and last day that may be typed as a past one, for `today` = YYYY-MM-DD. */
export const paperDays = (today: string): { first: string; last: string } => ({
  first: shifted(today, -PAPER_BACK_DAYS),
  last: shifted(today, -1),
});

export function mayBePaper(day: string, today: string): boolean {
  const { first, last } = paperDays(today);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(noon(day)) && shifted(day, 0) === day;
  return isDay && first <= day && day <= last;
}

/** The same hour of the past day: Indonesia's clocks never change, so whole days lead to the right local day. */
export const momentOn = (day: string, today: string, now: Date): string =>
  new Date(now.getTime() - Math.round((noon(today) - noon(day)) / DAY_MS) * DAY_MS).toISOString();

/** A visit of a past day says when it happened and that it was typed from paper; one of today is left as it is. */
export function onPaper(
  draft: DraftOf<"visit.recorded">,
  today: string,
  now: Date,
): DraftOf<"visit.recorded"> {
  const { date, results } = draft.data;
  if (date >= today) return draft;
  return {
    ...draft,
    happened_at: momentOn(date, today, now),
    data: { ...draft.data, results: { ...results, source: { id: "paper" } } },
  };
}
