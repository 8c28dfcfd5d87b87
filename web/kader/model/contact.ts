/** A contact with a health worker (K1–K6, KF, KN) as the KIA book tells it: when, where, by whom. Pure; no DOM. */
import anc from "../../../content/programme/anc-labels.json";
import type { DoseView, Draft, PregnancyView } from "../core/api.ts";
import type { ForecastRow } from "./due.ts";
import { gestationalAge } from "./pregnancy.ts";

export interface ContactForm {
  date: string;
  place: string;
  helper: string;
}

export const emptyContact = (today: string): ContactForm => ({ date: today, place: "", helper: "" });

/** Today at the post is written as given; what stands in the book, or happened elsewhere, is copied. */
export function contactDraft(
  person: string,
  row: Pick<ForecastRow, "product" | "dose">,
  form: ContactForm,
  today: string,
): Draft {
  const isHere = form.date === today && form.place === "posyandu";
  return {
    kind: "dose.given",
    subject: person,
    data: {
      product: row.product,
      number: row.dose,
      date: form.date,
      source: isHere ? "given" : "history",
      place: form.place,
      helper: form.helper,
    },
  };
}

/** The dose behind a contact that is written down. */
export const doseOf = (row: ForecastRow, doses: readonly DoseView[]): DoseView | undefined =>
  doses.find((dose) => dose.product === row.product && dose.date === row.given_on && dose.status === "ok");

export interface TrimesterCount {
  trimester: 1 | 2 | 3;
  done: number;
  /** How many are asked for, by each way of counting. */
  target: number;
}

export interface Counted {
  id: string;
  label: { id: string; en: string };
  trimesters: TrimesterCount[];
}

/** Contacts per trimester, beside the two ways in which forms label them: counted by date, nothing is refused. */
export function countContacts(pregnancy: PregnancyView, dates: readonly string[]): Counted[] {
  const done = [0, 0, 0];
  for (const date of dates) {
    const age = gestationalAge(pregnancy, date);
    if (age) done[age.trimester - 1] = (done[age.trimester - 1] ?? 0) + 1;
  }
  return anc.ways.map(({ id, label, per_trimester }) => ({
    id,
    label,
    trimesters: per_trimester.map((target, at) => ({
      trimester: (at + 1) as 1 | 2 | 3,
      done: done[at] ?? 0,
      target,
    })),
  }));
}

/** First contact at or before week 12: what the programme calls a pure K1. Null while nothing or no date is known. */
export function isEarlyFirst(pregnancy: PregnancyView, dates: readonly string[]): boolean | null {
  const [first] = [...dates].sort();
  const age = first ? gestationalAge(pregnancy, first) : null;
  return age ? age.weeks <= anc.pure_k1_to_week : null;
}
