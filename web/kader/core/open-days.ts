import type { PostInfo } from "../generated/wire.ts";
import { localDay } from "./clock.ts";

const WEEKDAYS = ["minggu", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu"];
const WEEKS = ["pertama", "kedua", "ketiga", "keempat", "kelima"];
const WEEK_DAYS = 7;

/**
 * Whether the words of a schedule name this local day: "Sabtu ketiga, 08.00", "Setiap Selasa", "Tanggal 15". Words that
 * say something else say no: the schedule only decides what is loaded first.
 */
export function opensOn(schedule: string, day: string): boolean {
  const words: string[] = schedule.toLowerCase().match(/\p{L}+|\d+/gu) ?? [];
  const date = new Date(`${day}T00:00:00Z`);
  const dated = words.indexOf("tanggal");
  if (dated >= 0) return Number(words[dated + 1]) === date.getUTCDate();
  if (!words.includes(WEEKDAYS[date.getUTCDay()] as string)) return false;
  const asked = words.filter((word) => WEEKS.includes(word) || word === "terakhir");
  return asked.length === 0 || asked.some((word) => isWeek(word, date));
}

function isWeek(word: string, date: Date): boolean {
  if (word === "terakhir") {
    const next = new Date(date.getTime());
    next.setUTCDate(date.getUTCDate() + WEEK_DAYS);
    return next.getUTCMonth() !== date.getUTCMonth();
  }
  return WEEKS.indexOf(word) === Math.floor((date.getUTCDate() - 1) / WEEK_DAYS);
}

/** Posts that open today by their schedule, then the others, each group as it was. */
export function todayFirst(posts: readonly PostInfo[], nowMs: number): PostInfo[] {
  const today = posts.filter(({ schedule, province }) => opensOn(schedule, localDay(nowMs, province)));
  return [...today, ...posts.filter((post) => !today.includes(post))];
}
