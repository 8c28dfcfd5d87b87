// What is due for whom, most at risk first; and whom to look for. Pure; no DOM.
import content from "../../../content/programme/due.json";
import type { PersonView, Rows } from "../core/api.ts";
import type { HomePlanRow } from "../generated/wire.ts";
import { completedMonths, daysBetween } from "../i18n/format.ts";
import { localDay } from "../i18n/moment.ts";
import { answeredOn, answerOf } from "./answers.ts";
import { activePersons, dayOf, lastDelivery, targetsOf } from "./day.ts";
import {
  type Anchors,
  type DueContext,
  type DueItem,
  type DueKind,
  type DuePerson,
  type ForecastRow,
  type Given,
  itemOf,
  type ScheduleId,
} from "./due-item.ts";
import { dueCritical, dueOffer, dueOfLater, dueScreenings } from "./due-later.ts";
import { aidTasks } from "./first-aid-tasks.ts";
import { inOrder, pathTasks } from "./growth-path.ts";
import { addDays, startDate } from "./pregnancy.ts";
import { ageOf, isOpen } from "./referral.ts";

export type {
  Anchors,
  DueContext,
  DueItem,
  DueKind,
  DuePerson,
  Forecaster,
  ForecastRow,
  Given,
  ScheduleId,
} from "./due-item.ts";

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
    .filter((request) => isOpen(request) && answerOf(request, today) === null)
    .map((request) => ({ request, age: ageOf(request, now) }))
    .filter(
      ({ request, age }) =>
        age.late || request.urgency === "darurat" || age.days >= content.referral_waits_days,
    )
    .map(({ request, age }) => ({
      kind: "referral" as const,
      product: "",
      dose: null,
      date: request.due_at ? localDay(request.due_at) : today,
      overdue: age.late,
      latest: null,
      risk:
        request.urgency === "darurat" ? RISK.referral_darurat : age.late ? RISK.referral_late : RISK.referral,
      reason: "",
      request,
    }));
}

/** Answers that the post must do something with, emergencies first. */
function dueAnswers(person: PersonView, { rows, now, today }: DueContext): DueItem[] {
  return rows.requestsOf(person.id).flatMap((request) => {
    const answer = answerOf(request, today);
    if (!answer) return [];
    const risk = isOpen(request) && request.urgency === "darurat" ? RISK.referral_darurat : RISK.answer;
    const item = itemOf("answer", answeredOn(request), risk, ageOf(request, now).late);
    return [{ ...item, request, count: answer === "follow_up" ? 1 : 0 }];
  });
}

/** Everything due for one person today, most at risk first. */
export function dueOf(person: PersonView, context: DueContext): DueItem[] {
  const items = [
    ...dueCritical(person, context),
    ...dueAid(person, context),
    ...dueOffer(person, context),
    ...dueAnswers(person, context),
    ...dueReferrals(person, context),
    ...duePaths(person, context),
    ...dueOfChild(person, context),
    ...dueOfMother(person, context),
    ...dueOfLater(person, context),
    ...dueAtHome(person, context),
    ...dueScreenings(person, context),
  ];
  return items.sort((a, b) => b.risk - a.risk || a.date.localeCompare(b.date));
}

/** Whom nobody has taken over yet; whom to ask again, once the day has come. */
function dueAid(person: PersonView, { rows, today }: DueContext): DueItem[] {
  return aidTasks(rows.firstAidsOf(person.id), today).map(({ aid, date, waits }) => ({
    ...itemOf("aid", date, waits ? RISK.aid_waits : RISK.aid, waits || date < today),
    ...{ aid: aid.aid, count: waits ? 1 : 0 },
  }));
}

/** The first thing due on an open growth path, once its day has come. */
function duePaths(person: PersonView, { rows, today }: DueContext): DueItem[] {
  const atPost = rows.summaryOf(person.id).last.weight_kg;
  return rows
    .pathsOf(person.id)
    .filter((path) => path.status === "open")
    .flatMap((path) => {
      const steps = inOrder(path.steps);
      const between = steps.filter((step) => step.step === "weighed").map((step) => step.date);
      const weighed = atPost ? [...between, atPost.date] : between;
      const [first] = pathTasks(path.opened_on, path.reasons, steps, weighed, today);
      if (!first || first.due > today) return [];
      const late = first.due < today;
      return [{ ...itemOf("path", first.due, late ? RISK.path_late : RISK.path, late), task: first.code }];
    });
}

/** Families to be visited: under the member who stands first in the family. */
export function plannedVisits(rows: Rows, today: string): ReadonlyMap<string, HomePlanRow> {
  const soon = addDays(today, content.later.plan_ahead_days);
  const plans = rows.homePlans().filter((plan) => plan.date <= soon);
  if (plans.length === 0) return new Map();
  const first = new Map<string, string>();
  for (const person of activePersons(rows))
    if (person.family && (person.relation === "kepala" || !first.has(person.family)))
      first.set(person.family, person.id);
  return new Map(
    plans.flatMap((plan) => {
      const visited = rows
        .homeVisits()
        .some((visit) => visit.subject === plan.subject && visit.date >= plan.date);
      const who = first.get(plan.subject);
      return visited || !who ? [] : [[who, plan] as const];
    }),
  );
}

function dueAtHome(person: PersonView, context: DueContext): DueItem[] {
  const planned = context.planned ?? plannedVisits(context.rows, context.today);
  const plan = planned.get(person.id);
  return plan ? [itemOf("home", plan.date, RISK.home, plan.date < context.today)] : [];
}

/** Someone with what is due; null when nothing is. */
export function duePerson(person: PersonView, context: DueContext): DuePerson | null {
  const items = dueOf(person, context);
  const [first] = items;
  return first ? { person, items, risk: first.risk, date: first.date } : null;
}

/** Most at risk first, then longest due; the same for everybody who asks. */
export const byDue = (a: DuePerson, b: DuePerson): number =>
  b.risk - a.risk ||
  a.date.localeCompare(b.date) ||
  a.person.name.localeCompare(b.person.name) ||
  a.person.id.localeCompare(b.person.id);

/** Everyone of the post with something due; for a list that is asked again after each change see due-book.ts. */
export function dueList(context: DueContext): DuePerson[] {
  const planned = plannedVisits(context.rows, context.today);
  const list = activePersons(context.rows).flatMap(
    (person) => duePerson(person, { ...context, planned }) ?? [],
  );
  return list.sort(byDue);
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
