import type { RequestView } from "./api.ts";

/** One dose as the index keeps it. */
export interface DoseBrief {
  id: string;
  product: string;
  number: number | null;
  date: string;
  source: "given" | "history";
}

/** One visit as the index keeps it: values without the steps and results. */
export interface VisitBrief {
  id: string;
  date: string;
  card: string;
  values: Record<string, unknown>;
}

/** What the index pack holds of each person: enough for lists, due lists and search. */
export interface PersonSummary {
  /** Newest first, at most three, void ones left out. */
  visits: readonly VisitBrief[];
  /** Newest known value of each field, and its date. */
  last: Readonly<Record<string, { value: unknown; date: string }>>;
  /** All doses that count, oldest first. */
  doses: readonly DoseBrief[];
  /** Open requests of this person. */
  requests: readonly RequestView[];
}
