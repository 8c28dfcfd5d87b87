import { describe, expect, it } from "vitest";
import categories from "../../../content/growth/categories.json";
import plausibility from "../../../content/growth/plausibility.json";
import questionCases from "../../../vectors/growth-questions.json";
import wordCases from "../../../vectors/growth-words.json";
import { categorise } from "./categories.ts";
import { linesByLength, linesByMonth } from "./curves.ts";
import { type Measurement, questions } from "./plausibility.ts";
import { type GrowthScore, scoreOne } from "./score.ts";
import { casesOf, TABLES } from "./testing.ts";

describe("the words of Permenkes 2/2020", () => {
  it.each(casesOf<Omit<GrowthScore, "flags">, Record<string, string>>(wordCases))("$name", (vector) => {
    const bands = categorise(categories, TABLES.method, { ...vector.input, flags: [] });
    const words = Object.entries(bands).map(([column, band]) => [column, band.word.id]);
    expect(Object.fromEntries(words)).toEqual(vector.expect);
  });
});

interface Visit {
  readonly sex: number;
  readonly birth: string;
  readonly now: Measurement;
  readonly before?: Measurement;
}

describe("questions at entry", () => {
  it.each(casesOf<Visit, string[][]>(questionCases))("$name", ({ input, expect: expected }) => {
    const asked = questions({ tables: TABLES, content: plausibility, ...input });
    expect(asked.map(({ rule, field }) => [rule, field])).toEqual(expected);
    for (const { text } of asked) expect(text.id + text.en).not.toContain("{");
  });

  it("says figures the Indonesian way", () => {
    const input = { sex: 1, birth: "2025-01-10", now: { day: "2025-08-10", weight_kg: 83.5 } };
    const [first] = questions({ tables: TABLES, content: plausibility, ...input });
    expect(first?.text.id).toBe("Berat 83,5 kg di luar yang biasa (0,9–58 kg). Boleh dicek lagi?");
  });
});

describe("the lines of a chart", () => {
  it("a child on a line scores that line", () => {
    const curve = linesByMonth(TABLES, 2, "waz");
    expect(curve.x).toHaveLength(61);
    curve.x.forEach((month, i) => {
      for (const sd of [-3, -2, 0, 1, 3] as const) {
        const weight_kg = curve.lines[sd][i] as number;
        expect(scoreOne(TABLES, { sex: 2, age_months: month, weight_kg }).waz).toBe(sd);
      }
    });
  });

  it("covers what the standard covers", () => {
    expect(linesByMonth(TABLES, 1, "acz").x[0]).toBe(3);
    expect(linesByMonth(TABLES, 1, "haz", 0, 240).x.at(-1)).toBe(228);
    expect(linesByMonth(TABLES, 1, "hcz", 0, 240).x.at(-1)).toBe(60);
    expect(linesByLength(TABLES, 1, false, 40, 120).x).toHaveLength(66);
    expect(linesByLength(TABLES, 1, true, 40, 130).x).toHaveLength(56);
  });
});
