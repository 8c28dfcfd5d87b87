/** What follows from the answers so far. Pure; nothing leaves the browser. */
import type { EJiwa } from "../knowledge/colour-scales.ts";
import { AnswerError, criticalNow } from "../knowledge/instruments/answers.ts";
import type { Instrument } from "../knowledge/instruments/model.ts";
import { scoreAnswers } from "../knowledge/instruments/score.ts";
import { type LevelRule, levelOf } from "../knowledge/self-check.ts";

/** What the page carries to compute with (`showing.for_browser`). */
export interface Data {
  readonly instrument: Instrument;
  readonly levels: readonly LevelRule[];
  /** The highest age that is taken (years). */
  readonly oldest: number;
}

export type Answers = Readonly<Record<string, string>>;

/** A colour, `age` for somebody of another age, or null while something is open. */
export type Verdict = EJiwa | "age" | null;

/** Completed years as typed; null for what is no age. */
export function ageOf(typed: string, oldest: number): number | null {
  const text = typed.trim();
  return /^\d{1,3}$/.test(text) && Number(text) <= oldest ? Number(text) : null;
}

/** Where the form stands. */
export function verdict({ instrument, levels }: Data, age: number | null, answers: Answers): Verdict {
  const scored = scoredOf(instrument, age, answers);
  if (scored === null) return null;
  const level = levelOf(levels, instrument.id, scored);
  if (level !== null) return level;
  return age !== null && !scored.eligible ? "age" : null;
}

/** Whether this answer cannot wait. */
export const isCritical = (instrument: Instrument, item: string, answers: Answers): boolean =>
  criticalNow(instrument, answers).includes(item);

function scoredOf(instrument: Instrument, age: number | null, answers: Answers) {
  try {
    return scoreAnswers(instrument, { ageYears: age, sex: null }, answers);
  } catch (error) {
    if (error instanceof AnswerError) return null;
    throw error;
  }
}
