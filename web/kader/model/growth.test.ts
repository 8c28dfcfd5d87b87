import { describe, expect, it } from "vitest";
import { growthFacts, growthOf } from "./growth.ts";

const child = (weeks: number | null) => ({
  sex: "P" as const,
  birth_date: "2026-03-01",
  birth_weight_kg: null,
  gestational_age_weeks: weeks,
});
const told = (weeks: number | null, date: string, weight_kg: number) => {
  const growth = growthOf(child(weeks), [], {
    date,
    values: { weight_kg, length_height_cm: 46, measured: "l" },
  });
  if (!growth) throw new Error("no growth");
  const facts = growthFacts(growth);
  return {
    words: Object.keys(growth.bands),
    early: facts.born_early,
    waz: facts.waz,
    kept: growth.results.waz,
  };
};

describe("newborns whom the curves of term do not fit", () => {
  it("are given no word and no index before the day they were due", () => {
    const nothing = { words: [], early: true, waz: null, kept: undefined };
    expect(told(32, "2026-03-01", 2.9)).toEqual(nothing);
    expect(told(32, "2026-04-25", 2.9)).toEqual(nothing);
  });

  it("are read like any child from 40 weeks on, and from 37 weeks at birth on", () => {
    for (const seen of [
      told(32, "2026-04-26", 2.9),
      told(37, "2026-03-01", 2.9),
      told(null, "2026-03-01", 2.9),
    ]) {
      expect(seen.early).toBe(false);
      expect(seen.words).toContain("bb_u");
      expect(seen.waz).toBeTypeOf("number");
    }
  });

  it("are not called badly nourished for being small", () => {
    expect(told(null, "2026-03-29", 2.4)).toEqual({ words: [], early: false, waz: null, kept: undefined });
    expect(told(null, "2026-03-30", 2.4).words).toContain("bb_u");
    expect(told(null, "2026-03-29", 2.5).words).toContain("bb_u");
  });
});
