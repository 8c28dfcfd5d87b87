/** What a visit means, for the person in front of us: a word, one kind sentence, one thing to do, who follows up. */
import { type Evaluation, homeAdvice } from "../../knowledge/cards/index.ts";
import type { Band, Column } from "../../knowledge/growth/categories.ts";
import type { Words } from "../core/api.ts";
import { type Growth, kmsWords } from "./growth.ts";
import type { Values } from "./visit.ts";

export type FollowUp = "none" | "consult" | "refer" | "emergency";

export interface VerdictWords {
  /** Naik, tidak naik, penimbangan pertama …; null for adults and when the child was not weighed. */
  word: Words | null;
  /** "Berat badan naik 400 g": today's gain and the least expected, in grams; null when not judged. */
  gain: { gain_g: number; minimal_g: number } | null;
  sentence: Words | null;
  home: Words | null;
  followUp: FollowUp;
  /** Words of each index, for the kader who copies them into the KIA book. */
  bands: Partial<Record<Column, Band>>;
}

const FOLLOW_UP = { edukasi: "none", konsul: "consult", rujuk: "refer", darurat: "emergency" } as const;

export function verdictOf(facts: Values, evaluation: Evaluation, growth: Growth | null): VerdictWords {
  const point = growth?.point ?? null;
  const kms = kmsWords(point);
  // what was said in private is no part of a result that others may see
  const first = evaluation.fired.find((fired) => !fired.private);
  const followUp = first ? FOLLOW_UP[first.action] : "none";
  const needsCare = first && followUp !== "none" ? first : null;
  const advice = typeof facts.age_months === "number" ? homeAdvice(facts.age_months, facts) : null;
  return {
    word: kms?.word ?? null,
    gain:
      point && point.gain_g !== null && point.minimal_gain_g !== null
        ? { gain_g: point.gain_g, minimal_g: point.minimal_gain_g }
        : null,
    sentence: needsCare?.say ?? first?.say ?? kms?.family ?? growth?.bands.bb_u?.family ?? null,
    home: needsCare?.do_at_home ?? advice?.one.say ?? first?.do_at_home ?? null,
    followUp,
    bands: growth?.bands ?? {},
  };
}
