/**
 * Bands of measures from school age on. Limits and words: content/cards/thresholds-adult.json.
 * Python twin: simpul/knowledge/cards/bands.py. Screening words, never a diagnosis; null: cannot be judged.
 */
import content from "../../../content/cards/thresholds-adult.json" with { type: "json" };
import type { Facts } from "../rules/index.ts";
import type { Text } from "./model.ts";

type Num = number | null | undefined;
type Sex = "L" | "P" | null | undefined;
type Answer = boolean | null;
type Scale = readonly { readonly id: string; readonly below?: number; readonly up_to?: number }[];

const isMissing = (value: unknown): value is null | undefined => value === null || value === undefined;
const forSex = (limits: { readonly L: number; readonly P: number }, sex: Sex): number | null =>
  sex === "L" || sex === "P" ? limits[sex] : null;

/** kg/m², rounded half up to the decimals of the content. */
export function bmi(weightKg: Num, heightCm: Num): number | null {
  if (!weightKg || !heightCm || weightKg < 0 || heightCm < 0) return null;
  const metres = heightCm / 100;
  const scale = 10 ** content.bmi.decimals;
  return Math.floor((weightKg / (metres * metres)) * scale + 0.5) / scale;
}

function bandOf(scale: Scale, value: Num): string | null {
  if (isMissing(value)) return null;
  const found = scale.find(
    ({ below, up_to }) =>
      (below === undefined && up_to === undefined) ||
      value < (below ?? -Infinity) ||
      value <= (up_to ?? -Infinity),
  );
  return found?.id ?? null;
}

const anyFrom = (limits: { systolic: number; diastolic: number }, systolic: Num, diastolic: Num): boolean =>
  (!isMissing(systolic) && systolic >= limits.systolic) ||
  (!isMissing(diastolic) && diastolic >= limits.diastolic);

/** sangat_kurus, kurus, normal, gemuk or obesitas of an adult. */
export const bmiBand = (index: Num): string | null => bandOf(content.bmi.bands, index);

/** rendah, normal or tinggi. One high number is enough for tinggi; the others need both. */
export function bpBand(systolic: Num, diastolic: Num): "rendah" | "normal" | "tinggi" | null {
  const limits = content.blood_pressure;
  if (anyFrom(limits.high_from, systolic, diastolic)) return "tinggi";
  if (isMissing(systolic) || isMissing(diastolic)) return null;
  const isLow = systolic < limits.low_below.systolic || diastolic < limits.low_below.diastolic;
  return isLow ? "rendah" : "normal";
}

/** Whether someone must be seen at once; null while a missing number could still say so. */
export function bpIsSevere(systolic: Num, diastolic: Num): Answer {
  if (anyFrom(content.blood_pressure.severe_from, systolic, diastolic)) return true;
  return isMissing(systolic) || isMissing(diastolic) ? null : false;
}

/** Whether a pressure of the band normal lies near high. */
export function bpIsElevated(systolic: Num, diastolic: Num): Answer {
  const band = bpBand(systolic, diastolic);
  if (band === null) return null;
  return band === "normal" && anyFrom(content.blood_pressure.elevated_from, systolic, diastolic);
}

/** rendah, normal or tinggi of glucose taken at any time of the day, mg/dL. */
export const glucoseBand = (mgdl: Num): string | null => bandOf(content.glucose.bands, mgdl);

/** Whether glucose of the band normal lies near high. */
export const glucoseNeedsWatching = (mgdl: Num): Answer =>
  isMissing(mgdl) ? null : glucoseBand(mgdl) === "normal" && mgdl >= content.glucose.watch_from;

/** normal or tinggi of total cholesterol, mg/dL. */
export const cholesterolBand = (mgdl: Num): string | null => bandOf(content.cholesterol.bands, mgdl);

/** normal or tinggi, by sex, mg/dL. */
export function uricAcidBand(mgdl: Num, sex: Sex): "normal" | "tinggi" | null {
  const limit = forSex(content.uric_acid.up_to, sex);
  if (isMissing(mgdl) || limit === null) return null;
  return mgdl > limit ? "tinggi" : "normal";
}

/** Whether the waist (cm) lies above the advised limit, by sex. */
export function waistAtRisk(cm: Num, sex: Sex): Answer {
  const limit = forSex(content.waist.up_to, sex);
  return isMissing(cm) || limit === null ? null : cm > limit;
}

/** tidak, ringan, sedang or berat, of people who are not pregnant, by sex; g/dL. */
export function anaemia(hb: Num, sex: Sex): "tidak" | "ringan" | "sedang" | "berat" | null {
  const limits = content.haemoglobin;
  const mild = forSex(limits.mild_below, sex);
  if (isMissing(hb) || mild === null) return null;
  if (hb < limits.severe_below) return "berat";
  if (hb < limits.moderate_below) return "sedang";
  return hb < mild ? "ringan" : "tidak";
}

/** Whether the arm (cm) is thinner than advised: women of childbearing age, older people; null for others. */
export function muacIsLow(cm: Num, sex: Sex, ageYears: Num): Answer {
  if (isMissing(cm) || isMissing(ageYears)) return null;
  const { older, women } = content.muac;
  if (ageYears >= older.from_year) return cm < older.below;
  const isWoman = sex === "P" && ageYears >= women.from_year && ageYears <= women.to_year;
  return isWoman ? cm < women.below : null;
}

const number = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** All that follows from the values of a card (remaja, dewasa, lansia), as facts for its rules. */
export function bandFacts(values: Facts, sex: Sex, ageYears: Num): Record<string, unknown> {
  const read = (field: string): number | null => number(values[field]);
  const index = bmi(read("weight_kg"), read("height_cm"));
  const pressure = [read("systolic"), read("diastolic")] as const;
  const isGrown = !isMissing(ageYears) && ageYears >= content.bmi.from_year;
  return {
    bmi: index,
    bmi_band: isGrown ? bmiBand(index) : null,
    bp_band: bpBand(...pressure),
    bp_severe: bpIsSevere(...pressure),
    bp_elevated: bpIsElevated(...pressure),
    glucose_band: glucoseBand(read("glucose_mgdl")),
    glucose_watch: glucoseNeedsWatching(read("glucose_mgdl")),
    cholesterol_band: cholesterolBand(read("cholesterol_mgdl")),
    uric_acid_band: uricAcidBand(read("uric_acid_mgdl"), sex),
    waist_risk: waistAtRisk(read("waist_cm"), sex),
    anaemia: anaemia(read("hb_gdl"), sex),
    muac_low: muacIsLow(read("muac_cm"), sex, ageYears),
  };
}

const words: Readonly<Record<string, ReadonlyMap<string, Text>>> = {
  bmi: byId(content.bmi.bands),
  glucose: byId(content.glucose.bands),
  cholesterol: byId(content.cholesterol.bands),
  blood_pressure: new Map(Object.entries(content.blood_pressure.words)),
  uric_acid: new Map(Object.entries(content.uric_acid.words)),
  waist: new Map(Object.entries(content.waist.words)),
  haemoglobin: new Map(Object.entries(content.haemoglobin.words)),
  muac: new Map(Object.entries(content.muac.words)),
};

function byId(bands: readonly { id: string; word: Text }[]): ReadonlyMap<string, Text> {
  return new Map(bands.map(({ id, word }) => [id, word]));
}

export type Measure =
  | "bmi"
  | "glucose"
  | "cholesterol"
  | "blood_pressure"
  | "uric_acid"
  | "waist"
  | "haemoglobin"
  | "muac";

/** The word of a band; null for one that this edition does not know. */
export const bandWord = (measure: Measure, band: string): Text | null => words[measure]?.get(band) ?? null;
