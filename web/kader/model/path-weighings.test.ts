import { describe, expect, it } from "vitest";
import type { PathView, VisitView } from "../core/api.ts";
import { chartData } from "./growth-charts.ts";
import { weighedOnPaths } from "./path-weighings.ts";

const step = (date: string, weight_kg: number, author: string, name = "weighed") => ({
  ...{ entry: `${date}${author}`, author, step: name, date, result: "" },
  values: { weight_kg },
});
const path = (steps: object[], status = "open") => ({ opened_by: "officer", status, steps }) as PathView;
const visit = (date: string, weight_kg: number) => ({ date, values: { weight_kg } }) as unknown as VisitView;
const CHILD = {
  sex: "P" as const,
  birth_date: "2025-11-01",
  birth_weight_kg: null,
  gestational_age_weeks: null,
};

describe("weighings of a growth path in the chart", () => {
  it("bear the mark where an officer weighed, none where the kader did", () => {
    const steps = [step("2026-11-03", 7.1, "officer"), step("2026-11-10", 7.2, "kader")];
    expect(weighedOnPaths([path(steps)], [], "petugas").map(({ date, mark }) => [date, mark])).toEqual([
      ["2026-11-03", "petugas"],
      ["2026-11-10", undefined],
    ]);
  });

  it("stand there once, without what was withdrawn or is no weighing", () => {
    const steps = [step("2026-11-03", 7.1, "officer"), step("2026-11-04", 1, "officer", "fed")];
    expect(weighedOnPaths([path(steps)], [visit("2026-11-03", 7.1)], "x")).toEqual([]);
    expect(weighedOnPaths([path(steps)], [visit("2026-11-03", 7.0)], "x")).toHaveLength(1);
    expect(weighedOnPaths([path(steps, "void")], [], "x")).toEqual([]);
  });

  it("are points of the curve between those of the open days, in their order", () => {
    const visits = [visit("2026-10-20", 7.0), visit("2026-11-18", 7.4)];
    const all = [
      ...visits,
      ...weighedOnPaths([path([step("2026-11-03", 7.1, "officer")])], visits, "petugas"),
    ];
    const points = chartData("weight", CHILD, all, "2026-11-22")?.points ?? [];
    expect(points.map(({ yWords, mark }) => [yWords, mark])).toEqual([
      ["7 kg", undefined],
      ["7,1 kg", "petugas"],
      ["7,4 kg", undefined],
    ]);
  });
});
