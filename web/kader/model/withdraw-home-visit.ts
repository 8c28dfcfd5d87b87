// Visits at home that were written down by mistake, taken back as a whole: the house and what was asked of its people. Pure.
import type { Draft, HomeVisitRow, Rows } from "../core/api.ts";

/** How many of the latest visits may be taken back from the screen. */
const LATEST = 3;

/** The latest visits to a family, the newest first. */
export const visitsTo = (rows: Rows, family: string): HomeVisitRow[] =>
  rows
    .homeVisits()
    .filter(({ subject }) => subject === family)
    .sort((a, b) => b.date.localeCompare(a.date))
    .slice(0, LATEST);

/** What somebody else wrote is theirs to take back. */
export const isOwnVisit = ({ authors }: HomeVisitRow, me: string): boolean =>
  authors.length > 0 && authors.every((author) => author === me);

interface Written {
  subject: string;
  entry: string;
}

/** Every entry of the visit: of the house, then of each person who was asked. */
export function writtenOn(rows: Rows, visit: HomeVisitRow): Written[] {
  const checks = rows.homeChecks().filter((check) => check.visit === visit.id);
  const of = (subject: string, entries: readonly string[]) => entries.map((entry) => ({ subject, entry }));
  return [
    ...of(visit.subject, visit.written),
    ...checks.flatMap(({ person, written }) => of(person, written)),
  ];
}

export const withdrawVisit = (rows: Rows, visit: HomeVisitRow, reason: string): Draft[] =>
  writtenOn(rows, visit).map(({ subject, entry }) => ({
    kind: "entry.voided",
    subject,
    data: { target: entry, reason },
  }));
