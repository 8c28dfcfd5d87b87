/** What the cards of youths, adults and older people add to a visit: facts of the body and of screenings. Pure. */
import { bandFacts } from "../../knowledge/cards/index.ts";
import { categorise } from "../../knowledge/growth/categories.ts";
import type { PersonView, Rows } from "../core/api.ts";
import { completedMonths, daysBetween } from "../i18n/format.ts";
import { isLaterGroup } from "./day.ts";
import { categories, type Growth, scoreMeasured, sexNumber, tables } from "./growth.ts";

type Values = Readonly<Record<string, unknown>>;

/** Cards whose earlier visits speak for each other: someone who turns sixty keeps height and history. */
export const sameRecord = (card: string, other: string): boolean =>
  card === other || (isLaterGroup(card) && isLaterGroup(other));

/** Age in days, months and years on the day; nothing without a birth date. */
export function ageFacts({ birth_date: birth }: PersonView, today: string): Record<string, unknown> {
  if (!birth) return {};
  const months = completedMonths(birth, today);
  return { age_days: daysBetween(birth, today), age_months: months, age_years: Math.floor(months / 12) };
}

/** Bands of what was measured, for the three cards; the words of the youth's body mass come from the growth standard. */
export function bodyFacts(card: string, person: PersonView, today: string, values: Values): Values {
  if (!isLaterGroup(card)) return {};
  const { age_years: years } = ageFacts(person, today);
  return {
    marital_status: person.marital_status || null,
    ...bandFacts(values, person.sex, typeof years === "number" ? years : null),
  };
}

/** Growth of someone of 6 to 18 years: body mass and height for age, no monthly mark. */
export function youthGrowth(person: PersonView, today: string, values: Values): Growth | null {
  const sex = sexNumber(person.sex);
  if (!sex || !person.birth_date || today < person.birth_date) return null;
  const measured = { weight_kg: values.weight_kg, length_height_cm: values.height_cm, measured: "h" };
  const score = scoreMeasured(sex, person.birth_date, { date: today, values: measured });
  const { imt_u } = categorise(categories, tables.method, score);
  const { baz, haz } = score;
  const bands = imt_u ? { imt_u } : {};
  const results = { growth_edition: tables.edition, baz, haz, ...(imt_u ? { imt_u: imt_u.id } : {}) };
  return { score, bands, point: null, streak: 0, results };
}

const SCREENED = { puma: "puma_action", aks: "aks_action", skilas: "skilas_action" } as const;

/** What to do after the screenings of the day, as facts: the phone knows neither answers nor scores. */
export function screeningFacts(rows: Rows, person: string, today: string): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const { instrument, date, action, status } of rows.screeningsOf(person)) {
    const fact = SCREENED[instrument as keyof typeof SCREENED];
    if (fact && action && date === today && status === "ok") facts[fact] = action;
  }
  return facts;
}
