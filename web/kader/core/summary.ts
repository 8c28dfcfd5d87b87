import type { DoseRow, VisitRow } from "../generated/wire.ts";
import type { DoseBrief, VisitBrief } from "./api.ts";

/** What the index keeps of one person's visits and doses. Visits newest first, doses oldest first. */
export interface StoredSummary {
  visits: VisitBrief[];
  last: Record<string, { value: unknown; date: string }>;
  doses: DoseBrief[];
}

const VISITS_KEPT = 3;

export const emptySummary = (): StoredSummary => ({ visits: [], last: {}, doses: [] });

/** A copy of `summary` that knows this visit. A visit that is void, or lost a field, takes its values back. */
export function withVisit(summary: StoredSummary, row: VisitRow): StoredSummary {
  const others = summary.visits.filter((visit) => visit.id !== row.id);
  const now: VisitBrief[] = row.status === "void" ? [] : [brief(row)];
  const visits = [...others, ...now].sort((a, b) => (a.date < b.date ? 1 : -1)).slice(0, VISITS_KEPT);
  const last = Object.fromEntries(
    Object.entries(summary.last).filter(([, known]) => known.date !== row.date),
  );
  for (const visit of [...visits, ...now]) {
    for (const [field, value] of Object.entries(visit.values)) {
      const known = last[field];
      if (value !== null && (!known || known.date <= visit.date)) last[field] = { value, date: visit.date };
    }
  }
  return { ...summary, visits, last };
}

/** A copy of `summary` that knows this dose, or no longer counts it. */
export function withDose(summary: StoredSummary, row: DoseRow): StoredSummary {
  const others = summary.doses.filter((dose) => dose.id !== row.id);
  if (row.status === "void") return { ...summary, doses: others };
  const { id, product, number, date, source } = row;
  const doses = [...others, { id, product, number: number ?? null, date, source: source ?? "given" }];
  return { ...summary, doses: doses.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)) };
}

/** Two persons that are one: their summaries as one. */
export function joined(a: StoredSummary, b: StoredSummary): StoredSummary {
  const last = { ...a.last };
  for (const [field, known] of Object.entries(b.last)) {
    if ((last[field]?.date ?? "") < known.date) last[field] = known;
  }
  const visits = [...a.visits, ...b.visits].sort((x, y) => (x.date < y.date ? 1 : -1)).slice(0, VISITS_KEPT);
  const doses = [...a.doses, ...b.doses].sort((x, y) => (x.date < y.date ? -1 : 1));
  return { visits, last, doses };
}

function brief({ id, date, card, values }: VisitRow): VisitBrief {
  return { id, date, card, values };
}
