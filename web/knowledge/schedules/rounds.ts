/** Products given in certain months of each year (vitamin A, deworming), with a sweep in the month after. */
import { addMonths, firstOfMonth, lastOfMonth, toCivil } from "./days.ts";
import type { RoundsData, Status } from "./model.ts";
import type { Context, Entry, RawRow } from "./sequence.ts";

/** First day of the round, last day of its month, last day of the sweep; clipped to the ages that may receive. */
type Window = { readonly start: number; readonly monthEnd: number; readonly end: number };

/** Append a row per round so far and for the next; return the days of the doses that count. */
export function runRounds(series: RoundsData, entries: readonly Entry[], context: Context): number[] {
  let waiting = [...entries];
  const counted: number[] = [];
  for (const [index, window] of windowsOf(series, context.anchor).entries()) {
    const inside = waiting.filter((entry) => window.start <= entry.day && entry.day <= window.end);
    waiting = waiting.filter((entry) => !inside.includes(entry));
    const [first, ...again] = inside;
    for (const entry of again) context.out.push({ entry, reason: "duplicate_in_round" });
    if (first) {
      counted.push(first.day);
      context.rows.push(given(series, context.anchor, index + 1, window, first));
      continue;
    }
    const earlier = entries.filter((entry) => entry.day < window.start).map((entry) => entry.day);
    const start = Math.max(window.start, ...earlier.map((day) => day + series.min_gap_days));
    context.rows.push(open(series, index + 1, { ...window, start }, context));
    if (window.start > context.on) break;
  }
  const youngest = addMonths(context.anchor, series.bands[0]?.min_months ?? 0);
  for (const entry of waiting) {
    context.out.push({ entry, reason: entry.day < youngest ? "too_early" : "outside_round" });
  }
  return counted;
}

/** The rounds of this person's life, in order: reached by the end of the round's month, not yet too old. */
function windowsOf(series: RoundsData, anchor: number): Window[] {
  const first = addMonths(anchor, series.bands[0]?.min_months ?? 0);
  const last = addMonths(anchor, (series.bands.at(-1)?.max_months ?? 0) + 1) - 1;
  const windows: Window[] = [];
  for (let year = toCivil(first)[0]; year <= toCivil(last)[0]; year += 1) {
    for (const { month, sweep_month } of series.rounds) {
      const start = firstOfMonth(year, month);
      const monthEnd = lastOfMonth(year, month);
      if (first > monthEnd || start > last) continue;
      const end = Math.min(lastOfMonth(year, sweep_month), last);
      windows.push({ start: Math.max(start, first), monthEnd, end });
    }
  }
  return windows;
}

function productAt(series: RoundsData, anchor: number, day: number): string {
  const band = series.bands.find((b) => day < addMonths(anchor, b.max_months + 1)) ?? series.bands.at(-1);
  return band?.product ?? "";
}

function given(series: RoundsData, anchor: number, dose: number, window: Window, entry: Entry): RawRow {
  const product = productAt(series, anchor, entry.day);
  return {
    series: series.id,
    product,
    dose,
    status: "given",
    earliest: window.start,
    latest: window.end,
    given: entry.day,
    givenProduct: entry.product,
    reason: entry.product === product ? "given" : "given_other_capsule",
  };
}

function state({ start, monthEnd, end }: Window, on: number): [Status, string] {
  if (on > end || start > end) return ["closed", "round_passed"];
  if (on < start) return ["early", "next_round"];
  return on > monthEnd ? ["overdue", "sweep"] : ["due", "due_now"];
}

function open(series: RoundsData, dose: number, window: Window, { anchor, on }: Context): RawRow {
  const [status, reason] = state(window, on);
  return {
    series: series.id,
    product: productAt(series, anchor, Math.min(Math.max(on, window.start), window.end)),
    dose,
    status,
    earliest: window.start,
    latest: window.end,
    given: null,
    givenProduct: null,
    reason,
  };
}
