// What is due for whom, most at risk first; and whom to look for. Pure; no DOM.
import content from "../../../content/programme/due.json";
import type { PersonView, RequestView, Rows } from "../core/api.ts";
import { completedMonths, daysBetween } from "../i18n/format.ts";
import { activePersons, dayOf, lastDelivery, targetsOf } from "./day.ts";
import { startDate } from "./pregnancy.ts";
import { ageOf, isOpen } from "./referral.ts";

export type DueKind =
  | "referral"
  | "neonatal"
  | "postnatal"
  | "anc"
  | "immunisation"
  | "vitamin_a"
  | "deworming"
  | "weighing";

export interface DueItem {
  kind: DueKind;
  product: string;
  dose: number | null;
  /** When it became or becomes due. */
  date: string;
  overdue: boolean;
  /** Last day it may be given; null without limit. */
  latest: string | null;
  risk: number;
  /** Code of the reason in content/schedules/words.json; empty for what no schedule tells. */
  reason: string;
  request?: RequestView;
}

export interface DuePerson {
  person: PersonView;
  items: readonly DueItem[];
  risk: number;
  date: string;
}

export type ScheduleId = "immunisation" | "vitamin-a" | "deworming" | "anc" | "postnatal" | "neonatal" | "td";

export interface Anchors {
  birth_date?: string | null;
  lmp_date?: string | null;
  delivery_date?: string | null;
  sex?: string | null;
  province?: string | null;
}

export interface Given {
  product: string;
  date: string;
  dose: number | null;
}

export interface ForecastRow {
  series: string;
  product: string;
  dose: number;
  status: "given" | "due" | "overdue" | "early" | "future" | "closed";
  due_date: string;
  earliest: string;
  latest: string | null;
  given_on: string | null;
  reason: string;
}

/** The forecaster of the knowledge room, bound to its schedules (model/schedule.ts). */
export type Forecaster = (
  schedule: ScheduleId,
  who: Anchors,
  history: readonly Given[],
  on: string,
) => ForecastRow[];

export interface DueContext {
  rows: Rows;
  today: string;
  now: Date;
  /** Two digits of the province of the post. */
  province: string;
  forecast: Forecaster;
}

const RISK = content.risk;

export const historyOf = (rows: Rows, person: string): Given[] =>
  rows.summaryOf(person).doses.map(({ product, date, number }) => ({ product, date, dose: number }));

const KIND: Record<ScheduleId, DueKind> = {
  immunisation: "immunisation",
  "vitamin-a": "vitamin_a",
  deworming: "deworming",
  anc: "anc",
  postnatal: "postnatal",
  neonatal: "neonatal",
  td: "immunisation",
};

function riskOf(kind: DueKind, row: ForecastRow, today: string): number {
  if (kind === "immunisation") {
    const closing = row.latest !== null && daysBetween(today, row.latest) <= content.closing_within_days;
    if (closing) return RISK.closing;
    return row.status === "overdue" ? RISK.immunisation_overdue : RISK.immunisation;
  }
  if (kind === "anc") return row.status === "overdue" ? RISK.anc_overdue : RISK.anc;
  return RISK[kind as "neonatal" | "postnatal" | "vitamin_a" | "deworming"];
}

function scheduled(schedule: ScheduleId, who: Anchors, person: string, context: DueContext): DueItem[] {
  const { rows, today, forecast } = context;
  const kind = KIND[schedule];
  return forecast(schedule, { ...who, province: context.province }, historyOf(rows, person), today)
    .filter((row) => row.status === "due" || row.status === "overdue")
    .map((row) => ({
      kind: row.series === "vitamin_a_mother" ? "vitamin_a" : kind,
      product: row.product,
      dose: row.dose,
      date: row.due_date,
      overdue: row.status === "overdue",
      latest: row.latest,
      risk: riskOf(kind, row, today),
      reason: row.reason,
    }));
}

/** What a child of the schedules' ages is due for, weighing included. */
function dueOfChild(person: PersonView, context: DueContext): DueItem[] {
  const birth = person.birth_date;
  if (!birth || birth > context.today) return [];
  const months = completedMonths(birth, context.today);
  const who = { birth_date: birth, sex: person.sex };
  const items: DueItem[] = [];
  if (months <= content.child_schedule_to_month) {
    items.push(...scheduled("immunisation", who, person.id, context));
    items.push(...scheduled("vitamin-a", who, person.id, context));
    if (months === 0) items.push(...scheduled("neonatal", who, person.id, context));
  }
  if (months <= content.deworming_to_month) items.push(...scheduled("deworming", who, person.id, context));
  if (months <= content.weighing_to_month) items.push(...weighing(person, context));
  return items;
}

const monthOf = (day: string): string => day.slice(0, 7);

/** Every child once in each calendar month. */
function weighing(person: PersonView, { rows, today }: DueContext): DueItem[] {
  const last = rows.summaryOf(person.id).last.weight_kg?.date ?? null;
  if (last && monthOf(last) >= monthOf(today)) return [];
  const months = last ? completedMonths(`${monthOf(last)}-01`, `${monthOf(today)}-01`) : null;
  const since = months ?? completedMonths(person.birth_date ?? today, today);
  const overdue = since >= content.unseen_months;
  return [
    {
      kind: "weighing",
      product: "",
      dose: null,
      date: `${monthOf(today)}-01`,
      overdue,
      latest: null,
      risk: overdue ? RISK.unseen : RISK.weighing,
      reason: "",
    },
  ];
}

/** What a mother is due for: contacts of an open pregnancy, visits and capsules after a birth. */
function dueOfMother(person: PersonView, context: DueContext): DueItem[] {
  const pregnancies = context.rows.pregnanciesOf(person.id);
  const open = pregnancies.find((p) => p.status === "open");
  if (open) {
    const lmp_date = startDate(open);
    return lmp_date && lmp_date <= context.today
      ? soonest(scheduled("anc", { lmp_date }, person.id, context))
      : [];
  }
  const delivery_date = lastDelivery(pregnancies);
  const items = delivery_date ? scheduled("postnatal", { delivery_date }, person.id, context) : [];
  return items;
}

/** Contacts are counted, not dated one by one: the first that is open says it all. */
const soonest = (items: DueItem[]): DueItem[] => items.slice(0, 1);

function dueReferrals(person: PersonView, { rows, now, today }: DueContext): DueItem[] {
  return rows
    .requestsOf(person.id)
    .filter(isOpen)
    .map((request) => ({ request, age: ageOf(request, now) }))
    .filter(
      ({ request, age }) =>
        age.late || request.urgency === "darurat" || age.days >= content.referral_waits_days,
    )
    .map(({ request, age }) => ({
      kind: "referral" as const,
      product: "",
      dose: null,
      date: request.due_at?.slice(0, 10) ?? today,
      overdue: age.late,
      latest: null,
      risk:
        request.urgency === "darurat" ? RISK.referral_darurat : age.late ? RISK.referral_late : RISK.referral,
      reason: "",
      request,
    }));
}

/** Everything due for one person today, most at risk first. */
export function dueOf(person: PersonView, context: DueContext): DueItem[] {
  const items = [
    ...dueReferrals(person, context),
    ...dueOfChild(person, context),
    ...dueOfMother(person, context),
  ];
  return items.sort((a, b) => b.risk - a.risk || a.date.localeCompare(b.date));
}

/** Everyone of the post with something due, most at risk first, then longest due. */
export function dueList(context: DueContext): DuePerson[] {
  const list = activePersons(context.rows).flatMap((person) => {
    const items = dueOf(person, context);
    const [first] = items;
    return first ? [{ person, items, risk: first.risk, date: first.date }] : [];
  });
  return list.sort(
    (a, b) => b.risk - a.risk || a.date.localeCompare(b.date) || a.person.name.localeCompare(b.person.name),
  );
}

export interface Absent {
  person: PersonView;
  /** Expected at today's open day and not there. */
  today: boolean;
  /** Whole months since anyone of the post saw the person; null: never. */
  months: number | null;
}

/** Whom to look for: expected today and not come, or not seen for so many months. Longest unseen first. */
export function sweepingList(rows: Rows, today: string): Absent[] {
  const isDay = rows.session(today) !== null;
  const notYet = new Set(isDay ? dayOf(rows, today).notYet.map((p) => p.id) : []);
  const absent = targetsOf(rows, today).flatMap((person) => {
    const months = monthsUnseen(rows, person, today);
    const long = months === null || months >= content.unseen_months;
    return notYet.has(person.id) || long ? [{ person, today: notYet.has(person.id), months }] : [];
  });
  return absent.sort(
    (a, b) => (b.months ?? 999) - (a.months ?? 999) || a.person.name.localeCompare(b.person.name),
  );
}

function monthsUnseen(rows: Rows, person: PersonView, today: string): number | null {
  const last = rows.summaryOf(person.id).visits[0]?.date;
  return last ? completedMonths(last, today) : null;
}
