// Which screenings are offered to a person today, and what follows from a result. Pure; no DOM.
import programme from "../../../content/programme/screening.json";
import type { Action } from "../../knowledge/cards/index.ts";
import { compileRule, type Rule } from "../../knowledge/rules/index.ts";
import type { PersonView, RequestView, Rows, ScreeningView, Words } from "../core/api.ts";
import { completedMonths, daysBetween } from "../i18n/format.ts";
import type { ScriptId } from "./crisis-lines.ts";
import { lastDelivery } from "./day.ts";
import { addDays, startDate } from "./pregnancy.ts";
import { isOpen } from "./referral.ts";
import { MIND } from "./services.ts";

export * from "./crisis-lines.ts";

export type Topic = "mind" | "body" | "child";
export type Facts = Readonly<{
  age_years: number | null;
  age_months: number | null;
  sex: string | null;
  pregnant: boolean;
  /** Days since the first day of the last period; null without an open pregnancy or its date. */
  gestation_days: number | null;
  days_after_birth: number | null;
}>;

/** due: now · done: again on `next` · asked: only when somebody wants it. */
export interface Offer {
  instrument: string;
  label: Words;
  topic: Topic;
  state: "due" | "done" | "asked";
  last: ScreeningView | null;
  next: string | null;
  /** The puskesmas was asked to meet this person and has not closed it. */
  isFollowed: boolean;
  /** It was offered since and declined; `next` says when it is offered again. */
  declined: { date: string; next: string; word: Words } | null;
}

interface Rhythm {
  instrument: string;
  label: Words;
  topic: Topic;
  by: readonly string[];
  when: Rule;
  every_days?: number;
  windows?: { fact: "gestation_days" | "days_after_birth"; from: readonly number[] };
  on_request?: boolean;
}

const OFFERS = (programme.offers as unknown as Rhythm[]).map((rhythm) => ({
  rhythm,
  fits: compileRule(rhythm.when, `screening.${rhythm.instrument}`),
}));
const noInstrument = compileRule(programme.no_free_instrument.when as Rule, "screening.no_free_instrument");

/** Days that an unfinished questionnaire may be taken up again. */
export const UNFINISHED_DAYS = programme.unfinished_days;

export function factsOf(rows: Rows, person: PersonView, today: string): Facts {
  const months =
    person.birth_date && person.birth_date <= today ? completedMonths(person.birth_date, today) : null;
  const pregnancies = rows.pregnanciesOf(person.id);
  const open = pregnancies.find((row) => row.status === "open");
  const start = open ? startDate(open) : null;
  const birth = open ? null : lastDelivery(pregnancies);
  return {
    age_months: months,
    age_years: months === null ? null : Math.floor(months / 12),
    sex: person.sex,
    pregnant: open !== undefined,
    gestation_days: start && start <= today ? daysBetween(start, today) : null,
    days_after_birth: birth && birth <= today ? daysBetween(birth, today) : null,
  };
}

/** What is offered to this person by somebody in this role, what is due first. */
export function offersOf(rows: Rows, person: PersonView, today: string, role: string): Offer[] {
  const facts = factsOf(rows, person, today);
  const all = rows.screeningsOf(person.id);
  const done = all.filter((row) => row.complete);
  const offers = OFFERS.filter(({ rhythm, fits }) => rhythm.by.includes(role) && fits({ ...facts }) === true);
  const open = rows.requestsOf(person.id).filter(isOpen);
  const found = offers.map(({ rhythm }) => offerOf(rhythm, { facts, all, done, open, today, role }));
  const rank = { due: 0, asked: 1, done: 2 };
  return found.sort((a, b) => rank[a.state] - rank[b.state]);
}

interface Known {
  facts: Facts;
  all: readonly ScreeningView[];
  done: readonly ScreeningView[];
  open: readonly RequestView[];
  today: string;
  role: string;
}

function offerOf(rhythm: Rhythm, known: Known): Offer {
  const { facts, done, open, today } = known;
  const last = done.find((row) => row.instrument === rhythm.instrument) ?? null;
  const { instrument, label, topic } = rhythm;
  const isFollowed = last !== null && open.some((request) => follows(request, rhythm));
  const planned = isFollowed || rests(rhythm, last) ? null : nextDay(rhythm, facts, last, today);
  const declined = planned !== null && planned <= today ? declinedOf(rhythm, known) : null;
  const again = declined && declined.next > today ? declined.next : planned;
  const isDue = again !== null && again <= today;
  const isAsked = rhythm.on_request || (rests(rhythm, last) && AFTER.by.includes(known.role));
  const state = isAsked ? "asked" : isDue ? "due" : "done";
  return {
    instrument,
    label,
    topic,
    last,
    state,
    next: isDue || isAsked ? null : again,
    isFollowed,
    declined,
  };
}

/** The latest word on this instrument was that it should not be now. */
function declinedOf({ instrument }: Rhythm, { all }: Known): Offer["declined"] {
  const [latest] = all.filter((row) => row.instrument === instrument && !isUnwilling(row));
  if (!latest?.declined) return null;
  const { again_days, word } = programme.declined[latest.declined];
  return { date: latest.date, next: addDays(latest.date, again_days), word };
}

/** Answered, and not willing yet to hear from the puskesmas: a word on what follows, not on the questions. */
export const isUnwilling = ({ declined }: ScreeningView): boolean => declined === "connect";

/** After how many days something that was declined is offered again. */
export const declinedAgainDays = (why: "refused" | "postponed" | "connect"): number =>
  programme.declined[why].again_days;

const AFTER: { topics: readonly string[]; actions: readonly string[]; by: readonly string[] } =
  programme.after_positive;

/** After such a result the treating team decides; a new window (a trimester, a birth) asks again all the same. */
const rests = ({ topic, windows }: Rhythm, last: ScreeningView | null): boolean =>
  !windows && AFTER.topics.includes(topic) && AFTER.actions.includes(last?.action ?? "");

const follows = ({ service, reasons }: RequestView, { topic, instrument }: Rhythm): boolean =>
  topic === "mind" ? service === MIND : reasons.some(({ rule }) => rule === `screening.${instrument}`);

/** The day from which it is asked again; null: not again in this state. */
function nextDay(rhythm: Rhythm, facts: Facts, last: ScreeningView | null, today: string): string | null {
  if (rhythm.windows) return nextWindow(rhythm.windows, facts, last, today);
  return last ? addDays(last.date, rhythm.every_days ?? 0) : today;
}

function nextWindow(
  { fact, from }: NonNullable<Rhythm["windows"]>,
  facts: Facts,
  last: ScreeningView | null,
  today: string,
): string | null {
  const day = facts[fact];
  // Pregnant, and nobody knows since when: once now is better than never.
  if (day === null) return last ? null : today;
  const opened = from.filter((start) => start <= day).pop();
  const ahead = from.find((start) => start > day);
  const isDone = last !== null && opened !== undefined && daysBetween(last.date, today) <= day - opened;
  if (opened !== undefined && !isDone) return today;
  return ahead === undefined ? null : addDays(today, ahead - day);
}

/** Whether an instrument asks about heart and mind. */
export const isOfMind = (instrument: string): boolean =>
  OFFERS.some(({ rhythm }) => rhythm.instrument === instrument && rhythm.topic === "mind");

/** What is used where no instrument may be shipped freely. */
export const OBSERVE = programme.no_free_instrument.instrument;

/** Of an age for which no instrument about emotions and behaviour may be shipped freely: observe, and refer. */
export const lacksInstrument = (facts: Facts): boolean => noInstrument({ ...facts }) === true;

/** Which unit of the network follows up: what the mind carries goes to its own workflow. */
export const serviceOf = (id: ScriptId): string => (id === "danger-sign" ? "health" : MIND);

/** The request that a screening opens. Neutral words: whoever reads the inbox or the day list learns nothing else. */
export const REASONS: Readonly<Record<"critical" | Action, string>> = {
  critical: "Perlu ditemui hari ini. Rincian ada pada petugas yang merawat.",
  darurat: "Perlu ditemui hari ini. Rincian ada pada petugas yang merawat.",
  rujuk: "Hasil skrining di posyandu perlu ditindaklanjuti.",
  konsul: "Ingin berbincang dengan petugas puskesmas.",
  edukasi: "Sudah diskrining di posyandu.",
};
