// What youths, adults and older people are looked for: figures to take again, what is asked once a year. Pure; no DOM.
import content from "../../../content/programme/due.json";
import { bpBand, bpIsSevere, glucoseBand } from "../../knowledge/cards/index.ts";
import type { PersonSummary, PersonView, Rows } from "../core/api.ts";
import { completedMonths, daysBetween } from "../i18n/format.ts";
import { localDay } from "../i18n/moment.ts";
import { type DueContext, type DueItem, type DueKind, itemOf } from "./due-item.ts";
import { addDays } from "./pregnancy.ts";
import { declinedAgainDays, isOfMind, isUnwilling, offersOf } from "./screening.ts";

const LATER = content.later;
const RISK = content.risk;

interface Known {
  value: number;
  date: string;
}

function known(summary: PersonSummary, field: string): Known | null {
  const found = summary.last[field];
  return found && typeof found.value === "number" ? { value: found.value, date: found.date } : null;
}

export const yearsOf = (person: PersonView, today: string): number | null =>
  person.birth_date && person.birth_date <= today
    ? Math.floor(completedMonths(person.birth_date, today) / 12)
    : null;

/** Everything that is due for someone past the toddler's card. */
export function dueOfLater(person: PersonView, context: DueContext): DueItem[] {
  const years = yearsOf(person, context.today);
  if (years === null) return [];
  const summary = context.rows.summaryOf(person.id);
  const items: DueItem[] = [];
  if (years >= LATER.adult_from_year) items.push(...pressure(summary, context), ...glucose(summary, context));
  if (years >= LATER.youth_from_year && years <= LATER.youth_to_year && person.sex === "P")
    items.push(...blood(summary, context), ...tablets(summary, context));
  // Who is pregnant is seen more often than that.
  const isPregnant = context.rows.pregnanciesOf(person.id).some((row) => row.status === "open");
  if (years > LATER.youth_to_year && !isPregnant) items.push(...yearly(summary, years, context));
  return items;
}

const isOld = (date: string, days: number, today: string): boolean => daysBetween(date, today) >= days;

function pressure(summary: PersonSummary, { today }: DueContext): DueItem[] {
  const systolic = known(summary, "systolic");
  const diastolic = known(summary, "diastolic");
  const date = systolic?.date ?? diastolic?.date;
  if (!date || bpBand(systolic?.value, diastolic?.value) !== "tinggi") return [];
  if (!isOld(date, LATER.pressure_again_days, today)) return [];
  const severe = bpIsSevere(systolic?.value, diastolic?.value) === true;
  const due = addDays(date, LATER.pressure_again_days);
  return [itemOf("pressure", due, severe ? RISK.pressure_severe : RISK.pressure, true)];
}

function glucose(summary: PersonSummary, { today }: DueContext): DueItem[] {
  const sugar = known(summary, "glucose_mgdl");
  if (!sugar || glucoseBand(sugar.value) !== "tinggi") return [];
  if (!isOld(sugar.date, LATER.glucose_again_days, today)) return [];
  return [itemOf("glucose", addDays(sugar.date, LATER.glucose_again_days), RISK.glucose, true)];
}

/** Haemoglobin: low and not taken again, or not taken for a year. */
function blood(summary: PersonSummary, { today }: DueContext): DueItem[] {
  const hb = known(summary, "hb_gdl");
  if (hb && hb.value < LATER.haemoglobin_low_below && isOld(hb.date, LATER.haemoglobin_again_days, today))
    return [itemOf("haemoglobin", addDays(hb.date, LATER.haemoglobin_again_days), RISK.haemoglobin, true)];
  return once("haemoglobin", hb?.date ?? null, LATER.haemoglobin_yearly_days, RISK.haemoglobin_yearly, today);
}

const tablets = (summary: PersonSummary, { today }: DueContext): DueItem[] =>
  once("tablets", summary.last.ttd_weekly?.date ?? null, LATER.tablets_days, RISK.tablets, today);

/** Seen once a year; older people come first. */
function yearly(summary: PersonSummary, years: number, { today }: DueContext): DueItem[] {
  const last = summary.visits[0]?.date ?? null;
  const isOlder = years >= LATER.elderly_from_year;
  return once("yearly", last, LATER.adult_yearly_days, isOlder ? RISK.elderly : RISK.yearly, today);
}

/** Due since so many days have passed; from today for whom it was never done. */
function once(kind: DueKind, last: string | null, days: number, risk: number, today: string): DueItem[] {
  if (last && !isOld(last, days, today)) return [];
  return [itemOf(kind, last ? addDays(last, days) : today, risk, last !== null)];
}

/** Questionnaires whose time has come: one line for all of them. */
export function dueScreenings(person: PersonView, { rows, today }: DueContext): DueItem[] {
  const due = offersOf(rows, person, today, "kader").filter((offer) => offer.state === "due");
  return due.length > 0 ? [{ ...itemOf("screening", today, RISK.screening, false), count: due.length }] : [];
}

/** A screening that called for help today, and nobody has been asked for help since. */
export function dueCritical(person: PersonView, { rows, today }: DueContext): DueItem[] {
  const alarms = rows
    .screeningsOf(person.id)
    .filter((row) => row.action === "darurat" && daysBetween(row.date, today) <= LATER.critical_days);
  const [first] = alarms.filter((row) => !askedSince(rows, person.id, row.date));
  return first ? [itemOf("critical", first.date, RISK.critical, true)] : [];
}

const askedSince = (rows: Rows, person: string, day: string): boolean =>
  rows.requestsOf(person).some((request) => localDay(request.opened_at) >= addDays(day, -1));

/** Somebody who said that it should not be yet is asked again after the days of that answer. */
function offeredAgain(rows: Rows, person: string, screened: string): string {
  const [unwilling] = rows.screeningsOf(person).filter((row) => isUnwilling(row) && row.date >= screened);
  return unwilling
    ? addDays(unwilling.date, declinedAgainDays("connect"))
    : addDays(screened, LATER.offer_again_days);
}

/** Who might talk with somebody and was not willing then: asked again in a while, in words that tell nothing. */
export function dueOffer(person: PersonView, { rows, today }: DueContext): DueItem[] {
  const [last] = rows.screeningsOf(person.id).filter((row) => row.complete && isOfMind(row.instrument));
  if (!last || (last.action !== "konsul" && last.action !== "rujuk")) return [];
  const again = offeredAgain(rows, person.id, last.date);
  const isOver = daysBetween(last.date, today) > LATER.offer_until_days;
  const isHeard = rows.firstAidsOf(person.id).some((aid) => aid.date >= last.date);
  if (again > today || isOver || isHeard || askedSince(rows, person.id, last.date)) return [];
  return [itemOf("aid", again, RISK.aid, again < today)];
}
