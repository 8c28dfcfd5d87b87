// The schedules of the knowledge room as the phone asks for them. Pure; no DOM.
import words from "../../../content/schedules/words.json";
import {
  forecast,
  productLabel,
  type Row,
  reasonWords,
  SCHEDULES,
  statusLabel,
} from "../../knowledge/schedules/index.ts";
import { formatDate } from "../i18n/format.ts";
import { language } from "../i18n/index.ts";
import type { Anchors, Forecaster, ForecastRow, Given, ScheduleId } from "./due.ts";

/** Rows of a schedule; none for someone without the date it starts from. */
export const forecaster: Forecaster = (schedule, who, history, on) => {
  const known = SCHEDULES[schedule];
  return who[known.anchor] ? [...forecast(known, who, history, on).rows] : [];
};

/** Doses written down that a schedule does not count, with the reason in words. */
export function notCounted(schedule: ScheduleId, who: Anchors, history: readonly Given[], on: string) {
  const known = SCHEDULES[schedule];
  if (!who[known.anchor]) return [];
  return forecast(known, who, history, on)
    .not_counted.filter((entry) => entry.reason !== "unknown_product")
    .map((entry) => ({ ...entry, words: reasonWords(entry, language()) }));
}

export const labelOf = (product: string): string => productLabel(product, language());
export const statusOf = (status: ForecastRow["status"]): string => statusLabel(status, language());
export const reasonOf = (row: ForecastRow): string => reasonWords(row as Row, language());

/** As `doseLabel`; what is given in rounds says which round: `Vitamin A merah, Agustus 2026`. */
export function rowLabel(
  row: Pick<ForecastRow, "product" | "dose" | "due_date"> & { schedule: ScheduleId },
): string {
  const label = doseLabel(row.product, row.dose);
  const isRound = row.schedule === "vitamin-a" || row.schedule === "deworming";
  return isRound ? `${label}, ${formatDate(row.due_date).replace(/^\d+ /, "")}` : label;
}

/** `Polio tetes (OPV) 2`; what is given once or in rounds has no number. */
export function doseLabel(product: string, dose: number | null): string {
  return dose === null || !words.numbered.includes(product)
    ? labelOf(product)
    : `${labelOf(product)} ${dose}`;
}
