/** Contacts with a window each (KF, KN): which visit fills which, and which window is open. */
import type { Status, WindowData, WindowsData } from "./model.ts";
import type { Context, Entry, RawRow } from "./sequence.ts";

/** Append one row per window; return the days of the visits that count. */
export function runWindows(series: WindowsData, entries: readonly Entry[], context: Context): number[] {
  const filled = new Map<WindowData, number>();
  for (const entry of entries) {
    const window = windowOf(series, filled, entry, context.anchor);
    if (typeof window === "string") context.out.push({ entry, reason: window });
    else filled.set(window, entry.day);
  }
  for (const window of series.windows) {
    context.rows.push(row(series, window, filled.get(window) ?? null, context));
  }
  return [...filled.values()].sort((a, b) => a - b);
}

function windowOf(
  series: WindowsData,
  filled: ReadonlyMap<WindowData, number>,
  entry: Entry,
  anchor: number,
): WindowData | string {
  const age = entry.day - anchor;
  const fitting = series.windows.filter((w) => w.from_day <= age && age <= w.last_day);
  const free = fitting.filter((w) => !filled.has(w));
  const chosen = free.find((w) => w.dose === entry.dose) ?? free[0];
  return chosen ?? (fitting.length > 0 ? "duplicate" : "outside_window");
}

function state(day: number | null, start: number, end: number, on: number): [Status, string] {
  if (day !== null) return ["given", "given"];
  if (on < start) return ["early", "window_not_open"];
  return on > end ? ["closed", "window_passed"] : ["due", "due_now"];
}

function row(series: WindowsData, window: WindowData, day: number | null, { anchor, on }: Context): RawRow {
  const earliest = anchor + window.from_day;
  const latest = anchor + window.last_day;
  const [status, reason] = state(day, earliest, latest, on);
  const givenProduct = day === null ? null : window.product;
  const { product, dose } = window;
  return { series: series.id, product, dose, status, earliest, latest, given: day, givenProduct, reason };
}
