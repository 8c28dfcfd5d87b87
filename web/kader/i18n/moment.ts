import { formatDate, formatTime } from "./format.ts";

/** The day in the phone's own zone on which a moment lies, as `2026-11-22`. */
export function localDay(iso: string): string {
  const at = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** `22 November 2026` of a moment, in the phone's own zone. */
export const formatDay = (iso: string): string => formatDate(localDay(iso));

/** `22 November 2026 00.03`: date and time of the same zone. */
export const formatMoment = (iso: string): string => `${formatDay(iso)} ${formatTime(iso)}`;
