/** What was measured today on the card of a youth, an adult or an older person, with its word and the value before. Pure. */
import { bandWord, type Measure } from "../../knowledge/cards/index.ts";
import type { Words } from "../core/api.ts";
import { formatNumber } from "../i18n/format.ts";
import type { Growth } from "./growth.ts";
import { lastValue, type Subject, type Values } from "./visit.ts";

export type BodyMeasure = Measure | "weight" | "height";

export interface BodyLine {
  measure: BodyMeasure;
  value: string;
  /** Rendah, Normal, Tinggi …; null where there is no band. */
  word: Words | null;
  last: { value: string; date: string } | null;
  /** Words about the body's shape are for the card, not for the person's ears. */
  isForPaper: boolean;
}

interface Row {
  measure: BodyMeasure;
  fields: readonly string[];
  unit: string;
  decimals: number;
  /** Fact that names the band, or says yes to the second of two words. */
  fact?: string;
  yesNo?: readonly [no: string, yes: string];
  isForPaper?: boolean;
}

const ROWS: readonly Row[] = [
  { measure: "weight", fields: ["weight_kg"], unit: "kg", decimals: 1 },
  { measure: "height", fields: ["height_cm"], unit: "cm", decimals: 1 },
  {
    measure: "blood_pressure",
    fields: ["systolic", "diastolic"],
    unit: "mmHg",
    decimals: 0,
    fact: "bp_band",
  },
  { measure: "glucose", fields: ["glucose_mgdl"], unit: "mg/dL", decimals: 0, fact: "glucose_band" },
  {
    measure: "cholesterol",
    fields: ["cholesterol_mgdl"],
    unit: "mg/dL",
    decimals: 0,
    fact: "cholesterol_band",
  },
  { measure: "uric_acid", fields: ["uric_acid_mgdl"], unit: "mg/dL", decimals: 1, fact: "uric_acid_band" },
  { measure: "haemoglobin", fields: ["hb_gdl"], unit: "g/dL", decimals: 1, fact: "anaemia" },
  {
    ...{ measure: "waist", fields: ["waist_cm"], unit: "cm", decimals: 1 },
    ...{ fact: "waist_risk", yesNo: ["cukup", "lebih"] },
  },
  {
    ...{ measure: "muac", fields: ["muac_cm"], unit: "cm", decimals: 1 },
    ...{ fact: "muac_low", yesNo: ["cukup", "kurang"] },
  },
];

const shown = ({ fields, decimals }: Row, read: (field: string) => unknown): string | null => {
  const numbers = fields.map(read);
  if (!numbers.every((value): value is number => typeof value === "number")) return null;
  return numbers.map((value) => formatNumber(value, decimals)).join("/");
};

function wordOf({ measure, fact, yesNo }: Row, facts: Values): Words | null {
  if (!fact || measure === "weight" || measure === "height") return null;
  const answer = facts[fact];
  if (typeof answer === "string") return bandWord(measure, answer);
  return typeof answer === "boolean" && yesNo ? bandWord(measure, yesNo[answer ? 1 : 0]) : null;
}

function lineOf(row: Row, subject: Subject, facts: Values): BodyLine[] {
  const value = shown(row, (field) => subject.visit?.values[field]);
  if (value === null) return [];
  const before = shown(row, (field) => lastValue(subject, field)?.value);
  const date = lastValue(subject, row.fields[0] ?? "")?.date;
  return [
    {
      measure: row.measure,
      value: `${value} ${row.unit}`,
      word: wordOf(row, facts),
      last: before !== null && date ? { value: before, date } : null,
      isForPaper: false,
    },
  ];
}

/** The words of the youth card differ from those of the toddler's: it prints its own. */
const youthWord = (growth: Growth | null): Words | null => {
  const band = growth?.bands.imt_u;
  return band ? { id: band.card_word ?? band.word.id, en: band.word.en } : null;
};

function shapeLine(facts: Values, growth: Growth | null): BodyLine[] {
  const { bmi, bmi_band: band } = facts;
  if (typeof bmi !== "number") return [];
  const word = typeof band === "string" ? bandWord("bmi", band) : youthWord(growth);
  return [{ measure: "bmi", value: formatNumber(bmi, 1), word, last: null, isForPaper: true }];
}

/** One line for each measure of today, in the order of the card. */
export const bodyLines = (subject: Subject, facts: Values, growth: Growth | null): BodyLine[] => [
  ...ROWS.flatMap((row) => lineOf(row, subject, facts)),
  ...shapeLine(facts, growth),
];
