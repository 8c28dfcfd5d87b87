/** The open day as rows tell it: who is expected, who waits where, what the day came to. Pure; no DOM. */
import content from "../../../content/programme/open-day.json" with { type: "json" };
import type { CardId } from "../../knowledge/cards/index.ts";
import type { PersonView, PregnancyView, Rows, VisitView } from "../core/api.ts";
import { completedMonths, daysBetween } from "../i18n/format.ts";

export type CardName = CardId;
/** Groups beside mothers and children: welcome each month, looked for only when something calls. */
export const LATER_GROUPS = ["remaja", "dewasa", "lansia"] as const;
export type LaterGroup = (typeof LATER_GROUPS)[number];
export const STEPS = [1, 2, 3, 4, 5] as const;
export type StepNumber = (typeof STEPS)[number];
const LAST_STEP: StepNumber = 5;

/** A person with a visit today who has not finished. `since`: when the last step was written, null when unknown. */
export interface Waiting {
  person: PersonView;
  step: StepNumber;
  since: string | null;
}

export interface LaterCount {
  group: LaterGroup;
  known: number;
  arrived: number;
  done: number;
}

/** `arrived` and `done` are of everyone; `targets` and `notYet` of mothers and children. */
export interface Day {
  targets: readonly PersonView[];
  arrived: ReadonlySet<string>;
  done: ReadonlySet<string>;
  /** Expected and not seen today: the sweeping list when the day closes. */
  notYet: readonly PersonView[];
  /** Youths, adults and older people: how many there are, how many came. Groups that have nobody are left out. */
  later: readonly LaterCount[];
  /** Longest waiting first. */
  waiting: readonly Waiting[];
}

/** Numbers of the day as they are shown, shared and kept in `session.closed`. Never names. */
export type Totals = Record<
  | "targets"
  | "arrived"
  | "done"
  | "absent"
  | "weighed"
  | "gaining"
  | "notGaining"
  | "pregnant"
  | "postpartum"
  | LaterGroup
  | "doses"
  | "referred"
  | "guests",
  number
>;

/** Birth that ended a pregnancy of this mother most recently, or null. */
export function lastDelivery(pregnancies: readonly PregnancyView[]): string | null {
  const births = pregnancies.flatMap((row) =>
    row.status === "closed" && row.end_date && (row.outcome === "birth" || row.outcome === "stillbirth")
      ? [row.end_date]
      : [],
  );
  return births.sort().pop() ?? null;
}

const daysSinceDelivery = (rows: Rows, person: string, today: string): number | null => {
  const delivery = lastDelivery(rows.pregnanciesOf(person));
  return delivery ? daysBetween(delivery, today) : null;
};

const isChild = (person: PersonView, today: string): boolean =>
  person.birth_date !== null &&
  person.birth_date <= today &&
  completedMonths(person.birth_date, today) <= content.targets.child_to_month;

/** Which card belongs to a person today; null when none does. A child without birth date is known by its relation. */
export function cardOf(rows: Rows, person: PersonView, today: string): CardName | null {
  if (isChild(person, today) || (!person.birth_date && person.relation === "anak")) return "balita";
  const pregnancies = person.sex === "L" ? [] : rows.pregnanciesOf(person.id);
  if (pregnancies.some((row) => row.status === "open")) return "hamil";
  const delivery = lastDelivery(pregnancies);
  const days = delivery === null ? null : daysBetween(delivery, today);
  if (days !== null && days >= 0 && days <= content.targets.breastfeeding_to_day) return "nifas";
  return cardOfAge(person, today);
}

/** The card of someone older than a toddler, by completed years; null without a birth date. */
function cardOfAge({ birth_date: birth }: PersonView, today: string): LaterGroup | null {
  if (!birth || birth > today) return null;
  const years = Math.floor(completedMonths(birth, today) / 12);
  if (years <= content.targets.youth_to_year) return "remaja";
  return years <= content.targets.adult_to_year ? "dewasa" : "lansia";
}

export const isLaterGroup = (card: string | null): card is LaterGroup =>
  LATER_GROUPS.some((group) => group === card);

/** Active people of the post; guests and those merged into another left out. */
export const activePersons = (rows: Rows): PersonView[] =>
  [...rows.persons.values()].filter(
    (person) => person.status === "active" && !person.merged_into && !person.guest,
  );

function isTarget(rows: Rows, person: PersonView, card: CardName | null, today: string): boolean {
  if (card !== "nifas") return card !== null && !isLaterGroup(card);
  return (daysSinceDelivery(rows, person.id, today) ?? Infinity) <= content.targets.postpartum_to_day;
}

/** Who is looked for: children of the card's ages, open pregnancies, mothers within the postpartum days. By name. */
export const targetsOf = (rows: Rows, today: string): PersonView[] =>
  targetsAmong(rows, cardsOf(rows, today), today);

type Cards = readonly (readonly [person: PersonView, card: CardName | null])[];

const cardsOf = (rows: Rows, today: string): Cards =>
  activePersons(rows).map((person) => [person, cardOf(rows, person, today)]);

const targetsAmong = (rows: Rows, cards: Cards, today: string): PersonView[] =>
  cards
    .flatMap(([person, card]) => (isTarget(rows, person, card, today) ? [person] : []))
    .sort((a, b) => a.name.localeCompare(b.name, "id"));

const didStep = (visit: VisitView, step: number): boolean => String(step) in visit.steps;

/** The first step that nobody has written yet; null once the last one is. Without arrival a seen person has arrived. */
export function nextStep(visit: VisitView): StepNumber | null {
  if (didStep(visit, LAST_STEP)) return null;
  return STEPS.find((step) => step > 1 && !didStep(visit, step)) ?? null;
}

/** When the newest step was written; null for visits of other systems that do not say. */
export function lastSeenAt(visit: VisitView): string | null {
  const times = Object.values(visit.steps).flatMap((step) => {
    const at = (step as { at?: unknown } | null)?.at;
    return typeof at === "string" ? [at] : [];
  });
  return times.sort().pop() ?? null;
}

const visitsToday = (rows: Rows, today: string): VisitView[] =>
  rows.visitsOn(today).filter((visit) => visit.status === "ok");

function waitingOf(rows: Rows, visits: readonly VisitView[]): Waiting[] {
  const waiting = visits.flatMap((visit) => {
    const person = rows.persons.get(visit.person);
    const step = nextStep(visit);
    return person?.status === "active" && step ? [{ person, step, since: lastSeenAt(visit) }] : [];
  });
  return waiting.sort((a, b) => (a.since ?? "9").localeCompare(b.since ?? "9"));
}

function laterCounts(cards: Cards, visits: readonly VisitView[]): LaterCount[] {
  return LATER_GROUPS.flatMap((group) => {
    const known = cards.filter(([, card]) => card === group).length;
    const came = visits.filter((visit) => visit.card === group);
    const done = came.filter((visit) => nextStep(visit) === null).length;
    return known + came.length > 0 ? [{ group, known, arrived: came.length, done }] : [];
  });
}

export function dayOf(rows: Rows, today: string): Day {
  const visits = visitsToday(rows, today);
  const arrived = new Set(visits.map((visit) => visit.person));
  const done = new Set(visits.filter((visit) => nextStep(visit) === null).map((visit) => visit.person));
  const cards = cardsOf(rows, today);
  const targets = targetsAmong(rows, cards, today);
  return {
    targets,
    arrived,
    done,
    notYet: targets.filter((person) => !arrived.has(person.id)),
    later: laterCounts(cards, visits),
    waiting: waitingOf(rows, visits),
  };
}

/** Who waits at this table. Step 1 has no queue: people come to it by themselves. */
export const queueAt = (day: Day, step: number): Waiting[] =>
  day.waiting.filter((waiting) => waiting.step === step);

const gave = (visit: VisitView, mark: "N" | "T"): boolean => visit.results.kms === mark;

const countDoses = (rows: Rows, today: string): number =>
  activePersons(rows).reduce(
    (sum, person) =>
      sum +
      rows.summaryOf(person.id).doses.filter((dose) => dose.date === today && dose.source === "given").length,
    0,
  );

/** Visits of the post's own people, and of guests: those are counted where they belong. */
function ownAndGuests(rows: Rows, today: string): [own: VisitView[], guests: VisitView[]] {
  const visits = visitsToday(rows, today);
  const isGuest = (visit: VisitView): boolean => rows.persons.get(visit.person)?.guest !== undefined;
  return [visits.filter((visit) => !isGuest(visit)), visits.filter(isGuest)];
}

/** Of mothers and children: who came, who is done. The other groups are counted by themselves. */
export const countsOf = (day: Day): { arrived: number; done: number } => ({
  arrived: day.arrived.size - day.later.reduce((sum, { arrived }) => sum + arrived, 0),
  done: day.done.size - day.later.reduce((sum, { done }) => sum + done, 0),
});

/** What the day came to. `localDay` turns a request's UTC time into the post's day. */
export function totalsOf(rows: Rows, today: string, localDay: (iso: string) => string): Totals {
  const day = dayOf(rows, today);
  const [visits, guests] = ownAndGuests(rows, today);
  const isMotherOrChild = (visit: VisitView): boolean => !isLaterGroup(visit.card);
  const weighed = visits.filter(
    (visit) => visit.card === "balita" && typeof visit.values.weight_kg === "number",
  );
  const ofCard = (card: CardName): number => visits.filter((visit) => visit.card === card).length;
  return {
    targets: day.targets.length,
    arrived: countsOf(day).arrived - guests.length,
    done: visits.filter((visit) => isMotherOrChild(visit) && nextStep(visit) === null).length,
    absent: day.notYet.length,
    weighed: weighed.length,
    gaining: weighed.filter((visit) => gave(visit, "N")).length,
    notGaining: weighed.filter((visit) => gave(visit, "T")).length,
    pregnant: ofCard("hamil"),
    postpartum: ofCard("nifas"),
    remaja: ofCard("remaja"),
    dewasa: ofCard("dewasa"),
    lansia: ofCard("lansia"),
    doses: countDoses(rows, today),
    referred: rows.requests().filter((row) => localDay(row.opened_at) === today).length,
    guests: guests.length,
  };
}

/** True when so many of these measures end in ,0 or ,5 that reading errors are likely (limits in content). */
export function prefersRoundDigits(values: readonly number[]): boolean {
  const { from_measures: from, share_of_round: share } = content.digit_preference;
  const round = values.filter((value) => Math.round(value * 10) % 5 === 0);
  return values.length >= from && round.length / values.length >= share;
}
