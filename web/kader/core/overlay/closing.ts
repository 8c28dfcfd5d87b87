/** How a pregnancy ends, and how that is taken back. */
import {
  type Entry,
  FIELD_GROUPS,
  type PregnancyClosed,
  type PregnancyRow,
  ROW_DEFAULTS,
} from "../../generated/wire.ts";
import { isBlank, type Values } from "./lay.ts";

const DELIVERY = Object.entries(FIELD_GROUPS.pregnancies ?? {}).flatMap(([name, group]) =>
  group === "delivery" ? [name] : [],
);
const undelivered = (): Values =>
  Object.fromEntries(DELIVERY.map((name) => [name, structuredClone(ROW_DEFAULTS.pregnancies?.[name])]));

export function closedBy(row: PregnancyRow, entry: Entry, data: PregnancyClosed): PregnancyRow {
  const { date, children = [], notes: _, ...rest } = data;
  const said = Object.fromEntries(
    Object.entries({ ...rest, end_date: date }).filter(([, value]) => !isBlank(value)),
  );
  return {
    ...row,
    ...said,
    status: data.outcome === "mistake" ? "void" : "closed",
    children: [...new Set([...row.children, ...children])],
    closings: [...(row.closings ?? []), entry.id],
  };
}

/** Without the closings that are withdrawn; it goes on when none is left. */
export function reopened(row: PregnancyRow, voided: ReadonlySet<string>): PregnancyRow {
  const closings = row.closings.filter((entry) => !voided.has(entry));
  if (closings.length > 0) return { ...row, closings };
  return { ...row, ...undelivered(), closings, status: "open", outcome: null, end_date: null, children: [] };
}
