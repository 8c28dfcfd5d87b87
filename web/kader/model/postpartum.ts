/** The time after a birth: which pregnancy it followed, its visits, capsules, feeding and contraception. Pure. */
import content from "../../../content/programme/birth.json";
import type { Draft, PersonView, PregnancyView, Rows, VisitView } from "../core/api.ts";
import { daysBetween } from "../i18n/format.ts";
import type { Choices } from "./birth.ts";
import type { Forecaster, ForecastRow } from "./due.ts";
import { historyOf } from "./due.ts";
import { kept } from "./people.ts";

export const CONTRACEPTION: readonly Choices[] = content.contraception;

/** The last pregnancy that ended, if she gave birth, alive or not, or lost it; null when none did. */
export function lastEnded(pregnancies: readonly PregnancyView[]): PregnancyView | null {
  const ended = pregnancies.filter(
    (row) => row.status === "closed" && row.end_date && row.outcome !== "moved" && row.outcome !== "mistake",
  );
  return ended.sort((a, b) => (b.end_date ?? "").localeCompare(a.end_date ?? ""))[0] ?? null;
}

export const daysSince = (pregnancy: PregnancyView, today: string): number =>
  daysBetween(pregnancy.end_date ?? today, today);

/** The children of a pregnancy who are on the register; whoever was merged is shown as who they are now. */
export function bornOf(rows: Rows, pregnancy: PregnancyView): PersonView[] {
  const ids = new Set(pregnancy.children.map((id) => kept(rows, id)?.id ?? id));
  return [...ids].flatMap((id) => {
    const child = rows.persons.get(id);
    return child && child.status !== "mistake" ? [child] : [];
  });
}

/** Contacts of one schedule's series, with what is written down of each. */
export function contactsOf(
  rows: Rows,
  person: string,
  schedule: "postnatal" | "neonatal",
  start: string,
  today: string,
  forecast: Forecaster,
): ForecastRow[] {
  if (start > today) return [];
  const anchor = schedule === "postnatal" ? { delivery_date: start } : { birth_date: start };
  const series = schedule === "postnatal" ? "kf" : "kn";
  return forecast(schedule, anchor, historyOf(rows, person), today).filter((row) => row.series === series);
}

/** Red capsules she was given since the birth, as doses or as the card counts them. */
export function capsules(rows: Rows, person: string, since: string, visits: readonly VisitView[]): number {
  const given = rows
    .summaryOf(person)
    .doses.filter((dose) => dose.product === "VITA-MERAH" && dose.date >= since).length;
  const counted = visits.flatMap(({ card, date, values }) =>
    card === "nifas" && date >= since && typeof values.vitamin_a_capsules === "number"
      ? [values.vitamin_a_capsules]
      : [],
  );
  return Math.max(given, ...counted, 0);
}

/** The newest answer to a field of the postpartum card since the birth. */
export function answerSince(visits: readonly VisitView[], field: string, since: string): unknown {
  const told = visits
    .filter(({ date, values }) => date >= since && values[field] !== undefined && values[field] !== null)
    .sort((a, b) => b.date.localeCompare(a.date))[0];
  return told?.values[field];
}

/** A birth that was written down by mistake: the pregnancy goes on, its children were never there. */
export function undoDrafts(rows: Rows, pregnancy: PregnancyView, reason: string, today: string): Draft[] {
  const voided: Draft[] = (pregnancy.closings ?? []).map((target) => ({
    kind: "entry.voided",
    subject: pregnancy.id,
    data: { target, reason },
  }));
  const children = bornOf(rows, pregnancy).filter((child) => child.extra.born_of === pregnancy.id);
  return [
    ...voided,
    ...children.map((child) => ({
      kind: "person.left" as const,
      subject: child.id,
      data: { status: "mistake" as const, date: today, notes: reason },
    })),
  ];
}
