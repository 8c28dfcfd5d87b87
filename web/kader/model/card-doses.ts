/** Answers of a card that say the same as a dose written down: whichever comes first, nobody is asked twice. Pure. */
import content from "../../../content/programme/card-doses.json" with { type: "json" };
import type { DoseBrief } from "../core/api.ts";

export interface DoseAnswer {
  card: string;
  field: string;
  schedule: string;
  products: readonly string[];
  /** A yes means given on the day of the visit; else on any day before. */
  means_today: boolean;
  /** Field that counts the doses since delivery. */
  count?: string;
}

const ANSWERS: readonly DoseAnswer[] = content.answers;

export const answersOf = (card: string): readonly DoseAnswer[] =>
  ANSWERS.filter((answer) => answer.card === card);

/** Doses of one day that an answer speaks of. */
export const dosesBehind = (
  answer: DoseAnswer,
  doses: readonly DoseBrief[],
  date: string,
): readonly DoseBrief[] =>
  doses.filter((dose) => dose.date === date && answer.products.includes(dose.product));

/** Fields to which a dose of this day says yes. */
export const answeredByDoses = (card: string, doses: readonly DoseBrief[], date: string): string[] =>
  answersOf(card)
    .filter((answer) => dosesBehind(answer, doses, date).length > 0)
    .map((answer) => answer.field);

/** Fields that count doses since delivery, as text for the form; none while nothing was given. */
export function countedDoses(
  card: string,
  doses: readonly DoseBrief[],
  delivery: string,
): Record<string, string> {
  const counted: Record<string, string> = {};
  for (const { count, products } of answersOf(card)) {
    const given = doses.filter((dose) => dose.date >= delivery && products.includes(dose.product)).length;
    if (count && given > 0) counted[count] = String(given);
  }
  return counted;
}
