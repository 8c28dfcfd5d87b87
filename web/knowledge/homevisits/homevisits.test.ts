import { describe, expect, it } from "vitest";
import golden from "../../../vectors/homevisits.json" with { type: "json" };
import type { Facts } from "../rules/index.ts";
import { CHECKLISTS, type ChecklistId, checklistsFor, findings } from "./index.ts";

interface Who {
  name: string;
  facts: Facts;
  checklists: string[];
}
interface Answered {
  name: string;
  checklist: string;
  answers: Facts;
  action: string | null;
  categories: string[];
  rules: string[];
}

describe("which checklist fits whom", () => {
  it.each(golden.who as unknown as Who[])("$name", ({ facts, checklists }) => {
    expect(checklistsFor(facts)).toEqual(checklists);
  });
});

describe("what answers mean", () => {
  it.each(golden.answers as unknown as Answered[])("$name", ({ checklist, answers, ...expected }) => {
    const found = findings(CHECKLISTS[checklist as ChecklistId], answers);
    expect(found.action).toBe(expected.action);
    expect(found.categories).toEqual(expected.categories);
    expect(found.fired.map(({ id }) => id)).toEqual(expected.rules);
  });
});

it("asks about the medicine of an illness only those who have it", async () => {
  const { questionsOf } = await import("./index.ts");
  const of = (facts: Facts): string[] => questionsOf(CHECKLISTS.tbc, facts).map(({ id }) => id);
  expect(of({})).not.toContain("taken");
  expect(of({ patient: false })).not.toContain("taken");
  expect(of({ patient: true })).toContain("taken");
});

it("asks danger signs first, and only what fits", async () => {
  const { questionsOf } = await import("./index.ts");
  const asked = questionsOf(CHECKLISTS.balita, { age_months: 30 }).map(({ id }) => id);
  expect(asked[0]).toBe("temperature");
  expect(asked).not.toContain("danger_suck");
});
