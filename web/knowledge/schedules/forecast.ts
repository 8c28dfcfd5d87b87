/** The one forecaster: given a history and a day, what is given, due, overdue, too early or no longer allowed. */
import { toDay, toIso } from "./days.ts";
import type { Dose, Forecast, NotCounted, Person, Row, Schedule, SequenceData, SeriesData } from "./model.ts";
import { runRounds } from "./rounds.ts";
import { type Context, countDoses, type Entry, planDoses, type RawRow, type Rejected } from "./sequence.ts";
import { runWindows } from "./windows.ts";
import { isKnownProduct } from "./words.ts";

/**
 * Forecast every dose or contact of the schedule for one person on one day. Entries of other schedules are
 * ignored, so one history serves all. Throws RangeError when the person lacks the date the schedule starts from.
 */
export function forecast(schedule: Schedule, person: Person, history: readonly Dose[], on: string): Forecast {
  const start = person[schedule.anchor];
  if (!start) {
    throw new RangeError(
      `schedule "${schedule.id}" starts from ${schedule.anchor}; give the person that date.`,
    );
  }
  const [anchor, today] = [toDay(start), toDay(on)];
  const series = seriesFor(schedule, person.province, anchor);
  const out: Rejected[] = [];
  const entries = entriesOf(series, history, anchor, today, out);
  const live = entries.filter((entry) => schedule.live_gap?.products.includes(entry.product));
  const context: Context = { schedule, anchor, on: today, live, rows: [], out };
  const counted: Record<string, string[]> = {};
  for (const item of series) {
    const own = entries.filter((entry) => item.accepts.includes(entry.product));
    counted[item.id] = run(item, own, context).map(toIso);
  }
  const rows = context.rows.map(asRow);
  return {
    schedule: schedule.id,
    edition: schedule.edition,
    on,
    rows,
    not_counted: out.map(asNotCounted),
    counted,
  };
}

/** The series that hold in a province for a child born on a day. */
function seriesFor(schedule: Schedule, province: string | null | undefined, anchor: number): SeriesData[] {
  const code = province?.slice(0, 2);
  const holds = (area: string): boolean =>
    schedule.areas?.[area]?.some((place) => place.province === code && anchor >= toDay(place.born_from)) ??
    false;
  return schedule.series.filter(
    (item) => (!item.where || holds(item.where)) && !(item.where_not && holds(item.where_not)),
  );
}

function entriesOf(
  series: readonly SeriesData[],
  history: readonly Dose[],
  anchor: number,
  today: number,
  out: Rejected[],
): Entry[] {
  const accepts = new Set(series.flatMap((item) => item.accepts));
  const entries: Entry[] = [];
  for (const { product, date, dose } of history) {
    const entry = { day: toDay(date), product, dose: dose ?? null };
    if (!accepts.has(product)) {
      if (!isKnownProduct(product)) out.push({ entry, reason: "unknown_product" });
    } else if (entry.day > today) out.push({ entry, reason: "in_future" });
    else if (entry.day < anchor) out.push({ entry, reason: "before_birth" });
    else entries.push(entry);
  }
  return entries.sort(byDay);
}

function byDay(a: Entry, b: Entry): number {
  if (a.day !== b.day) return a.day - b.day;
  if (a.product !== b.product) return a.product < b.product ? -1 : 1;
  return (a.dose ?? -1) - (b.dose ?? -1);
}

function run(series: SeriesData, own: readonly Entry[], context: Context): readonly number[] {
  if (series.mode === "windows") return runWindows(series, own, context);
  if (series.mode === "rounds") return runRounds(series, own, context);
  if (series.covered_by) return runCovered(series, series.covered_by, own, context);
  const done = countDoses(series, own, context);
  planDoses(series, done, context);
  return done.days;
}

/** IPV where hexavalent is used: only what the hexavalent doses, given and to come, leave short. */
function runCovered(
  series: SequenceData,
  cover: { readonly series: string; readonly product: string },
  own: readonly Entry[],
  context: Context,
): readonly number[] {
  const coming = context.rows.filter(
    (row) =>
      row.series === cover.series &&
      row.product === cover.product &&
      row.status !== "given" &&
      row.status !== "closed",
  );
  const mine: Context = { ...context, rows: [], out: [] };
  const done = countDoses(series, own, mine);
  context.rows.push(...mine.rows.filter((row) => row.givenProduct !== cover.product));
  context.out.push(...mine.out.filter(({ entry }) => entry.product !== cover.product));
  const days = [...done.days, ...coming.map((row) => Math.max(row.earliest, context.on))];
  if (series.doses.length > days.length) planDoses(series, { ...done, days }, context);
  return done.days;
}

const asRow = (raw: RawRow): Row => ({
  series: raw.series,
  product: raw.product,
  dose: raw.dose,
  status: raw.status,
  due_date: toIso(raw.earliest),
  earliest: toIso(raw.earliest),
  latest: toIso(raw.latest),
  given_on: raw.given === null ? null : toIso(raw.given),
  given_product: raw.givenProduct,
  reason: raw.reason,
});

const asNotCounted = ({ entry, reason }: Rejected): NotCounted => ({
  product: entry.product,
  date: toIso(entry.day),
  dose: entry.dose,
  reason,
});
