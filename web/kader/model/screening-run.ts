// One questionnaire being answered: which questions, which is next, what is recorded. Pure; no DOM.
import {
  type Answers,
  type Critical,
  criticalNow,
  type Input,
  type Instrument,
  type Item,
  type Respondent,
  type Scored,
  type Script,
  scoreAnswers,
  type TextPack,
  toAsk,
} from "../../knowledge/instruments/index.ts";
import { compileRule } from "../../knowledge/rules/index.ts";
import type { Draft, Kinds, PersonView, Rows, Words } from "../core/api.ts";
import type { Wish } from "./appointment.ts";
import { factsOf, REASONS, serviceOf } from "./screening.ts";

export interface Choice {
  value: number | string;
  /** Null: plain words for yes and no. */
  label: string | null;
}
export interface Question {
  id: string;
  ask: string;
  help: string;
  choices: readonly Choice[];
  /** A number is typed instead of chosen. */
  number: { min: number; max: number } | null;
  /** Passed over, the whole still counts as complete. */
  isOptional: boolean;
  /** Answering it may call for help. */
  isCritical: boolean;
}

/** The questions that are asked of this person, given what was answered so far; derived items are not asked. */
export function questionsOf(
  instrument: Instrument,
  text: TextPack,
  who: Respondent,
  answers: Answers,
  language: "id" | "en",
): Question[] {
  const { inputs, items } = toAsk(instrument, who, answers);
  return [
    ...inputs.map((input) => ofInput(input, text, language)),
    ...items.map((item) => ofItem(instrument, item, text)),
  ];
}

/** What the card measured today answers by itself: nobody is asked again, and may still say otherwise. */
export function answersMeasured(instrument: Instrument, facts: Readonly<Record<string, unknown>>): Answers {
  const found = instrument.items.flatMap(({ id, measured = [] }) => {
    const hit = measured.find(({ when }) => compileRule(when, `${instrument.id}.${id}`)(facts) === true);
    return hit ? [[id, hit.value] as const] : [];
  });
  return Object.fromEntries(found);
}

/** Those beside what was answered or passed over. */
export function withMeasured<T extends { answers: Answers; skipped: readonly string[] }>(
  sheet: T,
  measured: Answers,
): T {
  const open = Object.entries(measured).filter(([id]) => !sheet.skipped.includes(id));
  return { ...sheet, answers: { ...Object.fromEntries(open), ...sheet.answers } };
}

export const isAnswered = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

function ofInput(input: Input, text: TextPack, language: "id" | "en"): Question {
  const words = text.options[input.id];
  const yesNo = [1, 0].map((value) => ({ value, label: null }));
  const named = (input.choices ?? []).map((value) => ({ value, label: words?.[value] ?? value }));
  return {
    id: input.id,
    ask: input.label[language],
    help: "",
    choices: input.kind === "boolean" ? yesNo : named,
    number: input.kind === "number" ? { min: input.min ?? 0, max: input.max ?? 0 } : null,
    isOptional: true,
    isCritical: false,
  };
}

function ofItem(instrument: Instrument, item: Item, text: TextPack): Question {
  const scale = instrument.scales[item.scale];
  const words = text.options[item.id] ?? text.options[item.scale];
  const label = (value: number): string | null =>
    words?.[String(value)] ?? (scale?.kind === "yes_no" ? null : String(value));
  // A bare "yes" comes first; words of their own stand in the order of their values.
  const isPlain = scale?.kind === "yes_no" && !text.options[item.id];
  const values = isPlain ? [1, 0] : (scale?.values ?? []);
  return {
    id: item.id,
    ask: text.items[item.id]?.ask ?? "",
    help: text.items[item.id]?.help ?? "",
    choices: values.map((value) => ({ value, label: label(value) })),
    number: null,
    isOptional: item.optional ?? false,
    isCritical: instrument.critical.some((critical) => critical.item === item.id),
  };
}

/** Where to go on: the first that nobody has answered or passed over; the number of questions when all are. */
export function openIndex(
  questions: readonly Question[],
  answers: Answers,
  skipped: readonly string[],
): number {
  const found = questions.findIndex(({ id }) => !isAnswered(answers[id]) && !skipped.includes(id));
  return found === -1 ? questions.length : found;
}

/** Critical answers that nobody has been told of yet, gravest script first in the instrument's order. */
export function newlyCritical(instrument: Instrument, answers: Answers, told: readonly string[]): Critical[] {
  const items = criticalNow(instrument, answers).filter((item) => !told.includes(item));
  return instrument.critical.filter(({ item }) => items.includes(item));
}

export interface Asked {
  person: string;
  instrument: Instrument;
  who: Respondent;
  date: string;
  isPrivate: boolean;
  visit: string | null;
  /** What was measured today, by item. */
  measured: Answers;
}

const respondentOf = ({
  ageYears,
  sex,
  ageMonths,
}: Respondent): Kinds["screening.recorded"]["respondent"] => ({
  age_years: ageYears,
  sex: sex === "L" || sex === "P" ? sex : null,
  age_months: ageMonths ?? null,
});

export function recordDraft(asked: Asked, answers: Answers, scored: Scored, id: string): Draft {
  const { instrument, who } = asked;
  return {
    kind: "screening.recorded",
    subject: asked.person,
    id,
    data: {
      instrument: instrument.id,
      edition: instrument.edition,
      date: asked.date,
      respondent: respondentOf(who),
      answers: { ...answers },
      complete: scored.complete,
      action: scored.action,
      visit: asked.visit,
      is_private: asked.isPrivate,
    },
  };
}

/** It was offered, and the person was not willing or it was put off: no answers. */
export function declineDraft(asked: Asked, edition: string, declined: "refused" | "postponed"): Draft {
  const { instrument, who, date } = asked;
  const said = { instrument: instrument.id, edition, date, respondent: respondentOf(who), declined };
  return { kind: "screening.recorded", subject: asked.person, data: { ...said, ...NOTHING } };
}

/** It was answered, and the person is not willing yet to hear from the puskesmas: no answers either. */
export function unwillingDraft(rows: Rows, person: PersonView, instrument: Instrument, date: string): Draft {
  const { age_years, sex, age_months } = factsOf(rows, person, date);
  const respondent = { age_years, sex: sex === "L" || sex === "P" ? sex : null, age_months } as const;
  const said = { instrument: instrument.id, edition: instrument.edition, date, respondent };
  return {
    kind: "screening.recorded",
    subject: person.id,
    data: { ...said, ...NOTHING, declined: "connect" },
  };
}

const NOTHING = { answers: {}, complete: false, action: null, visit: null, is_private: false };

/** What was recorded of this sitting before no longer counts: the whole takes its place. */
export const withdrawals = (earlier: readonly string[], person: string): Draft[] =>
  earlier.map((target) => ({ kind: "entry.voided", subject: person, data: { target, reason: "" } }));

export interface Follow {
  id: string;
  person: string;
  unit: string | null;
  script: Critical["script"] | "none";
  urgency: "biasa" | "segera" | "darurat";
  why: keyof typeof REASONS;
  /** When and how the family would like to meet, and who may come. */
  wish?: Wish;
}

/** Neutral words: the inbox and the day list say that somebody is to be met, not what was answered. */
export function followUpDraft({ id, person, unit, script, urgency, why, wish }: Follow): Draft {
  const service = serviceOf(script === "danger-sign" ? "danger-sign" : "self-harm");
  return {
    kind: "request.opened",
    subject: id,
    data: {
      person,
      service,
      urgency,
      reasons: [{ rule: `screening.${why}`, text: REASONS[why] }],
      visit: null,
      to_unit: unit,
      message: "",
      // Whoever is in danger is helped without being asked; anybody else has said yes on the screen before.
      basis: why === "critical" ? "vital-interest" : "consent",
      ...wish,
    },
  };
}

/** What to say to the person: the words of what called for the action. */
export function wordsOf(scored: Scored): Words | null {
  const said = scored.trace.flatMap((step) =>
    (step.step === "rule" || step.step === "critical" || step.step === "otherwise") &&
    step.action === scored.action
      ? [step.say]
      : [],
  );
  return said[0] ?? null;
}

/** The word that the paper card asks for; null where it asks none. Scores are for the treating team alone. */
export const cardWord = ({ card }: Instrument, { band }: Scored): Words | null =>
  (band !== null && card?.[band]) || null;

/** Which script belongs to this result: that of what was answered, else that of the questionnaire. */
export const scriptOf = (instrument: Instrument, { critical }: Scored): Script =>
  (instrument.critical.find(({ item }) => critical.includes(item)) ?? instrument.critical[0])?.script ??
  (instrument.private ? "self-harm" : "danger-sign");

export const scored = (asked: Asked, answers: Answers): Scored =>
  scoreAnswers(asked.instrument, asked.who, answers);
