import { describe, expect, it } from "vitest";
import toddler from "../../../content/cards/balita.json" with { type: "json" };
import adult from "../../../content/cards/dewasa.json" with { type: "json" };
import visits from "../../../content/homevisits/dewasa.json" with { type: "json" };
import type { Field } from "../../knowledge/cards/index.ts";
import { type Asked, FIGURES, hardLimits, isImpossible, likelyOf } from "./impossible.ts";
import { parseForm } from "./parse-form.ts";

const fieldOf = (fields: unknown, id: string): Field => {
  const found = (fields as Field[]).find((field) => field.id === id);
  if (!found) throw new Error(`No field ${id}.`);
  return found;
};
const weight = fieldOf(adult.fields, "weight_kg");
const height = fieldOf(adult.fields, "height_cm");
const baby = fieldOf(toddler.fields, "weight_kg");
const born = FIGURES.birth_weight_kg as Asked;

describe("what no person has", () => {
  it.each([
    ["725 kg, the comma forgotten", weight, 725, 72.5],
    ["1,65 m typed as centimetres", height, 1.65, 165],
    ["a newborn in grams", born, 2400, 2.4],
    ["a toddler in grams", baby, 12500, 12.5],
    ["a newborn on the scale in grams", baby, 4200, 4.2],
    ["a toddler without the comma", baby, 125, 12.5],
    ["36,5 °C without the comma", fieldOf(visits.fields, "temperature"), 365, 36.5],
    ["a pressure in centimetres of mercury", fieldOf(adult.fields, "systolic"), 12, 120],
  ])("%s is not recorded, and what was meant is offered", (_, asked, typed, meant) => {
    expect([isImpossible(asked, typed), likelyOf(asked, typed)]).toEqual([true, meant]);
  });
  it("leaves what is only unlikely to a question", () => {
    expect(isImpossible(weight, 210)).toBe(false);
    expect(isImpossible(height, 110)).toBe(false);
    expect(isImpossible(baby, 0.8)).toBe(false);
  });
  it("offers nothing where nothing fits, or where the value is plausible", () => {
    expect(likelyOf(fieldOf(adult.fields, "systolic"), 1205)).toBeNull();
    expect(likelyOf(weight, 72.5)).toBeNull();
  });
  it("always lies outside the plausible range of every card", () => {
    for (const field of [...adult.fields, ...toddler.fields] as unknown as Field[]) {
      if (field.min === undefined || field.max === undefined) continue;
      const [low, high] = hardLimits(field);
      expect(low).toBeLessThanOrEqual(field.min);
      expect(high).toBeGreaterThanOrEqual(field.max);
    }
  });
});

describe("a form", () => {
  it("keeps an impossible number out of the values, so that nothing is counted from it", () => {
    const form = { weight_kg: "725", height_cm: "1,65" };
    expect(parseForm([weight, height], form)).toEqual({ values: {}, invalid: ["weight_kg", "height_cm"] });
    expect(parseForm([weight], { weight_kg: "72,5" })).toEqual({ values: { weight_kg: 72.5 }, invalid: [] });
  });
});
