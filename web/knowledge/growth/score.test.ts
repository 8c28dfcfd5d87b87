import { describe, expect, it } from "vitest";
import young from "../../../vectors/growth-0-5.json";
import older from "../../../vectors/growth-5-19.json";
import edges from "../../../vectors/growth-edges.json";
import { type GrowthInput, INDICES, type Index, roundTo2, scoreOne } from "./score.ts";
import { casesOf, TABLES } from "./testing.ts";

type Expected = Partial<Record<Index, number | null>> & { flags: Index[] };

const CASES = [young, older, edges].flatMap((file) => casesOf<GrowthInput, Expected>(file));

describe("one child as WHO scores it", () => {
  it("has enough shared cases", () => expect(CASES.length).toBeGreaterThanOrEqual(200));

  it.each(CASES)("$name", ({ input, expect: expected }) => {
    const result = scoreOne(TABLES, input);
    for (const index of INDICES) {
      const who = expected[index];
      if (who === undefined) continue;
      if (who === null) expect(result[index], index).toBeNull();
      else expect(Math.abs((result[index] ?? Number.NaN) - who), index).toBeLessThan(0.0101);
    }
    expect(result.flags).toEqual(expected.flags);
  });
});

it("rounds half to even and never to -0", () => {
  expect([0.125, 0.375, -0.125, 2.999, -0.001].map(roundTo2)).toEqual([0.12, 0.38, -0.12, 3, 0]);
  expect(Object.is(roundTo2(-0.001), 0)).toBe(true);
});

it("does not touch a score's exact value when asked not to round", () => {
  const child = { sex: 1, age_days: 365, weight_kg: 7 };
  const exact = scoreOne(TABLES, child, { rounded: false }).waz ?? 0;
  expect(exact).not.toBe(scoreOne(TABLES, child).waz);
  expect(roundTo2(exact)).toBe(scoreOne(TABLES, child).waz);
});
