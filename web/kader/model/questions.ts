/** Kind questions about a figure that looks unlikely: asked at once, never blocking. Limits and words from content. */

import plausibility from "../../../content/growth/plausibility.json" with { type: "json" };
import { type Field, questionsOf } from "../../knowledge/cards/index.ts";
import { type PlausibilityContent, questions } from "../../knowledge/growth/plausibility.ts";
import { formatNumber } from "../i18n/format.ts";
import { say } from "../i18n/index.ts";
import { v } from "../i18n/visit-words.ts";
import { bodyQuestions } from "./body-questions.ts";
import { prefersRoundDigits } from "./day.ts";
import { sexNumber, tables } from "./growth.ts";
import { cardName, lastValue, type Subject, type Values } from "./visit.ts";

const content = plausibility as unknown as PlausibilityContent;
const MEASURES = ["weight_kg", "length_height_cm", "head_cm", "muac_cm"] as const;
/** A figure is asked about as it was typed, not rounded: 1,65 is not 1,6. */
const PLACES_TYPED = 3;
const number = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** Field → what to ask about it; at most one question per field. */
export function questionsAbout(
  subject: Subject,
  fields: readonly Field[],
  values: Values,
): Map<string, string> {
  const asked = new Map<string, string>();
  for (const field of fields) {
    const text = rangeQuestion(field, values[field.id]);
    if (text) asked.set(field.id, text);
  }
  for (const { field, text } of growthQuestions(subject, values))
    if (!asked.has(field)) asked.set(field, say(text));
  for (const [field, text] of bodyQuestions(subject, fields, values))
    if (!asked.has(field)) asked.set(field, text);
  return asked;
}

/** Outside the plausible range of the card. */
function rangeQuestion(field: Field, value: unknown): string | null {
  const doubt = questionsOf(field, value)[0]?.doubt;
  if (typeof value !== "number" || (doubt !== "below_plausible" && doubt !== "above_plausible")) return null;
  const places = field.decimals ?? 0;
  return v("visit.typo.outside", {
    value: formatNumber(value, PLACES_TYPED),
    unit: field.unit ?? "",
    min: formatNumber(field.min ?? 0, places),
    max: formatNumber(field.max ?? 0, places),
  });
}

/** WHO flags, height that fell, weight that changed much, standing too young; children only. */
function growthQuestions(subject: Subject, values: Values) {
  const { person, today } = subject;
  const sex = sexNumber(person.sex);
  if (cardName(subject) !== "balita" || !sex || !person.birth_date || today < person.birth_date) return [];
  const now = measurementOf(today, (field) => values[field]);
  const before = measurementBefore(subject);
  return questions({ tables, content, sex, birth: person.birth_date, now, before });
}

function measurementOf(day: string, read: (field: string) => unknown) {
  const measured = read("measured");
  const [weight_kg, length_height_cm, head_cm, muac_cm] = MEASURES.map((field) => number(read(field)));
  return {
    day,
    weight_kg: weight_kg ?? null,
    length_height_cm: length_height_cm ?? null,
    head_cm: head_cm ?? null,
    muac_cm: muac_cm ?? null,
    measured: measured === "l" || measured === "h" ? measured : null,
    oedema: read("oedema") === true,
  } as const;
}

/** The last visit on which weight or length was measured. */
function measurementBefore(subject: Subject) {
  const date = lastValue(subject, "weight_kg")?.date ?? lastValue(subject, "length_height_cm")?.date;
  const visit = subject.past.find((past) => past.date === date);
  return visit ? measurementOf(visit.date, (field) => visit.values[field]) : undefined;
}

/** Said once near the scale when today's weights look rounded. */
export const digitQuestion = (weights: readonly number[]): string | null =>
  prefersRoundDigits(weights) ? v("visit.typo.digits") : null;
