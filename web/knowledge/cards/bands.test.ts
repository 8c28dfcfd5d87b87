/** Every row of vectors/bands.json: the edges as printed. */
import { describe, expect, it } from "vitest";
import golden from "../../../vectors/bands.json" with { type: "json" };
import * as bands from "./bands.ts";

type Rows = readonly (readonly unknown[])[];
const twins: Readonly<Record<string, (...given: never[]) => unknown>> = {
  bmi: bands.bmi,
  bmi_band: bands.bmiBand,
  bp_band: bands.bpBand,
  bp_is_severe: bands.bpIsSevere,
  bp_is_elevated: bands.bpIsElevated,
  glucose_band: bands.glucoseBand,
  glucose_needs_watching: bands.glucoseNeedsWatching,
  cholesterol_band: bands.cholesterolBand,
  uric_acid_band: bands.uricAcidBand,
  waist_at_risk: bands.waistAtRisk,
  anaemia: bands.anaemia,
  muac_is_low: bands.muacIsLow,
};
const parts = Object.entries(golden).filter(([name]) => name !== "about") as unknown as [string, Rows][];

describe.each(parts)("%s", (name, rows) => {
  it.each(rows.map((row) => [JSON.stringify(row), row] as const))("%s", (_, row) => {
    const twin = twins[name];
    expect(twin).toBeDefined();
    expect(twin?.(...(row.slice(0, -1) as never[]))).toBe(row[row.length - 1]);
  });
});

describe("facts of a card", () => {
  it("follow from its values, and are null where nothing can be said", () => {
    const values = {
      weight_kg: 70,
      height_cm: 160,
      systolic: 185,
      diastolic: 95,
      waist_cm: 85,
      glucose_mgdl: "?",
    };
    expect(bands.bandFacts(values, "P", 40)).toMatchObject({
      ...{ bmi: 27.3, bmi_band: "obesitas", waist_risk: true },
      ...{ bp_band: "tinggi", bp_severe: true, glucose_band: null },
    });
    expect(bands.bandFacts(values, "P", 18).bmi_band).toBeNull();
  });

  it("have words", () => {
    expect(bands.bandWord("bmi", "gemuk")?.id).toBe("Gemuk");
    expect(bands.bandWord("glucose", "aneh")).toBeNull();
  });
});
