// Visits at home: whom to visit first, what to ask whom, what to record. Pure; no DOM.
import {
  CHECKLISTS,
  type ChecklistId,
  checklistsFor,
  type Found,
  findings,
  PLAN,
} from "../../knowledge/homevisits/index.ts";
import type { Facts } from "../../knowledge/rules/index.ts";
import type { FamilyView, PersonView, Rows } from "../core/api.ts";
import { homeCheckId, homeVisitId } from "../core/ids.ts";
import type { HomeCheckRow, HomePlanRow, HomeVisitRow } from "../generated/wire.ts";
import { completedMonths, daysBetween } from "../i18n/format.ts";
import { lastDelivery } from "./day.ts";
import type { DueItem, DuePerson } from "./due.ts";
import { familyName, membersOf } from "./people.ts";
import { addDays, gestationalAge } from "./pregnancy.ts";

export type ReasonId = (typeof PLAN.reasons)[number]["id"];

/** Why a family should be visited; `person` where it is about one. */
export interface Reason {
  id: string;
  risk: number;
  person: PersonView | null;
  since: string;
}

export interface Planned {
  family: FamilyView;
  reasons: readonly Reason[];
  risk: number;
  last: HomeVisitRow | null;
  /** Days that were agreed and have not been kept yet, the next first. */
  plans: readonly HomePlanRow[];
  purpose: "rutin" | "khusus";
}

/** A plan this many days ahead is shown as due. */
const SOON_DAYS = 7;

const RISK = new Map(PLAN.reasons.map(({ id, risk }) => [id, risk ?? 0]));
const reason = (id: string, since: string, person: PersonView | null = null): Reason => ({
  id,
  risk: RISK.get(id) ?? 0,
  person,
  since,
});

/** What is known of a person on the day: the facts by which a checklist fits. */
export function factsAtHome(rows: Rows, person: PersonView, today: string): Facts {
  const pregnancies = rows.pregnanciesOf(person.id);
  const open = pregnancies.find(({ status }) => status === "open");
  const delivery = lastDelivery(pregnancies);
  const months = person.birth_date ? completedMonths(person.birth_date, today) : null;
  return {
    age_months: months,
    age_years: months === null ? null : Math.floor(months / 12),
    sex: person.sex,
    is_pregnant: open !== undefined,
    days_since_delivery: delivery ? daysBetween(delivery, today) : null,
    gestational_weeks: open ? (gestationalAge(open, today)?.weeks ?? null) : null,
  };
}

export const checklistsOf = (rows: Rows, person: PersonView, today: string): ChecklistId[] =>
  checklistsFor(factsAtHome(rows, person, today));

/** Those who live in the house now. */
export const atHome = (rows: Rows, family: string): PersonView[] =>
  membersOf(rows, family).filter((person) => person.status === "active" && !person.merged_into);

const FROM_DUE: Partial<Record<DueItem["kind"], string>> = {
  referral: "referral",
  anc: "mother",
  postnatal: "mother",
  neonatal: "mother",
  immunisation: "immunisation",
  weighing: "unseen",
};

const fromDue = ({ person, items }: DuePerson): Reason[] =>
  items.flatMap((item) => {
    const id = FROM_DUE[item.kind];
    return id && (item.overdue || id === "referral") ? [reason(id, item.date, person)] : [];
  });

/** The latest checks of a person that the puskesmas has not settled. */
function fromChecks(checks: readonly HomeCheckRow[], person: PersonView): Reason[] {
  const unsettled = checks.filter(({ follow_up }) => follow_up.at(-1)?.action !== "selesai");
  return unsettled.flatMap((check) => [
    ...(check.categories.includes("bahaya") ? [reason("danger", check.date, person)] : []),
    ...(check.categories.includes("obat") ? [reason("medicine", check.date, person)] : []),
  ]);
}

/** A child on a growth path is visited until the path is closed. */
const fromPaths = (rows: Rows, person: PersonView): Reason[] =>
  rows
    .pathsOf(person.id)
    .filter(({ status }) => status === "open")
    .map(({ opened_on }) => reason("growth", opened_on, person));

const byDate = <T extends { date: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => b.date.localeCompare(a.date));

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(key(item), [...(found.get(key(item)) ?? []), item]);
  return found;
}

/** Of each checklist of a person the newest check. */
export function latestChecks(checks: readonly HomeCheckRow[]): HomeCheckRow[] {
  const seen = new Set<string>();
  return byDate(checks).filter(({ checklist }) => !seen.has(checklist) && seen.add(checklist));
}

/** Every family of the post, most at risk first; `due` is the due list of today. */
export function planOf(rows: Rows, due: readonly DuePerson[], today: string): Planned[] {
  const context = {
    visits: grouped(rows.homeVisits(), ({ subject }) => subject),
    plans: grouped(rows.homePlans(), ({ subject }) => subject),
    checks: grouped(rows.homeChecks(), ({ person }) => person),
    due: grouped(due, ({ person }) => person.family ?? ""),
    members: grouped(
      [...rows.persons.values()].filter((p) => p.status === "active" && !p.merged_into && !p.guest),
      (person) => person.family ?? "",
    ),
  };
  const families = [...rows.families.values()].filter(
    ({ id, status }) => status === "active" && context.members.has(id),
  );
  const name = ({ family }: Planned): string => familyName(rows, family);
  const growth = (person: PersonView): Reason[] => fromPaths(rows, person);
  return families
    .map((family) => plannedFor(family, { ...context, growth }, today))
    .sort((a, b) => byRisk(a, b) || name(a).localeCompare(name(b)));
}

export interface Agenda {
  /** Special visits of this week, most at risk first. */
  week: readonly Planned[];
  /** Special visits that wait until somebody of the week was visited. */
  waiting: readonly Planned[];
  routine: readonly Planned[];
}

/** The plan as a post can carry it out: a few families a week; a danger sign or an agreed day never waits. */
export function agendaOf(plan: readonly Planned[]): Agenda {
  const special = plan.filter(({ purpose }) => purpose === "khusus");
  const places = PLAN.weekly - special.filter(neverWaits).length;
  const others = special.filter((one) => !neverWaits(one)).slice(0, Math.max(0, places));
  const isNow = (one: Planned): boolean => neverWaits(one) || others.includes(one);
  return {
    week: special.filter(isNow),
    waiting: special.filter((one) => !isNow(one)),
    routine: plan.filter(({ purpose, reasons }) => purpose === "rutin" && reasons.length > 0),
  };
}

const ALWAYS = new Set(PLAN.reasons.flatMap((one) => ("always" in one && one.always ? [one.id] : [])));
const neverWaits = ({ reasons }: Planned): boolean => reasons.some(({ id }) => ALWAYS.has(id));

interface PlanContext {
  visits: Map<string, HomeVisitRow[]>;
  plans: Map<string, HomePlanRow[]>;
  checks: Map<string, HomeCheckRow[]>;
  due: Map<string, DuePerson[]>;
  members: Map<string, PersonView[]>;
  growth(person: PersonView): Reason[];
}

/** Whether a visit was the planned one: on its day or later, or some days early but written after the plan. */
function keeps(visit: HomeVisitRow, plan: HomePlanRow): boolean {
  if (visit.date >= plan.date) return true;
  const isAfter = plan.seq > 0 && (visit.seq === 0 || visit.seq > plan.seq);
  return isAfter && visit.date >= addDays(plan.date, -SOON_DAYS);
}

const notKept = (plans: readonly HomePlanRow[], visits: readonly HomeVisitRow[]): HomePlanRow[] =>
  plans
    .filter((plan) => !visits.some((visit) => keeps(visit, plan)))
    .sort((a, b) => a.date.localeCompare(b.date));

/** Days agreed with any family that have not been kept yet. */
export function openPlans(rows: Rows): HomePlanRow[] {
  const visits = grouped(rows.homeVisits(), ({ subject }) => subject);
  const plans = grouped(rows.homePlans(), ({ subject }) => subject);
  return [...plans].flatMap(([family, all]) => notKept(all, visits.get(family) ?? []));
}

function plannedFor(family: FamilyView, context: PlanContext, today: string): Planned {
  const last = byDate(context.visits.get(family.id) ?? [])[0] ?? null;
  const members = context.members.get(family.id) ?? [];
  const soon = addDays(today, SOON_DAYS);
  const plans = notKept(context.plans.get(family.id) ?? [], context.visits.get(family.id) ?? []);
  const reasons = [
    ...plans.filter((plan) => plan.date <= soon).map((plan) => reason("planned", plan.date)),
    ...(context.due.get(family.id) ?? []).flatMap(fromDue),
    ...members.flatMap((one) => context.growth(one)),
    ...members.flatMap((one) => fromChecks(latestChecks(context.checks.get(one.id) ?? []), one)),
    ...(last?.next_date && last.next_date <= soon ? [reason("agreed", last.next_date)] : []),
  ];
  const isRoutine = !last || completedMonths(last.date, today) >= PLAN.routine_months;
  if (isRoutine) reasons.push(reason("routine", last?.date ?? ""));
  const once = [...new Map(reasons.map((one) => [`${one.id} ${one.person?.id ?? ""}`, one])).values()];
  once.sort((a, b) => b.risk - a.risk || a.since.localeCompare(b.since));
  const isSpecial = once.some(({ id }) => id !== "routine");
  const purpose = isSpecial ? "khusus" : "rutin";
  return { family, reasons: once, risk: once[0]?.risk ?? 0, last, plans, purpose };
}

const byRisk = (a: Planned, b: Planned): number =>
  b.risk - a.risk || (a.reasons[0]?.since ?? "").localeCompare(b.reasons[0]?.since ?? "");

/** Visits of an account in the month of `today`. */
export const visitsThisMonth = (rows: Rows, account: string, today: string): number =>
  rows
    .homeVisits()
    .filter(({ date, authors }) => date.slice(0, 7) === today.slice(0, 7) && authors.includes(account))
    .length;

/** What one member answered, checklist by checklist. */
export interface Answered {
  checklist: ChecklistId;
  answers: Facts;
  found: Found;
}

export const answeredOf = (checklist: ChecklistId, answers: Facts): Answered => ({
  checklist,
  answers,
  found: findings(CHECKLISTS[checklist], answers),
});

export interface CheckIds {
  post: string;
  person: string;
  family: string;
  date: string;
}

/** The entry of one checklist. */
export function checkDraft(
  { post, person, family, date }: CheckIds,
  { checklist, answers, found }: Answered,
) {
  const { action, categories, fired, edition } = found;
  return {
    kind: "homevisit.checked" as const,
    subject: person,
    data: {
      check: homeCheckId(post, person, checklist, date),
      visit: homeVisitId(post, family, date),
      date,
      checklist,
      values: { ...answers },
      results: { edition, action, categories: [...categories], fired: fired.map(({ id }) => id) },
    },
  };
}
