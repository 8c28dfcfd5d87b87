// A pregnancy as an episode: dates, risks, weight against the curve. Pure; no DOM.
import card from "../../../content/cards/pregnancy.json";
import risks from "../../../content/programme/pregnancy-risks.json";
import { trimester, type WeightGain, weightGain, weightGainBand } from "../../knowledge/cards/pregnancy.ts";
import { completedMonths, daysBetween } from "../i18n/format.ts";

const DAY_MS = 86_400_000;
export const TERM_DAYS = card.due_date.days_from_lmp;

export interface Dates {
  lmp?: string | null;
  edd?: string | null;
}

/** `YYYY-MM-DD` some days later. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Estimated due date: the one given (ultrasound), else from the last period. */
export const dueDate = ({ lmp, edd }: Dates): string | null => edd || (lmp ? addDays(lmp, TERM_DAYS) : null);

/** Start of the pregnancy as counted: what the due date says goes before what was remembered. */
export const startDate = ({ lmp, edd }: Dates): string | null =>
  edd ? addDays(edd, -TERM_DAYS) : lmp || null;

export interface GestationalAge {
  weeks: number;
  days: number;
  trimester: 1 | 2 | 3;
  /** Past the due date. */
  overdue: boolean;
  /** At or past the week from which a birth is late. */
  postterm: boolean;
}

/** Null without dates or before the pregnancy began. */
export function gestationalAge(pregnancy: Dates, on: string): GestationalAge | null {
  const start = startDate(pregnancy);
  if (!start) return null;
  const age = daysBetween(start, on);
  if (age < 0) return null;
  const weeks = Math.floor(age / 7);
  return {
    weeks,
    days: age % 7,
    trimester: trimester(weeks),
    overdue: age > TERM_DAYS,
    postterm: weeks >= card.due_date.postterm_from_weeks,
  };
}

export type DatingQuestion = "lmp_future" | "lmp_old" | "edd_far" | "edd_past";

/** What looks odd about the dates; asked, not refused. */
export function datingQuestions({ lmp, edd }: Dates, today: string): DatingQuestion[] {
  const questions: DatingQuestion[] = [];
  const { lmp_max_days: old, edd_max_days: far } = risks.plausible;
  if (lmp && lmp > today) questions.push("lmp_future");
  else if (lmp && !edd && daysBetween(lmp, today) > old) questions.push("lmp_old");
  if (edd && daysBetween(today, edd) > far) questions.push("edd_far");
  if (edd && daysBetween(edd, today) > old - TERM_DAYS) questions.push("edd_past");
  return questions;
}

export type Risk = "too_young" | "too_old" | "too_close" | "too_many" | "short";

interface RiskFacts {
  birth_date: string | null;
  start: string | null;
  parity?: number | null;
  gravida?: number | null;
  previous_birth_date?: string | null;
  height_cm?: number | null;
}

const yearsAt = (birth: string, on: string): number => Math.floor(completedMonths(birth, on) / 12);

/** The four "too"s and short stature at the start of the pregnancy. What is not known raises nothing. */
export function risksOf(facts: RiskFacts, today: string): Risk[] {
  const at = facts.start ?? today;
  const found: Risk[] = [];
  if (facts.birth_date) {
    const years = yearsAt(facts.birth_date, at);
    if (years < risks.too_young_below_years) found.push("too_young");
    if (years >= risks.too_old_from_years) found.push("too_old");
  }
  const { previous_birth_date: previous } = facts;
  if (previous && completedMonths(previous, at) < risks.too_close_below_months) found.push("too_close");
  const births = facts.parity ?? (facts.gravida ? facts.gravida - 1 : 0);
  if (births >= risks.too_many_from_births) found.push("too_many");
  if (facts.height_cm && facts.height_cm < risks.short_below_cm) found.push("short");
  return found;
}

/** Conditions and complications that may be ticked. */
export const HISTORY = risks.history;

/** Body mass index before the pregnancy, kg/m²; null when either measure is missing. */
export function prepregnancyBmi(weight_kg?: number | null, height_cm?: number | null): number | null {
  if (!weight_kg || !height_cm) return null;
  return weight_kg / (height_cm / 100) ** 2;
}

interface Weighed extends Dates {
  prepregnancy_weight_kg?: number | null;
  height_cm?: number | null;
}

/** Weight today against the curve of the KIA book; null while something is missing. */
export function weightVerdict(pregnancy: Weighed, weight_kg: number, on: string): WeightGain | null {
  const bmi = prepregnancyBmi(pregnancy.prepregnancy_weight_kg, pregnancy.height_cm);
  const age = gestationalAge(pregnancy, on);
  if (!bmi || !age) return null;
  return weightGain(bmi, age.weeks, weight_kg - (pregnancy.prepregnancy_weight_kg ?? 0));
}

export interface CurvePoint {
  week: number;
  min_kg: number;
  max_kg: number;
}

/** The band of total gain for weeks 0–40, every second week, in kg. */
export function gainCurve(bmi: number): CurvePoint[] {
  return Array.from({ length: card.weight_gain.term_weeks / 2 + 1 }, (_, i) => {
    const band = weightGainBand(bmi, i * 2);
    return { week: i * 2, min_kg: band.min_kg, max_kg: band.max_kg };
  });
}

/** Gain at each weighing that has a week. */
export function gainPoints(
  pregnancy: Weighed,
  weighings: readonly { date: string; weight_kg: number }[],
): { week: number; gain_kg: number; date: string }[] {
  const before = pregnancy.prepregnancy_weight_kg;
  if (!before) return [];
  return weighings.flatMap(({ date, weight_kg }) => {
    const age = gestationalAge(pregnancy, date);
    return age ? [{ week: age.weeks + age.days / 7, gain_kg: weight_kg - before, date }] : [];
  });
}

/** Preterm when the birth came before the week that content names; null without dates. */
export function isPreterm(pregnancy: Dates, birth: string): boolean | null {
  const age = gestationalAge(pregnancy, birth);
  return age ? age.weeks < card.due_date.preterm_below_weeks : null;
}
