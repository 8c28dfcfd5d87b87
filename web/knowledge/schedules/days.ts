/** Dates as whole days since 1970-01-01, by calendar arithmetic: no Date object, so no time zone can move them. */

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01 of a proleptic Gregorian date (Hinnant, "days from civil"). */
function fromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** Year, month (1 to 12) and day of a day number. */
export function toCivil(dayNumber: number): [year: number, month: number, day: number] {
  const z = dayNumber + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days in a month (1 to 12). */
export const monthLength = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0);

/** The day number of `YYYY-MM-DD`. Throws RangeError that says what to write. */
export function toDay(iso: string): number {
  const [, y, m, d] = (ISO.exec(iso) ?? []).map(Number);
  if (y === undefined || m === undefined || d === undefined || d < 1 || d > monthLength(y, m)) {
    throw new RangeError(`"${iso}" is not a date; write it as YYYY-MM-DD, for one 2026-11-21.`);
  }
  return fromCivil(y, m, d);
}

/** `YYYY-MM-DD` of a day number. */
export function toIso(dayNumber: number): string {
  const [y, m, d] = toCivil(dayNumber);
  return `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
}

/** The same day of the month that many months later; the last day of a month that has no such day. */
export function addMonths(dayNumber: number, months: number): number {
  const [year, month, day] = toCivil(dayNumber);
  const total = month - 1 + months;
  const y = year + Math.floor(total / 12);
  const m = (((total % 12) + 12) % 12) + 1;
  return fromCivil(y, m, Math.min(day, monthLength(y, m)));
}

export const firstOfMonth = (year: number, month: number): number => fromCivil(year, month, 1);
export const lastOfMonth = (year: number, month: number): number =>
  fromCivil(year, month, monthLength(year, month));
