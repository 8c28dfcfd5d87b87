import { ds } from "../../i18n/session-words.ts";
import type { Totals } from "../../model/day.ts";

const TOTAL_KEYS = [
  "targets",
  "arrived",
  "done",
  "absent",
  "weighed",
  "gaining",
  "notGaining",
  "pregnant",
  "postpartum",
  "remaja",
  "dewasa",
  "lansia",
  "doses",
  "referred",
  "guests",
] as const satisfies readonly (keyof Totals)[];

/** A total's word and its number, in the order in which they are read out. */
export const totalLines = (totals: Totals): { label: string; value: string }[] =>
  TOTAL_KEYS.map((key) => ({ label: ds(`total.${key}`), value: String(totals[key]) }));
