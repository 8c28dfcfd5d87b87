/** Which fields to show, and which values to question. A questioned value is never blocked. */
import { compileRule, type Facts, isKnown, type Rule, type Test, type Truth } from "../rules/index.ts";
import type { Card, Field, Step } from "./model.ts";

export type Doubt = "below_plausible" | "above_plausible" | "too_precise" | "wrong_type" | "not_a_choice";
export type Question = {
  readonly field: string;
  readonly doubt: Doubt;
  readonly value: unknown;
  readonly min: number | null;
  readonly max: number | null;
};

const tests = new WeakMap<Rule, Test>();

function allows(rule: Rule | undefined, facts: Facts): boolean {
  if (rule === undefined) return true;
  let test = tests.get(rule);
  if (!test) {
    test = compileRule(rule);
    tests.set(rule, test);
  }
  return test(facts) !== false;
}

/** Whether the person belongs to this card; null while that is unknown. */
export const isEligible = (card: Card, facts: Facts): Truth => compileRule(card.eligibility)(facts);

/** Fields of the step (of all steps when omitted) whose `when` is not false, in the order of the card. */
export const visibleFields = (card: Card, facts: Facts, step?: Step): Field[] =>
  card.fields.filter((field) => (step === undefined || field.step === step) && allows(field.when, facts));

/** Whether a field is asked today: how often a measure is taken decides, by `days_since_<field>`. */
export const isDue = (field: Field, facts: Facts): boolean => !field.optional && allows(field.due, facts);

/** What earlier visits (newest first) mean today: `days_since_<field>`, and the last answers of lasting fields. */
export function pastFacts(
  card: Card,
  past: readonly { readonly date: string; readonly values: Facts }[],
  daysSince: (day: string) => number,
): Record<string, unknown> {
  const facts: Record<string, unknown> = {};
  for (const { id, lasting } of card.fields) {
    const visit = past.find(({ values }) => isKnown(values[id]));
    if (!visit) continue;
    facts[`days_since_${id}`] = daysSince(visit.date);
    if (lasting) facts[id] = visit.values[id];
  }
  return facts;
}

/** One question per known value that looks wrong; empty when all values are plausible. */
export const questions = (card: Card, facts: Facts): Question[] =>
  card.fields.flatMap((field) => questionsOf(field, facts[field.id]));

/** The doubts about one value of one field: none or one. */
export function questionsOf(field: Field, value: unknown): Question[] {
  const doubt = isKnown(value) ? doubtOf(field, value) : null;
  if (doubt === null) return [];
  return [{ field: field.id, doubt, value, min: field.min ?? null, max: field.max ?? null }];
}

function doubtOf(field: Field, value: unknown): Doubt | null {
  if (field.type === "decimal" || field.type === "integer") return numberDoubt(field, value);
  if (field.type === "boolean") return typeof value === "boolean" ? null : "wrong_type";
  if (typeof value !== "string") return "wrong_type";
  const known = field.choices?.some((choice) => choice.value === value) ?? true;
  return known ? null : "not_a_choice";
}

function numberDoubt(field: Field, value: unknown): Doubt | null {
  if (typeof value !== "number") return "wrong_type";
  if (field.min !== undefined && value < field.min) return "below_plausible";
  if (field.max !== undefined && value > field.max) return "above_plausible";
  const scaled = value * 10 ** (field.decimals ?? 0);
  return Math.abs(scaled - Math.round(scaled)) > 1e-6 ? "too_precise" : null;
}
