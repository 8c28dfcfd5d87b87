/** Growth of one child today: z-scores, words, KMS mark. WHO tables and words come from content. */
import categoryContent from "../../../content/growth/categories.json" with { type: "json" };
import kmsContent from "../../../content/growth/kms.json" with { type: "json" };
import phoneContent from "../../../content/growth/phone.json" with { type: "json" };
import { ageInDays } from "../../knowledge/growth/ages.ts";
import {
  type Band,
  type CategoryContent,
  type Column,
  categorise,
} from "../../knowledge/growth/categories.ts";
import { isEarly, isSmall, type NewbornRules } from "../../knowledge/growth/newborn.ts";
import { type GrowthScore, INDICES, scoreOne } from "../../knowledge/growth/score.ts";
import { growthTables, type PhoneGrowth } from "../../knowledge/growth/tables.ts";
import { judge, type KmsPoint, type Weighing } from "../../knowledge/kms.ts";
import type { PersonView, Words } from "../core/api.ts";

/** The JSON files are held to their schemas by the content check, which TypeScript cannot see. */
export const tables = growthTables(phoneContent as unknown as PhoneGrowth);
export const categories = categoryContent as unknown as CategoryContent;
const newborn: NewbornRules = categoryContent.newborn;
export const kms = kmsContent;

type Values = Readonly<Record<string, unknown>>;
export type ChildBody = Pick<PersonView, "sex" | "birth_date" | "birth_weight_kg"> &
  Partial<Pick<PersonView, "gestational_age_weeks">>;

/** A visit as growth sees it. */
export interface Measured {
  date: string;
  values: Values;
  /** Where else than at an open day, in words: it stands marked in a chart. */
  mark?: string;
}

export interface Growth {
  score: GrowthScore;
  /** Words of each index that has an answer. */
  bands: Partial<Record<Column, Band>>;
  /** What today's weighing says; null when the child was not weighed today. */
  point: KmsPoint | null;
  /** How often in a row weight did not rise, the last weighing included. */
  streak: number;
  /** Born before term and too young for the curves. */
  bornEarly?: boolean;
  /** A small or early newborn: the midwife judges, so that no index is told. */
  untold?: boolean;
  /** Kept with the visit as evidence of what was said. */
  results: Record<string, unknown>;
}

export const sexNumber = (sex: PersonView["sex"]): 1 | 2 | null => (sex === "L" ? 1 : sex === "P" ? 2 : null);
const number = (value: unknown): number | null => (typeof value === "number" ? value : null);
const lying = (value: unknown): "l" | "h" | null => (value === "l" || value === "h" ? value : null);

const asWeighing = ({ date, values }: Measured): Weighing[] => {
  const weight = number(values.weight_kg);
  return weight && weight > 0 ? [{ day: date, weight_kg: weight, oedema: values.oedema === true }] : [];
};

/** Null without sex or birth date, or when the visit lies before the birth. */
export function growthOf(child: ChildBody, past: readonly Measured[], now: Measured): Growth | null {
  const sex = sexNumber(child.sex);
  const birth = child.birth_date;
  if (!sex || !birth || now.date < birth) return null;
  const score = scoreMeasured(sex, birth, now);
  const points = kmsPoints(child, [...past, now]);
  const last = points[points.length - 1];
  const point = last?.day === now.date ? last : null;
  const age = ageInDays(birth, now.date);
  const bornEarly = isEarly(newborn, child.gestational_age_weeks ?? null, age);
  const untold = bornEarly || isSmall(newborn, number(now.values.weight_kg), age);
  const bands = untold ? {} : categorise(categories, tables.method, score);
  const streak = streakOf(points);
  const said = { score, bands, point, streak, bornEarly, untold };
  return { ...said, results: evidence(said) };
}

export function scoreMeasured(sex: 1 | 2, birth: string, { date, values }: Measured): GrowthScore {
  return scoreOne(tables, {
    sex,
    age_days: ageInDays(birth, date),
    weight_kg: number(values.weight_kg),
    length_height_cm: number(values.length_height_cm),
    measured: lying(values.measured),
    oedema: values.oedema === true,
    head_cm: number(values.head_cm),
    muac_cm: number(values.muac_cm),
  });
}

/** One point for each weighing since birth, oldest first; empty without sex or birth date. */
export function kmsPoints(child: ChildBody, visits: readonly Measured[]): KmsPoint[] {
  const sex = sexNumber(child.sex);
  const birth = child.birth_date;
  if (!sex || !birth) return [];
  const weighings = visits.filter((visit) => visit.date >= birth).flatMap(asWeighing);
  return judge({ tables, rules: kms, sex, birth, birth_weight_kg: child.birth_weight_kg ?? null }, weighings);
}

function streakOf(points: readonly KmsPoint[]): number {
  const backwards = [...points].reverse();
  const end = backwards.findIndex((point) => point.trend !== "T");
  return end < 0 ? backwards.length : end;
}

type Said = Omit<Growth, "results">;

/** Indices that may be told, by name. */
const toldIndices = ({ score, untold }: Said): Record<string, number | null> =>
  Object.fromEntries(INDICES.map((index) => [index, untold ? null : score[index]]));

/** Facts that the card's rules ask for. */
export function growthFacts(growth: Growth): Record<string, unknown> {
  const { bands, point, streak, bornEarly, untold } = growth;
  const facts: Record<string, unknown> = { t_streak: streak, born_early: bornEarly, ...toldIndices(growth) };
  for (const [column, band] of Object.entries(bands)) facts[column] = band.id;
  if (!point) return facts;
  facts.kms = point.mark;
  facts.bgm = !untold && point.alerts.includes("BGM");
  facts.above_orange = !untold && point.alerts.includes("orange");
  return facts;
}

function evidence(growth: Said): Record<string, unknown> {
  const { bands, point, streak } = growth;
  const said: Record<string, unknown> = { growth_edition: tables.edition, t_streak: streak };
  for (const [index, z] of Object.entries(toldIndices(growth))) if (z !== null) said[index] = z;
  for (const [column, band] of Object.entries(bands)) said[column] = band.id;
  if (point) Object.assign(said, { kms: point.mark, alerts: point.alerts, gain_g: point.gain_g });
  return said;
}

/** Word, kind sentence and expected gain of today's mark, alerts first; null when nothing can be said. */
export interface KmsWords {
  word: Words;
  family: Words;
}

export function kmsWords(point: KmsPoint | null): KmsWords | null {
  if (!point) return null;
  const mark = point.mark ?? point.trend;
  if (mark === "T" && point.alerts.includes("2T")) return kms.alerts["2T"];
  return mark ? kms.marks[mark] : null;
}
