import { describe, expect, it } from "vitest";
import vectors from "../../vectors/checklists.json";
import { type ChecklistAnswer, judge } from "./checklists.ts";

const words = { id: "", en: "" };

describe("checklists of a post", () => {
  it.each(vectors.cases)("$name", ({ items, almost_from, answers, state, left }) => {
    const whole = items.map((item) => ({ ...item, ask: words, help: words, next: words }));
    const found = judge({ items: whole, almost_from }, answers as Record<string, ChecklistAnswer>);
    expect([found.state, found.left.map(({ id }) => id)]).toEqual([state, left]);
  });
});
