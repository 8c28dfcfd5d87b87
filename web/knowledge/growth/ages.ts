/** Age at a visit, in days and in completed months. Dates are ISO calendar days (`2026-11-21`), without time zone. */

const DAY_MS = 86_400_000;

interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Parses an ISO day; throws RangeError for anything that is not a day of the calendar. */
export function calendarDay(iso: string): CalendarDay {
  const [year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(iso) ?? []).slice(1).map(Number);
  if (
    year === undefined ||
    month === undefined ||
    day === undefined ||
    day < 1 ||
    day > lastDay(year, month)
  ) {
    throw new RangeError(`not a calendar day: ${iso}`);
  }
  return { year, month, day };
}

/** Days since 1970-01-01. */
export function dayNumber(iso: string): number {
  const { year, month, day } = calendarDay(iso);
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

/** Whole days from birth to visit; throws RangeError when the visit lies before the birth. */
export function ageInDays(birth: string, visit: string): number {
  const days = dayNumber(visit) - dayNumber(birth);
  if (days < 0) throw new RangeError(`visit ${visit} lies before birth ${birth}`);
  return days;
}

/** Calendar months completed ("bulan penuh"); a month without the birth day is complete on its last day. */
export function completedMonths(birth: string, visit: string): number {
  ageInDays(birth, visit);
  const [born, seen] = [calendarDay(birth), calendarDay(visit)];
  const months = (seen.year - born.year) * 12 + seen.month - born.month;
  return seen.day >= Math.min(born.day, lastDay(seen.year, seen.month)) ? months : months - 1;
}

function lastDay(year: number, month: number): number {
  return month >= 1 && month <= 12 ? new Date(Date.UTC(year, month, 0)).getUTCDate() : 0;
}
