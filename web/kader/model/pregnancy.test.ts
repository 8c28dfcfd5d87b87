import { describe, expect, it } from "vitest";
import vectors from "../../../vectors/pregnancy-risks.json";
import {
  datingQuestions,
  dueDate,
  gainCurve,
  gainPoints,
  gestationalAge,
  isPreterm,
  prepregnancyBmi,
  risksOf,
  startDate,
  weightVerdict,
} from "./pregnancy.ts";

describe("dates of a pregnancy", () => {
  it("counts 280 days from the last period, over leap years too", () => {
    expect(dueDate({ lmp: "2026-01-01" })).toBe("2026-10-08");
    expect(dueDate({ lmp: "2023-06-01" })).toBe("2024-03-07");
  });

  it("lets the ultrasound's date go before the remembered one", () => {
    expect(dueDate({ lmp: "2026-01-01", edd: "2026-10-20" })).toBe("2026-10-20");
    expect(gestationalAge({ lmp: "2026-01-01", edd: "2026-10-20" }, "2026-10-20")).toMatchObject({
      weeks: 40,
      days: 0,
    });
  });

  it("gives weeks, days and trimester; past the date and past 42 weeks are said", () => {
    expect(gestationalAge({ lmp: "2026-05-01" }, "2026-05-01")).toMatchObject({
      weeks: 0,
      days: 0,
      trimester: 1,
    });
    expect(gestationalAge({ lmp: "2026-05-01" }, "2026-11-21")).toMatchObject({
      weeks: 29,
      days: 1,
      trimester: 3,
    });
    expect(gestationalAge({ lmp: "2026-01-01" }, "2026-10-09")).toMatchObject({
      overdue: true,
      postterm: false,
    });
    expect(gestationalAge({ lmp: "2026-01-01" }, "2026-10-22")?.postterm).toBe(true);
    expect(gestationalAge({ lmp: "2026-01-02" }, "2026-01-01")).toBeNull();
    expect(gestationalAge({}, "2026-01-01")).toBeNull();
  });

  it("asks about dates that look odd", () => {
    expect(datingQuestions({ lmp: "2026-11-22" }, "2026-11-21")).toEqual(["lmp_future"]);
    expect(datingQuestions({ lmp: "2026-01-30" }, "2026-11-21")).toEqual(["lmp_old"]);
    expect(datingQuestions({ lmp: "2026-01-31" }, "2026-11-21")).toEqual([]);
    expect(datingQuestions({ lmp: "2025-11-01" }, "2026-11-21")).toEqual(["lmp_old"]);
    expect(datingQuestions({ edd: "2027-12-01" }, "2026-11-21")).toEqual(["edd_far"]);
    expect(datingQuestions({ lmp: "2026-05-01" }, "2026-11-21")).toEqual([]);
    expect(isPreterm({ lmp: "2026-01-01" }, "2026-09-16")).toBe(true);
    expect(isPreterm({ lmp: "2026-01-01" }, "2026-09-17")).toBe(false);
  });
});

describe("risks", () => {
  const none = { birth_date: "1998-01-01", start: "2026-05-01" };
  it.each([
    ["nothing known raises nothing", { birth_date: null, start: null }, []],
    ["ordinary", { ...none, parity: 1, height_cm: 150 }, []],
    ["the day before 20", { ...none, birth_date: "2006-05-02" }, ["too_young"]],
    ["20 on the day", { ...none, birth_date: "2006-05-01" }, []],
    ["35 on the day", { ...none, birth_date: "1991-05-01" }, ["too_old"]],
    [
      "two years less a day after the last birth",
      { ...none, previous_birth_date: "2024-05-02" },
      ["too_close"],
    ],
    ["two years after", { ...none, previous_birth_date: "2024-05-01" }, []],
    ["four births", { ...none, parity: 4 }, ["too_many"]],
    ["fifth pregnancy", { ...none, gravida: 5 }, ["too_many"]],
    ["144.9 cm", { ...none, height_cm: 144.9 }, ["short"]],
    ["145 cm", { ...none, height_cm: 145 }, []],
  ] as const)("%s", (_, facts, found) => {
    expect(risksOf(facts, "2026-11-21")).toEqual(found);
  });
});

describe("weight against the curve", () => {
  const pregnancy = { lmp: "2026-05-01", prepregnancy_weight_kg: 50, height_cm: 155 };
  it("judges the gain at the week, and nothing while a measure is missing", () => {
    expect(prepregnancyBmi(50, 155)).toBeCloseTo(20.81, 2);
    expect(weightVerdict(pregnancy, 51, "2026-11-21")?.verdict).toBe("below");
    expect(weightVerdict(pregnancy, 58, "2026-11-21")?.verdict).toBe("on_curve");
    expect(weightVerdict(pregnancy, 70, "2026-11-21")?.verdict).toBe("above");
    expect(weightVerdict({ ...pregnancy, height_cm: null }, 58, "2026-11-21")).toBeNull();
  });

  it("draws a band that widens to the totals of the book", () => {
    const curve = gainCurve(20.8);
    expect(curve).toHaveLength(21);
    expect(curve[20]).toEqual({ week: 40, min_kg: 11.5, max_kg: 16 });
    const [point] = gainPoints(pregnancy, [{ date: "2026-11-21", weight_kg: 58 }]);
    expect(point?.gain_kg).toBe(8);
    expect(point?.week).toBeCloseTo(29 + 1 / 7, 5);
  });
});

describe("risks, the same as at the puskesmas", () => {
  it.each(vectors.cases)("$name", ({ risks: expected, ...facts }: RiskCase) => {
    const start = startDate({ lmp: facts.lmp ?? null, edd: facts.edd ?? null });
    expect(risksOf({ ...facts, birth_date: facts.birth_date ?? null, start }, vectors.today)).toEqual(
      expected,
    );
  });
});

interface RiskCase {
  name: string;
  risks: string[];
  birth_date?: string;
  lmp?: string;
  edd?: string;
  previous_birth_date?: string;
  parity?: number;
  gravida?: number;
  height_cm?: number;
}
