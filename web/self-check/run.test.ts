import { describe, expect, it } from "vitest";
import content from "../../content/programme/self-check.json";
import cases from "../../vectors/self-check.json";
import { loadInstrument } from "../knowledge/instruments/index.ts";
import { ageOf, isCritical, verdict } from "./run.ts";

const RULES = { levels: content.levels, oldest: content.ages.oldest };

describe("a verdict", () => {
  it.each(cases.cases)("$name", async ({ instrument: id, age, yes, answers, level }) => {
    const instrument = await loadInstrument(id);
    const given: Record<string, string> =
      yes === null
        ? { ...(answers as Record<string, string>) }
        : Object.fromEntries(
            instrument.items.map((item) => [
              item.id,
              (yes as number[]).includes(Number(item.id)) ? "1" : "0",
            ]),
          );
    const tooYoung =
      level === null && !instrument.eligibility.every(() => age >= 12 && (id !== "srq-20" || age >= 15));
    expect(verdict({ ...RULES, instrument }, age, given)).toBe(tooYoung ? "age" : level);
  });

  it("is open without an age, and does not break over a value that is none", async () => {
    const instrument = await loadInstrument("phq-4");
    expect(verdict({ ...RULES, instrument }, 30, {})).toBeNull();
    expect(verdict({ ...RULES, instrument }, 30, { "1": "9" })).toBeNull();
    expect(verdict({ ...RULES, instrument }, null, { "1": "0", "2": "0", "3": "0", "4": "0" })).toBeNull();
  });

  it("knows at the moment of answering what cannot wait", async () => {
    const instrument = await loadInstrument("srq-20");
    expect(isCritical(instrument, "17", { "17": "1" })).toBe(true);
    expect(isCritical(instrument, "17", { "17": "0" })).toBe(false);
    expect(isCritical(instrument, "16", { "16": "1", "17": "1" })).toBe(false);
  });

  it.each([
    ["30", 30],
    [" 7 ", 7],
    ["", null],
    ["abc", null],
    ["110", 110],
    ["111", null],
    ["120", null],
    ["-3", null],
    ["3.5", null],
  ])("reads %j as an age", (typed, age) => {
    expect(ageOf(typed, RULES.oldest)).toBe(age);
  });
});
