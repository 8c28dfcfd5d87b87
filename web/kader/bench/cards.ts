/** One whole card of each group, as a tap at the table asks for it: facts, what is asked at every step, what it means. */
import { CARD_IDS, cardNow, evaluate, isDue, loadCards } from "../../knowledge/cards/index.ts";
import type { PersonView } from "../core/api.ts";
import { phoneFromRows } from "../core/testing.ts";
import { STEPS } from "../model/day.ts";
import { factsOf, fieldsOf, growthWith, type Subject, subjectOf, type Values } from "../model/visit.ts";

const TODAY = "2026-11-21";
const PEOPLE = {
  balita: { birth_date: "2025-02-10", sex: "P" },
  remaja: { birth_date: "2011-05-05", sex: "P" },
  dewasa: { birth_date: "1980-05-05", sex: "L", marital_status: "kawin" },
  lansia: { birth_date: "1950-05-05", sex: "P" },
} as const;
const MONTHS = Array.from(
  { length: 24 },
  (_, i) => `${2025 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-21`,
);

function filled(card: string): Values {
  const values: Record<string, unknown> = {};
  for (const { id, type, min = 0, max = 1 } of cardNow(card)?.fields ?? []) {
    if (type === "decimal" || type === "integer") values[id] = Math.round((min + max) / 2);
    else if (type === "boolean") values[id] = id.startsWith("tbc_");
    else if (type === "choice") values[id] = "gangguan";
  }
  return values;
}

function subject(card: keyof typeof PEOPLE): Subject {
  const values = filled(card);
  const visits = MONTHS.filter((date) => date < TODAY).map((date) => ({
    id: date,
    person: "p",
    date,
    card,
    values,
  }));
  const rows = { persons: [{ id: "p", name: "A", ...PEOPLE[card] }], visits };
  const phone = phoneFromRows({ rows: rows as never, now: `${TODAY}T02:00:00.000Z` });
  const found = subjectOf(phone.rows, phone.rows.persons.get("p") as PersonView, TODAY, visits as never);
  if (!found) throw new Error(card);
  return found;
}

function once(of: Subject, values: Values): number {
  const facts = factsOf(of, values, growthWith(of, values));
  const asked = STEPS.flatMap((step) => fieldsOf(of, step, facts)).filter((field) => isDue(field, facts));
  return evaluate(of.card, facts).fired.length + asked.length;
}

interface Took {
  /** The first one after the application was opened, rules compiled on the way. */
  first: number;
  /** The mean of the following ones. */
  mean: number;
}

/** Card → milliseconds of one whole evaluation. */
export async function measure(rounds: number): Promise<Record<string, Took>> {
  await loadCards(CARD_IDS);
  const found: Record<string, Took> = {};
  for (const card of Object.keys(PEOPLE) as (keyof typeof PEOPLE)[]) {
    const of = subject(card);
    const values = filled(card);
    const began = performance.now();
    once(of, values);
    const start = performance.now();
    for (let i = 0; i < rounds; i++) once(of, values);
    found[card] = { first: start - began, mean: (performance.now() - start) / rounds };
  }
  return found;
}

Object.assign(globalThis, { measureCards: measure });
