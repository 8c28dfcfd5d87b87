/** One person's visit of today: what is known, which fields to ask, what to record. Pure; growth comes from growth.ts. */
import {
  type Card,
  cardNow,
  type Evaluation,
  evaluate,
  type Field,
  isEligible,
  pastFacts,
  type Step,
  trimester,
  visibleFields,
  weightGain,
} from "../../knowledge/cards/index.ts";
import { compileRule, type Rule } from "../../knowledge/rules/index.ts";
import type { DoseBrief, DraftOf, PersonView, PregnancyView, Rows, VisitView } from "../core/api.ts";
import { daysBetween } from "../i18n/format.ts";
import { ageFacts, bodyFacts, sameRecord, screeningFacts, youthGrowth } from "./body.ts";
import { answeredByDoses, countedDoses } from "./card-doses.ts";
import { type CardName, cardOf, lastDelivery, type StepNumber } from "./day.ts";
import { type Growth, growthFacts, growthOf, tables } from "./growth.ts";
import { gestationalAge } from "./pregnancy.ts";

export type Values = Readonly<Record<string, unknown>>;

/** What a past visit tells: its day and its values. */
export interface PastVisit {
  date: string;
  values: Values;
}

export interface Subject {
  person: PersonView;
  card: Card;
  today: string;
  /** Today's visit as far as any table wrote it. */
  visit: VisitView | null;
  /** Visits before today on this card, newest first. */
  past: readonly PastVisit[];
  pregnancy: PregnancyView | null;
  delivery: string | null;
  /** Of that birth: false when no child lived; null without a birth. */
  babyAlive: boolean | null;
  /** What to do after the screenings of the day. */
  screened: Values;
  /** Everything written down as given or copied from a book, oldest first. */
  doses: readonly DoseBrief[];
}

/** Null when no card belongs to the person, or when it is not loaded yet. `history`: the whole history once it is read; until then the last visits of the index stand in. */
export function subjectOf(
  rows: Rows,
  person: PersonView,
  today: string,
  history: readonly VisitView[] | null,
): Subject | null {
  const name = cardOf(rows, person, today);
  const card = name && cardNow(name);
  if (!card) return null;
  const visit = rows.visitsOn(today).find((row) => row.person === person.id && row.status === "ok") ?? null;
  const summary = rows.summaryOf(person.id);
  const known = history?.filter((row) => row.status === "ok") ?? summary.visits;
  const pregnancies = rows.pregnanciesOf(person.id);
  return {
    person,
    card,
    today,
    visit,
    past: known.filter((row) => row.date < today && sameRecord(row.card, name)),
    pregnancy: pregnancies.find((row) => row.status === "open") ?? null,
    delivery: lastDelivery(pregnancies),
    babyAlive: livesOf(rows, pregnancies),
    screened: screeningFacts(rows, person.id, today),
    doses: summary.doses,
  };
}

/** Answers that a dose of this day gives already; what the visit itself says goes before. */
export const givenByDoses = (subject: Subject): Record<string, true> =>
  Object.fromEntries(
    answeredByDoses(cardName(subject), subject.doses, subject.today)
      .filter((field) => !isKnown(subject.visit?.values[field]))
      .map((field) => [field, true as const]),
  );

/** Whether a child of the last birth lives: nobody asks a mother who lost hers whether she breastfeeds. */
function livesOf(rows: Rows, pregnancies: readonly PregnancyView[]): boolean | null {
  const day = lastDelivery(pregnancies);
  const last = pregnancies.find((row) => row.end_date === day && row.status === "closed");
  if (!day || !last) return null;
  if (last.outcome === "stillbirth") return false;
  return last.children.length === 0 || last.children.some((id) => rows.persons.get(id)?.status !== "died");
}

export const cardName = (subject: Subject): CardName => subject.card.id as CardName;

/** Newest earlier value of a field, and its day. */
export function lastValue(subject: Subject, field: string): { value: unknown; date: string } | null {
  const found = subject.past.find((visit) => isKnown(visit.values[field]));
  return found ? { value: found.values[field], date: found.date } : null;
}

export const isKnown = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/** Completed weeks of pregnancy, as its page counts them; null when no date is known. */
export const gestationalWeeks = (pregnancy: PregnancyView, today: string): number | null =>
  gestationalAge(pregnancy, today)?.weeks ?? null;

function pregnancyFacts(subject: Subject, values: Values): Record<string, unknown> {
  const { pregnancy, today } = subject;
  const weeks = pregnancy && gestationalWeeks(pregnancy, today);
  if (!pregnancy || weeks === null) return {};
  const { height_cm: height, prepregnancy_weight_kg: before } = pregnancy;
  const gain = typeof values.weight_kg === "number" && before ? values.weight_kg - before : null;
  return {
    gestational_age_weeks: weeks,
    trimester: trimester(weeks),
    pre_pregnancy_bmi: height && before ? before / (height / 100) ** 2 : null,
    weight_gain_kg: gain,
    mt_kek: isKnown(lastValue(subject, "mt_kek_text")?.value),
  };
}

/** All facts the card's rules may ask for: age, pregnancy, growth and the values known so far. */
export function factsOf(subject: Subject, values: Values, growth: Growth | null): Record<string, unknown> {
  const { card, person, past, today } = subject;
  const before = pastFacts(card, past, (day) => daysBetween(day, today));
  const all = { ...before, ...subject.visit?.values, ...givenByDoses(subject), ...values };
  return {
    visit_date: subject.today,
    sex: subject.person.sex,
    baby_alive: subject.babyAlive,
    days_since_delivery: subject.delivery ? daysBetween(subject.delivery, subject.today) : null,
    ...ageFacts(person, today),
    ...(growth ? growthFacts(growth) : {}),
    ...pregnancyFacts(subject, all),
    ...bodyFacts(card.id, person, today, all),
    ...subject.screened,
    ...all,
  };
}

/** Growth with today's values laid over what is recorded; null for adults and without sex or birth date. */
export function growthWith(subject: Subject, values: Values): Growth | null {
  const name = cardName(subject);
  if (name === "remaja")
    return youthGrowth(subject.person, subject.today, { ...subject.visit?.values, ...values });
  if (name !== "balita") return null;
  return growthOf(subject.person, subject.past, {
    date: subject.today,
    values: { ...subject.visit?.values, ...values },
  });
}

/** Fields to show at a step. One that depends on an answer of the same card waits until that answer is given. */
export const fieldsOf = (subject: Subject, step: StepNumber, facts: Values): Field[] =>
  visibleFields(subject.card, facts, step as Step).filter(
    ({ when }) => !when || !dependsOnAnswers(subject.card, when) || compileRule(when)(facts) === true,
  );

const dependsOnAnswers = (card: Card, rule: Rule): boolean =>
  factNames(rule).some((fact) => hasField(card, fact));

function factNames(rule: Rule): string[] {
  if (!("of" in rule)) return [rule.fact];
  return Array.isArray(rule.of) ? rule.of.flatMap(factNames) : factNames(rule.of as Rule);
}

export const evaluationOf = (subject: Subject, facts: Values): Evaluation => evaluate(subject.card, facts);

/** False when today's age or week lies outside the card; null while unknown. */
export const belongs = (subject: Subject): boolean | null =>
  isEligible(subject.card, factsOf(subject, {}, null));

/** Answers that follow from what is known already; the kader sees them and may change them. */
export function suggestions(subject: Subject, facts: Values): Record<string, unknown> {
  const suggested: Record<string, unknown> = {};
  const { t_streak: streak, age_days: days } = facts;
  if (typeof days === "number") suggested.measured = measuredByAge(days);
  if (typeof streak === "number" && streak >= 2) suggested.tbc_weight = true;
  const { delivery, doses } = subject;
  if (delivery) Object.assign(suggested, countedDoses(cardName(subject), doses, delivery));
  const onCurve = weightOnCurve(facts);
  if (onCurve !== null) suggested.weight_on_curve = onCurve;
  return Object.fromEntries(Object.entries(suggested).filter(([field]) => hasField(subject.card, field)));
}

const hasField = (card: Card, id: string): boolean => card.fields.some((field) => field.id === id);
const measuredByAge = (days: number): "l" | "h" => (days < tables.method.standing_from_day ? "l" : "h");

function weightOnCurve(facts: Values): boolean | null {
  const { pre_pregnancy_bmi: bmi, gestational_age_weeks: weeks, weight_gain_kg: gain } = facts;
  if (typeof bmi !== "number" || typeof weeks !== "number" || typeof gain !== "number") return null;
  const { verdict } = weightGain(bmi, weeks, gain);
  return verdict === "too_early" ? null : verdict === "on_curve";
}

/** What a hand typed or tapped, by field: numbers as text (with comma), the rest as values. */
export type FormValues = Readonly<Record<string, string | boolean>>;

/** What the phone told the family, kept with the visit as evidence. What was said in private is not. */
export function resultsOf(evaluation: Evaluation, growth: Growth | null): Record<string, unknown> {
  return {
    card_edition: evaluation.edition,
    action: evaluation.action,
    fired: evaluation.fired.filter((fired) => !fired.private).map((fired) => fired.id),
    ...(growth ? growth.results : {}),
  };
}

/** The entry of one step. Step 1 without values is arrival. */
export function visitDraft(
  subject: Subject,
  step: StepNumber,
  ids: { visit: string; session: string | null },
  values: Values,
  results: Values,
): DraftOf<"visit.recorded"> {
  const data = {
    visit: ids.visit,
    session: ids.session,
    date: subject.today,
    card: cardName(subject),
    step,
    values: { ...values },
    results: { ...results },
  };
  return { kind: "visit.recorded", subject: subject.person.id, data };
}
