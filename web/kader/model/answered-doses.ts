/** What else is written when a dose, or the answer of a card that means a dose, is given or taken back. Pure; no DOM. */
import type { Draft, PersonView, Rows, VisitView } from "../core/api.ts";
import { answersOf, type DoseAnswer, dosesBehind } from "./card-doses.ts";
import { correctionDrafts } from "./correction.ts";
import { givenDraft, planDoses, schedulesOf } from "./doses.ts";
import { type Forecaster, historyOf } from "./due.ts";
import {
  cardName,
  evaluationOf,
  factsOf,
  fieldsOf,
  growthWith,
  resultsOf,
  type Subject,
  subjectOf,
  type Values,
  visitDraft,
} from "./visit.ts";

export interface Where {
  rows: Rows;
  /** Two digits of the province of the post. */
  province: string;
  place: string;
  forecast: Forecaster;
}

/** Doses that these answers of a visit give: only what the schedule asks for on that day, and never a second time. */
export function dosesAnswered(
  person: PersonView,
  card: string,
  values: Values,
  on: { date: string; visit: string },
  { rows, province, place, forecast }: Where,
): Draft[] {
  const { doses } = rows.summaryOf(person.id);
  const answers = answersOf(card).filter(
    (answer) =>
      answer.means_today && values[answer.field] === true && dosesBehind(answer, doses, on.date).length === 0,
  );
  if (answers.length === 0) return [];
  const schedules = schedulesOf(rows, person, on.date, province);
  const { now } = planDoses(schedules, historyOf(rows, person.id), on.date, forecast);
  return answers.flatMap((answer) => {
    const row = now.find((each) => answer.products.includes(each.product));
    return row ? [givenDraft(person.id, row, { batch: "", expiry: "" }, on.date, place, on.visit)] : [];
  });
}

/** Answers that were yes and are no longer: the doses they stood for are withdrawn. */
export function dosesUnanswered(
  rows: Rows,
  visit: Pick<VisitView, "person" | "card" | "date">,
  changed: Values,
  reason: string,
): Draft[] {
  const { doses } = rows.summaryOf(visit.person);
  return answersOf(visit.card)
    .filter((answer) => answer.means_today && changed[answer.field] === false)
    .flatMap((answer) => dosesBehind(answer, doses, visit.date))
    .map(({ id }) => ({
      kind: "entry.voided" as const,
      subject: visit.person,
      data: { target: id, reason },
    }));
}

/** What today's visit says once these products are given: a "no" is corrected, a step already written is completed. */
export function visitAfterDoses(
  rows: Rows,
  person: PersonView,
  today: string,
  products: readonly string[],
  reason: string,
): Draft[] {
  const subject = subjectOf(rows, person, today, null);
  if (!subject?.visit) return [];
  const { visit } = subject;
  const asked = answersOf(cardName(subject)).filter(
    (answer) => answer.products.some((product) => products.includes(product)) && isAsked(subject, answer),
  );
  const denied = asked.filter(({ field }) => visit.values[field] === false);
  const missing = asked.filter(({ field }) => visit.values[field] === undefined && "4" in visit.steps);
  return [
    ...correctionDrafts(visit, allOf(denied, true), reason),
    ...(missing.length > 0 ? [completed(subject, visit, allOf(missing, true))] : []),
  ];
}

/** What the visit of that day says once this dose is withdrawn. */
export function visitWithoutDose(
  rows: Rows,
  dose: { id: string; person: string; product: string; date: string },
  reason: string,
): Draft[] {
  const visit = rows.visitsOn(dose.date).find((row) => row.person === dose.person);
  if (!visit) return [];
  const others = rows.summaryOf(dose.person).doses.filter(({ id }) => id !== dose.id);
  const untrue = answersOf(visit.card).filter(
    (answer) =>
      answer.products.includes(dose.product) &&
      visit.values[answer.field] === true &&
      dosesBehind(answer, others, dose.date).length === 0,
  );
  return correctionDrafts(visit, allOf(untrue, false), reason);
}

const allOf = (answers: readonly DoseAnswer[], value: boolean): Record<string, boolean> =>
  Object.fromEntries(answers.map(({ field }) => [field, value]));

const isAsked = (subject: Subject, { field }: DoseAnswer): boolean =>
  fieldsOf(subject, 4, factsOf(subject, {}, null)).some(({ id }) => id === field);

function completed(subject: Subject, visit: VisitView, values: Values): Draft {
  const growth = growthWith(subject, values);
  const evaluation = evaluationOf(subject, factsOf(subject, values, growth));
  const ids = { visit: visit.id, session: visit.session };
  return visitDraft(subject, 4, ids, values, resultsOf(evaluation, growth));
}
