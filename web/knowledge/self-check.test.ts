import { describe, expect, it } from "vitest";
import content from "../../content/programme/self-check.json";
import cases from "../../vectors/self-check.json";
import { loadInstrument, scoreAnswers } from "./instruments/index.ts";
import { levelOf } from "./self-check.ts";

const SRQ_ITEMS = Array.from({ length: 20 }, (_, at) => at + 1);

describe("the colour of a self-check", () => {
  it.each(cases.cases)("$name", async ({ instrument: id, age, yes, answers, level }) => {
    const given: Record<string, string> =
      yes === null
        ? { ...(answers as Record<string, string>) }
        : Object.fromEntries(SRQ_ITEMS.map((n) => [String(n), (yes as number[]).includes(n) ? "1" : "0"]));
    const scored = scoreAnswers(await loadInstrument(id), { ageYears: age, sex: null }, given);
    expect(levelOf(content.levels, id, scored)).toBe(level);
  });
});
