/** Doses that follow one another: which of a history count, and when the next may be given. */
import { addMonths } from "./days.ts";
import type { Schedule, SequenceData, SlotData, Status } from "./model.ts";

/** A history entry with its day number. */
export type Entry = { readonly day: number; readonly product: string; readonly dose: number | null };
export type Rejected = { readonly entry: Entry; readonly reason: string };
/** A Row with day numbers. */
export type RawRow = {
  readonly series: string;
  readonly product: string;
  readonly dose: number;
  readonly status: Status;
  readonly earliest: number;
  readonly latest: number;
  readonly given: number | null;
  readonly givenProduct: string | null;
  readonly reason: string;
};

/** Days of the valid doses, and the day of the last dose that has to be repeated. */
export type Progress = { readonly days: readonly number[]; readonly repeatAfter: number | null };

/** Everything a sequence needs to know about the person and the day. */
export type Context = {
  readonly schedule: Schedule;
  readonly anchor: number;
  readonly on: number;
  readonly live: readonly Entry[];
  readonly rows: RawRow[];
  readonly out: Rejected[];
};

/** Days on which another live vaccine was given; none when the series is not a live vaccine. */
function otherLiveDays(series: SequenceData, { schedule, live }: Context): number[] {
  const isLive = schedule.live_gap?.products.some((product) => series.accepts.includes(product)) ?? false;
  return isLive ? live.filter((e) => !series.accepts.includes(e.product)).map((e) => e.day) : [];
}

const after = (slot: SlotData, previous: number): number =>
  slot.min_interval?.months
    ? addMonths(previous, slot.min_interval.months)
    : previous + (slot.min_interval?.days ?? 0);

/** Walk the sorted entries; append a `given` row per valid dose and a rejection per other one. */
export function countDoses(series: SequenceData, entries: readonly Entry[], context: Context): Progress {
  const days: number[] = [];
  let repeatAfter: number | null = null;
  for (const entry of entries) {
    const slot = series.doses[days.length];
    const previous = days.at(-1) ?? null;
    let reason: string | null = slot
      ? problem(series, slot, entry.day, previous, repeatAfter, context)
      : "extra";
    if (previous === entry.day) reason = "duplicate";
    if (reason === null && slot) {
      days.push(entry.day);
      context.rows.push(givenRow(series, slot, entry, context.anchor));
      continue;
    }
    context.out.push({ entry, reason: reason ?? "extra" });
    const repeats = reason !== "duplicate" && reason !== "extra" && reason !== "after_limit";
    if (repeats) repeatAfter = entry.day;
  }
  return { days, repeatAfter };
}

function problem(
  series: SequenceData,
  slot: SlotData,
  day: number,
  previous: number | null,
  repeatAfter: number | null,
  context: Context,
): string | null {
  const { schedule, anchor } = context;
  if (slot.restricted_from_day !== null && day - anchor >= slot.restricted_from_day) return "after_limit";
  if (day - anchor < slot.valid_from_day) return "too_early";
  if (previous !== null && day < after(slot, previous)) return "interval_too_short";
  if (repeatAfter !== null && day < repeatAfter + schedule.same_product_days) {
    return day === repeatAfter ? "duplicate" : "interval_too_short";
  }
  const gap = schedule.live_gap;
  if (!gap?.repeats.some((product) => series.accepts.includes(product))) return null;
  const clash = otherLiveDays(series, context).some((other) => other < day && day < other + gap.days);
  return clash ? "live_gap_too_short" : null;
}

function givenRow(series: SequenceData, slot: SlotData, entry: Entry, anchor: number): RawRow {
  return {
    series: series.id,
    product: slot.product,
    dose: slot.dose,
    status: "given",
    earliest: anchor + slot.from_day,
    latest: anchor + slot.last_day,
    given: entry.day,
    givenProduct: entry.product,
    reason: entry.product === slot.product ? "given" : "given_other_product",
  };
}

/** Append a row per dose still to come. */
export function planDoses(series: SequenceData, done: Progress, context: Context): void {
  const { anchor, on, rows } = context;
  let previous = done.days.at(-1) ?? null;
  let dead = false;
  for (const [index, slot] of series.doses.entries()) {
    if (index < done.days.length) continue;
    const latest = anchor + slot.last_day;
    if (dead) {
      rows.push(closed(series, slot, Math.max(anchor + slot.from_day, previous ?? 0), context));
      continue;
    }
    const [earliest, why] = earliestDay(series, slot, previous, done.repeatAfter, context);
    dead = earliest > latest || on > latest;
    if (dead) rows.push(closed(series, slot, earliest, context));
    else if (index > done.days.length)
      rows.push(open(series, slot, "future", earliest, latest, "after_previous"));
    else rows.push(next(series, slot, earliest, why, context));
    previous = Math.max(earliest, on);
  }
}

function earliestDay(
  series: SequenceData,
  slot: SlotData,
  previous: number | null,
  repeatAfter: number | null,
  context: Context,
): [day: number, why: string] {
  const { schedule, anchor, on } = context;
  let earliest = anchor + slot.from_day;
  let why = "min_age";
  const spaced = previous === null ? 0 : Math.max(after(slot, previous), previous + (slot.space_days ?? 0));
  const repeated = repeatAfter === null ? 0 : repeatAfter + schedule.same_product_days;
  if (previous !== null && spaced > earliest) [earliest, why] = [spaced, "min_interval"];
  if (repeatAfter !== null && repeated > earliest) [earliest, why] = [repeated, "min_interval"];
  const gap = schedule.live_gap?.days ?? 0;
  for (const other of otherLiveDays(series, context)) {
    const day = Math.max(earliest, on);
    if (other < day && day < other + gap) [earliest, why] = [other + gap, "live_gap"];
  }
  return [earliest, why];
}

function next(series: SequenceData, slot: SlotData, earliest: number, why: string, context: Context): RawRow {
  const { schedule, anchor, on } = context;
  const latest = anchor + slot.last_day;
  if (on < earliest) return open(series, slot, "early", earliest, latest, why);
  const grace = slot.overdue_after_days ?? schedule.overdue_after_days;
  return on <= earliest + grace
    ? open(series, slot, "due", earliest, latest, "due_now")
    : open(series, slot, "overdue", earliest, latest, "late");
}

function closed(series: SequenceData, slot: SlotData, earliest: number, { anchor, on }: Context): RawRow {
  const latest = anchor + slot.last_day;
  if (on <= latest) return open(series, slot, "closed", earliest, latest, "too_late_to_fit");
  const reason = slot.restricted_from_day === null ? "window_passed" : "too_old";
  return open(series, slot, "closed", anchor + slot.from_day, latest, reason);
}

const open = (
  series: SequenceData,
  slot: SlotData,
  status: Status,
  earliest: number,
  latest: number,
  reason: string,
): RawRow => ({
  series: series.id,
  product: slot.product,
  dose: slot.dose,
  status,
  earliest,
  latest,
  given: null,
  givenProduct: null,
  reason,
});
