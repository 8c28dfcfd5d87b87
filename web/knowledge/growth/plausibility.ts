/** Questions for the person who measures when a figure looks unlikely; never a refusal. `content/growth/plausibility.json`. */

import { ageInDays, dayNumber } from "./ages.ts";
import type { Words } from "./categories.ts";
import { type GrowthInput, type Index, scoreOne } from "./score.ts";
import type { GrowthTables } from "./tables.ts";

export type MeasuredField = "weight_kg" | "length_height_cm" | "head_cm" | "muac_cm";

interface Name extends Words {
  readonly unit?: string;
}

/** The shape of `content/growth/plausibility.json`. */
export interface PlausibilityContent {
  readonly ranges: Readonly<Record<MeasuredField, { from: number; to: number; age_to_days: number }>>;
  readonly trends: {
    readonly height_fell_cm: { readonly more_than: number };
    readonly weight_changed: { readonly more_than_share_per_month: number; readonly age_to_months: number };
  };
  readonly questions: Readonly<Record<QuestionRule, Words>>;
  readonly names: Readonly<Record<MeasuredField | Index, Name>>;
}

export type QuestionRule = "range" | "flag" | "height_fell" | "weight_changed" | "lying_expected";

/** What was measured at one visit, on an ISO day. */
export interface Measurement extends Omit<GrowthInput, "sex" | "age_days" | "age_months"> {
  readonly day: string;
}

export interface Question {
  readonly rule: QuestionRule;
  readonly field: MeasuredField | "measured";
  readonly text: Words;
}

interface Visit {
  readonly tables: GrowthTables;
  readonly content: PlausibilityContent;
  readonly sex: number;
  readonly birth: string;
  readonly now: Measurement;
  readonly before?: Measurement | undefined;
}

const FIELDS: readonly MeasuredField[] = ["weight_kg", "length_height_cm", "head_cm", "muac_cm"];
const FIELD_OF: Readonly<Record<Index, MeasuredField>> = {
  waz: "weight_kg",
  haz: "length_height_cm",
  whz: "weight_kg",
  baz: "weight_kg",
  hcz: "head_cm",
  acz: "muac_cm",
};

/** What to ask again, at most one question per field, the surest first. */
export function questions(visit: Visit): Question[] {
  const age = ageInDays(visit.birth, visit.now.day);
  const asked = new Map<string, Question>();
  for (const question of [
    ...ranges(visit, age),
    ...trends(visit, age),
    ...lying(visit, age),
    ...flags(visit, age),
  ]) {
    if (!asked.has(question.field)) asked.set(question.field, question);
  }
  return [...asked.values()];
}

function* ranges({ content, now }: Visit, age: number): Generator<Question> {
  for (const field of FIELDS) {
    const value = now[field];
    const { from, to, age_to_days } = content.ranges[field];
    if (typeof value !== "number" || age > age_to_days || (value >= from && value <= to)) continue;
    yield question(content, "range", field, field, { value, from, to });
  }
}

function* trends({ tables, content, now, before }: Visit, age: number): Generator<Question> {
  if (!before || before.day >= now.day) return;
  const { height_fell_cm, weight_changed } = content.trends;
  const [tall, small] = [before.length_height_cm, now.length_height_cm];
  if (typeof tall === "number" && typeof small === "number" && tall - small > height_fell_cm.more_than) {
    yield question(content, "height_fell", "length_height_cm", "length_height_cm", {
      value: small,
      before: tall,
    });
  }
  const [was, is] = [before.weight_kg, now.weight_kg];
  const { days_per_month } = tables.method;
  if (typeof was !== "number" || typeof is !== "number" || !was) return;
  const months = (dayNumber(now.day) - dayNumber(before.day)) / days_per_month;
  const share = (is - was) / was / Math.max(months, 1);
  const young = age < weight_changed.age_to_months * days_per_month;
  if (young && Math.abs(share) > weight_changed.more_than_share_per_month) {
    const percent = Math.round(share * 100);
    yield question(content, "weight_changed", "weight_kg", "weight_kg", { value: is, before: was, percent });
  }
}

function* lying({ tables, content, now }: Visit, age: number): Generator<Question> {
  const { days_per_month, standing_implausible_below_months } = tables.method;
  if (now.measured !== "h" || age / days_per_month >= standing_implausible_below_months) return;
  yield question(content, "lying_expected", "measured", "length_height_cm", {});
}

function* flags({ tables, content, sex, now }: Visit, age: number): Generator<Question> {
  const { flags: implausible } = scoreOne(tables, { ...now, sex, age_days: age });
  for (const index of implausible) yield question(content, "flag", FIELD_OF[index], index, {});
}

function question(
  content: PlausibilityContent,
  rule: QuestionRule,
  field: Question["field"],
  named: MeasuredField | Index,
  figures: Readonly<Record<string, number>>,
): Question {
  const [words, name] = [content.questions[rule], content.names[named]];
  const fill = (language: "id" | "en"): string => {
    let text = words[language].replaceAll("{name}", name[language]).replaceAll("{unit}", name.unit ?? "");
    for (const [key, value] of Object.entries(figures)) {
      const number = String(Number(value.toPrecision(6)));
      text = text.replaceAll(`{${key}}`, language === "id" ? number.replace(".", ",") : number);
    }
    return text;
  };
  return { rule, field, text: { id: fill("id"), en: fill("en") } };
}
