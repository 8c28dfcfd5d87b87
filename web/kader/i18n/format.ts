/** Numbers, dates and ages the Indonesian way (8,4 kg; 21 November 2026). Own tables: the same on every phone. */
import { language } from "./index.ts";

const MONTHS = {
  id: "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
};
const DAYS = {
  id: "Minggu Senin Selasa Rabu Kamis Jumat Sabtu".split(" "),
  en: "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" "),
};
const DAY_MS = 86_400_000;

const parts = (day: string): [number, number, number] => [
  Number(day.slice(0, 4)),
  Number(day.slice(5, 7)),
  Number(day.slice(8, 10)),
];
const utc = (day: string): number => {
  const [year, month, date] = parts(day);
  return Date.UTC(year, month - 1, date);
};

/** `8.4` → `8,4` in Indonesian, `8.4` in English; at most `decimals` places, or exactly so many with `fixed`. */
export function formatNumber(value: number, decimals = 1, fixed = false): string {
  let text = value.toFixed(decimals);
  if (!fixed && decimals > 0) text = text.replace(/\.?0+$/, "");
  const [whole = "", fraction] = text.split(".");
  const indonesian = language() === "id";
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, indonesian ? "." : ",");
  return fraction ? `${grouped}${indonesian ? "," : "."}${fraction}` : grouped;
}

/**
 * What a hand typed as a decimal: `8,4`, `8.4`, ` 8 ,4`. Null when it is empty or no number. With both signs the last one
 * is the decimal sign (`1.234,5`); one alone is always the decimal sign, since no measure here reaches a thousand.
 */
export function parseDecimal(text: string): number | null {
  const clean = text.replace(/\s/g, "");
  const cut = Math.max(clean.lastIndexOf(","), clean.lastIndexOf("."));
  const whole = cut < 0 ? clean : clean.slice(0, cut).replace(/[.,]/g, "");
  const fraction = cut < 0 ? "" : clean.slice(cut + 1);
  if (!/^-?\d*$/.test(whole) || !/^\d*$/.test(fraction) || !/\d/.test(whole + fraction)) return null;
  return Number(`${whole || "0"}.${fraction || "0"}`);
}

/** `2026-11-21` → `21 November 2026`. */
export function formatDate(day: string): string {
  const [year, month, date] = parts(day);
  return `${date} ${MONTHS[language()][month - 1]} ${year}`;
}

/** `2026-11-21` → `21 Nov`, with the year when it is not `today`'s. */
export function formatShortDate(day: string, today = ""): string {
  const [year, month, date] = parts(day);
  const short = `${date} ${MONTHS[language()][month - 1]?.slice(0, 3)}`;
  return today && day.slice(0, 4) === today.slice(0, 4) ? short : `${short} ${year}`;
}

/** `2026-11-21` → `Sabtu, 21 November 2026`. */
export const formatDay = (day: string): string =>
  `${DAYS[language()][new Date(utc(day)).getUTCDay()]}, ${formatDate(day)}`;

/** `2026-11-21` → `Sabtu, 21 November`, for days of this year. */
export const formatWeekday = (day: string): string => formatDay(day).replace(/ \d{4}$/, "");

/** ISO time → `08.15` (id) or `08:15` (en), in the phone's own zone. */
export function formatTime(iso: string): string {
  const at = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(at.getHours())}${language() === "id" ? "." : ":"}${two(at.getMinutes())}`;
}

/** Whole days from `from` to `to`. */
export const daysBetween = (from: string, to: string): number => Math.round((utc(to) - utc(from)) / DAY_MS);

/** Completed months of age on a day; negative before birth. */
export function completedMonths(birth: string, on: string): number {
  const [birthYear, birthMonth, birthDate] = parts(birth);
  const [year, month, date] = parts(on);
  return (year - birthYear) * 12 + month - birthMonth - (date < birthDate ? 1 : 0);
}

const UNITS = {
  id: { day: "hr", month: "bl", year: "th", minute: "mnt", hour: "jam" },
  en: { day: "d", month: "mo", year: "y", minute: "min", hour: "h" },
};
const LONG = {
  id: { day: "hari", month: "bulan", year: "tahun", minute: "menit", hour: "jam" },
  en: { day: "day", month: "month", year: "year", minute: "minute", hour: "hour" },
};
type Unit = keyof (typeof UNITS)["id"];

const short = (count: number, unit: Unit): string => `${count} ${UNITS[language()][unit]}`;

function long(count: number, unit: Unit): string {
  const plural = language() === "en" && count !== 1 ? "s" : "";
  return `${count} ${LONG[language()][unit]}${plural}`;
}

/** Age for lists: `12 hr`, `14 bl`, `5 th`. Empty without a birth date. */
export function formatAge(birth: string | null, on: string): string {
  if (!birth) return "";
  const months = completedMonths(birth, on);
  if (months < 1) return short(Math.max(0, daysBetween(birth, on)), "day");
  return months < 60 ? short(months, "month") : short(Math.floor(months / 12), "year");
}

/** Age in words: `12 hari`, `1 tahun 2 bulan`. */
export function ageInWords(birth: string, on: string): string {
  const months = completedMonths(birth, on);
  if (months < 1) return long(Math.max(0, daysBetween(birth, on)), "day");
  const years = Math.floor(months / 12);
  const rest = months % 12;
  return [years ? long(years, "year") : "", rest ? long(rest, "month") : ""].filter(Boolean).join(" ");
}

/** How long something lasts: `4 mnt`, `2 jam`, `3 hr`. */
export function formatWait(seconds: number): string {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  if (minutes < 60) return short(minutes, "minute");
  return minutes < 1440 ? short(Math.floor(minutes / 60), "hour") : short(Math.floor(minutes / 1440), "day");
}

/** The same in words: `4 menit`, `2 jam`, `3 hari`. */
export function waitInWords(seconds: number): string {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  if (minutes < 60) return long(minutes, "minute");
  return minutes < 1440 ? long(Math.floor(minutes / 60), "hour") : long(Math.floor(minutes / 1440), "day");
}
