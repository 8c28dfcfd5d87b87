/** Kind questions about the figures of youths, adults and older people that look unlikely. Limits and words from content. */
import content from "../../../content/cards/thresholds-adult.json" with { type: "json" };
import type { Field } from "../../knowledge/cards/index.ts";
import type { Words } from "../core/api.ts";
import { daysBetween, formatNumber } from "../i18n/format.ts";
import { say } from "../i18n/index.ts";
import { ageFacts } from "./body.ts";
import { isLaterGroup } from "./day.ts";
import { tables } from "./growth.ts";
import { lastValue, type Subject, type Values } from "./visit.ts";

const { weight_changed, height_differs, pressure_swapped } = content.questions;

const filled = (text: Words, value: number, before: number): string =>
  say(text).replace("{value}", formatNumber(value, 1)).replace("{before}", formatNumber(before, 1));

interface Before {
  value: number;
  months: number;
}

function before(subject: Subject, field: string): Before | null {
  const last = lastValue(subject, field);
  if (typeof last?.value !== "number" || last.value <= 0) return null;
  const months = daysBetween(last.date, subject.today) / tables.method.days_per_month;
  return { value: last.value, months: Math.max(months, 1) };
}

function weightQuestion(subject: Subject, weight: unknown): string | null {
  const last = before(subject, "weight_kg");
  if (typeof weight !== "number" || !last) return null;
  const share = Math.abs(weight - last.value) / last.value / last.months;
  return share > weight_changed.more_than_share_per_month
    ? filled(weight_changed.text, weight, last.value)
    : null;
}

function heightQuestion(subject: Subject, height: unknown): string | null {
  const last = before(subject, "height_cm");
  const { age_years: years } = ageFacts(subject.person, subject.today);
  if (typeof height !== "number" || !last || typeof years !== "number") return null;
  const apart = years >= height_differs.from_year ? Math.abs(height - last.value) : last.value - height;
  return apart > height_differs.more_than_cm ? filled(height_differs.text, height, last.value) : null;
}

function pressureQuestion({ systolic, diastolic }: Values): string | null {
  if (typeof systolic !== "number" || typeof diastolic !== "number" || systolic > diastolic) return null;
  return filled(pressure_swapped.text, systolic, diastolic);
}

/** Field and question, for the fields that are on the screen; none for mothers and children. */
export function bodyQuestions(
  subject: Subject,
  fields: readonly Field[],
  values: Values,
): [field: string, text: string][] {
  if (!isLaterGroup(subject.card.id)) return [];
  const asked: [string, string | null][] = [
    ["weight_kg", weightQuestion(subject, values.weight_kg)],
    ["height_cm", heightQuestion(subject, values.height_cm)],
    ["diastolic", pressureQuestion(values)],
  ];
  return asked.flatMap(([field, text]): [string, string][] =>
    text && fields.some(({ id }) => id === field) ? [[field, text]] : [],
  );
}
