/** Weight gain in pregnancy against the curve of the KIA book. */
import content from "../../../content/cards/pregnancy.json" with { type: "json" };
import type { Text } from "./model.ts";

export type Verdict = "on_curve" | "below" | "above" | "too_early";
export type Band = { readonly group: string; readonly min_kg: number; readonly max_kg: number };
export type WeightGain = Band & { readonly verdict: Verdict; readonly gain_kg: number; readonly say: Text };

const rule = content.weight_gain;

/** Least and most gain in kg at a gestational age, linear between the printed points (Buku KIA, IOM 2009). */
export function weightGainBand(prePregnancyBmi: number, gestationalAgeWeeks: number): Band {
  const group = rule.groups.find((g) => prePregnancyBmi < g.bmi_below) ?? rule.groups.at(-1);
  if (!(prePregnancyBmi > 0) || !group) {
    throw new RangeError(`pre-pregnancy BMI ${prePregnancyBmi} is not above 0; check weight and height.`);
  }
  const { first_trimester_min_kg: low, first_trimester_max_kg: high } = rule;
  const { first_trimester_weeks: start, term_weeks: term } = rule;
  const weeks = Math.min(Math.max(gestationalAgeWeeks, 0), term);
  if (weeks <= start) {
    return { group: group.id, min_kg: (low * weeks) / start, max_kg: (high * weeks) / start };
  }
  const part = (weeks - start) / (term - start);
  return {
    group: group.id,
    min_kg: low + part * (group.total_min_kg - low),
    max_kg: high + part * (group.total_max_kg - high),
  };
}

/** Judge a gain in kg since before the pregnancy; `too_early` before the end of the first trimester. */
export function weightGain(prePregnancyBmi: number, gestationalAgeWeeks: number, gainKg: number): WeightGain {
  const band = weightGainBand(prePregnancyBmi, gestationalAgeWeeks);
  const verdict = judge(band, gestationalAgeWeeks, gainKg);
  return { ...band, verdict, gain_kg: gainKg, say: rule.words[verdict] };
}

function judge(band: Band, weeks: number, gainKg: number): Verdict {
  if (weeks < rule.first_trimester_weeks) return "too_early";
  if (gainKg < band.min_kg - 1e-9) return "below";
  return gainKg > band.max_kg + 1e-9 ? "above" : "on_curve";
}

/** 1, 2 or 3, by the week limits in content. */
export function trimester(gestationalAgeWeeks: number): 1 | 2 | 3 {
  const { second_from_weeks: second, third_from_weeks: third } = content.trimesters;
  if (gestationalAgeWeeks >= third) return 3;
  return gestationalAgeWeeks >= second ? 2 : 1;
}
