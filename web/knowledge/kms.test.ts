import { describe, expect, it } from "vitest";
import rules from "../../content/growth/kms.json";
import kmsCases from "../../vectors/kms.json";
import ageCases from "../../vectors/kms-ages.json";
import { ageInDays, calendarDay, completedMonths } from "./growth/ages.ts";
import { casesOf, TABLES } from "./growth/testing.ts";
import { judge, type KmsPoint, type Weighing } from "./kms.ts";

interface Card {
  readonly sex: number;
  readonly birth: string;
  readonly birth_weight_kg?: number;
  readonly weighings: Weighing[];
}

describe("the growth card", () => {
  it.each(casesOf<Card, Partial<KmsPoint>[]>(kmsCases))("$name", ({ input, expect: expected }) => {
    const { weighings, ...child } = input;
    const points = judge({ tables: TABLES, rules, ...child }, weighings);
    expect(points).toHaveLength(expected.length);
    points.forEach((point, i) => {
      expect(point).toMatchObject(expected[i] ?? {});
    });
  });
});

describe("ages", () => {
  it.each(casesOf<{ birth: string; visit: string }, { days: number; months: number }>(ageCases))(
    "$name",
    ({ input: { birth, visit }, expect: { days, months } }) => {
      expect([ageInDays(birth, visit), completedMonths(birth, visit)]).toEqual([days, months]);
    },
  );

  it.each(["2025-02-29", "2025-13-01", "2025-1-1", "", "21/11/2026"])("refuses %j", (iso) => {
    expect(() => calendarDay(iso)).toThrow("not a calendar day");
  });

  it("refuses a visit before the birth", () => {
    expect(() => completedMonths("2025-01-10", "2025-01-09")).toThrow("before birth");
  });
});
