/** What a mother was given and asked for in this pregnancy: tablets, classes, arm, blood pressure, plan. Pure. */
import card from "../../../content/cards/pregnancy.json";
import birth from "../../../content/programme/birth.json";
import type { PregnancyView, VisitView, Words } from "../core/api.ts";
import type { Choices } from "./birth.ts";
import { gestationalAge, startDate } from "./pregnancy.ts";

/** Visits of this pregnancy on its card, oldest first. */
export function visitsDuring(pregnancy: PregnancyView, visits: readonly VisitView[]): VisitView[] {
  const from = startDate(pregnancy) ?? "";
  const until = pregnancy.end_date ?? "9999";
  return visits
    .filter(
      ({ card: of, date, status }) => of === "hamil" && status === "ok" && date >= from && date <= until,
    )
    .sort((a, b) => a.date.localeCompare(b.date));
}

const numberOf = (value: unknown): number => (typeof value === "number" ? value : 0);
const newest = (visits: readonly VisitView[], field: string): unknown =>
  [...visits].reverse().find(({ values }) => values[field] !== undefined && values[field] !== null)?.values[
    field
  ];

export interface Tablets {
  kind: "ttd" | "mms";
  given: number;
  target: number;
  /** The last answer; null while nobody has asked. */
  daily: boolean | null;
}

/** Tablets handed out so far against what a pregnancy needs: 90 of iron, 180 of multiple micronutrients. */
export function tabletsOf(visits: readonly VisitView[]): Tablets {
  const kind = newest(visits, "ttd_kind") === "mms" ? "mms" : "ttd";
  const daily = newest(visits, "ttd_daily");
  return {
    kind,
    given: visits.reduce((sum, { values }) => sum + numberOf(values.ttd_given), 0),
    target: kind === "mms" ? card.iron.mms_tablets : card.iron.minimum_tablets,
    daily: typeof daily === "boolean" ? daily : null,
  };
}

export interface Classes {
  attended: number;
  target: number;
  withHusband: boolean;
}

export const classesOf = (visits: readonly VisitView[]): Classes => ({
  attended: visits.filter(({ values }) => values.class_attended === true).length,
  target: card.classes.meetings,
  withHusband:
    visits.filter(({ values }) => values.class_with_husband === true).length >= card.classes.with_husband,
});

/** The newest arm circumference with its word; null while none was taken. */
export function armOf(visits: readonly VisitView[]): { cm: number; isLow: boolean; say: Words } | null {
  const cm = newest(visits, "muac_cm");
  if (typeof cm !== "number") return null;
  const isLow = cm < card.muac.refer_below_cm;
  return { cm, isLow, say: isLow ? card.muac.words.low : card.muac.words.enough };
}

export type PressureVerdict = "calm" | "high" | "severe";

export interface Pressure {
  date: string;
  /** Completed and part weeks of pregnancy. */
  week: number;
  systolic: number;
  diastolic: number;
  verdict: PressureVerdict;
}

export const PRESSURE_WORDS: Readonly<Record<PressureVerdict, Words>> = card.blood_pressure.words;
export const PRESSURE = { high: card.blood_pressure.refer, severe: card.blood_pressure.emergency };

export function pressureVerdict(systolic: number, diastolic: number): PressureVerdict {
  const from = (limit: { systolic: number; diastolic: number }): boolean =>
    systolic >= limit.systolic || diastolic >= limit.diastolic;
  if (from(PRESSURE.severe)) return "severe";
  return from(PRESSURE.high) ? "high" : "calm";
}

/** Blood pressures of this pregnancy that have a week. */
export function pressuresOf(pregnancy: PregnancyView, visits: readonly VisitView[]): Pressure[] {
  return visits.flatMap(({ date, values: { systolic, diastolic } }) => {
    const age = gestationalAge(pregnancy, date);
    if (!age || typeof systolic !== "number" || typeof diastolic !== "number") return [];
    const verdict = pressureVerdict(systolic, diastolic);
    return [{ date, week: age.weeks + age.days / 7, systolic, diastolic, verdict }];
  });
}

export type PlanKey =
  | "plan_place"
  | "plan_helper"
  | "plan_companion"
  | "plan_transport"
  | "plan_donors"
  | "plan_money"
  | "plan_contraception";
export interface PlanField extends Choices {
  value: PlanKey;
  ask: Words;
  suggest?: string;
}
export const PLAN = birth.plan.fields as readonly PlanField[];

/** How many of the arrangements for the birth have been made. */
export const plannedOf = (pregnancy: PregnancyView): number =>
  PLAN.filter(({ value }) => (pregnancy[value] ?? "").trim() !== "").length;
