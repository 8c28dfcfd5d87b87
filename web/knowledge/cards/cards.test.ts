import { beforeAll, describe, expect, it } from "vitest";
import golden from "../../../vectors/cards.json" with { type: "json" };
import {
  ACTIONS,
  CARD_IDS,
  type Card,
  cardNow,
  evaluate,
  homeAdvice,
  isDue,
  isEligible,
  loadCards,
  pastFacts,
  questions,
  type Settings,
  type Step,
  trimester,
  visibleFields,
  weightGain,
  weightGainBand,
} from "./index.ts";

type Facts = Record<string, unknown>;
const card = (id: string): Card => {
  const found = cardNow(id);
  if (!found) throw new Error(id);
  return found;
};
beforeAll(() => loadCards(CARD_IDS));

describe("a card answers as the printed rules", () => {
  it.each(golden.cases)("$name", (given) => {
    const expected = given as typeof given & { settings?: Settings; unknown_has?: string[] };
    const answer = evaluate(card(given.card), given.facts as Facts, expected.settings);
    expect(answer.action).toBe(given.action);
    expect(answer.fired.map((fired) => fired.id)).toEqual(given.fired);
    expect(answer.unknown).toEqual(expect.arrayContaining(expected.unknown_has ?? []));
    for (const fired of answer.fired) {
      expect(fired.trace.length).toBeGreaterThan(0);
      for (const clause of fired.trace)
        expect(clause.actual).toBe((given.facts as Facts)[clause.fact] ?? null);
    }
  });
});

describe("fields appear when they apply", () => {
  it.each(golden.fields)("$name", (given) => {
    const shown = visibleFields(card(given.card), given.facts as Facts, given.step as Step).map((f) => f.id);
    expect(shown).toEqual(expect.arrayContaining(given.shown));
    for (const hidden of given.hidden) expect(shown).not.toContain(hidden);
  });
});

describe("how often decides what is asked today", () => {
  it.each(golden.asked)("$name", (given) => {
    const facts = given.facts as Facts;
    const shown = visibleFields(card(given.card), facts);
    const asked = shown.filter((field) => isDue(field, facts)).map((field) => field.id);
    const addable = shown.filter((field) => !isDue(field, facts)).map((field) => field.id);
    expect(asked).toEqual(expect.arrayContaining(given.asked));
    expect(addable).toEqual(expect.arrayContaining(given.addable));
  });

  it.each(golden.past)("$name", (given) => {
    const past = given.past.map(([date, values]) => ({ date: date as string, values: values as Facts }));
    const today = Date.parse(given.today);
    const since = (day: string): number => (today - Date.parse(day)) / 86_400_000;
    expect(pastFacts(card(given.card), past, since)).toEqual(given.facts);
  });
});

describe("implausible values are questioned, not blocked", () => {
  it.each(golden.questions)("$name", (given) => {
    const asked = questions(card(given.card), given.facts as Facts);
    expect(Object.fromEntries(asked.map((q) => [q.field, q.doubt]))).toEqual(given.doubts);
  });
});

describe("one thing to do at home", () => {
  it.each(golden.advice)("$name", (given) => {
    expect(homeAdvice(given.age_months, given.facts as Facts)?.one.id ?? null).toBe(given.one);
  });
});

describe("weight gain follows the curve", () => {
  it.each(golden.weight_gain)("$name", (given) => {
    const gain = weightGain(given.bmi, given.weeks, given.gain_kg);
    expect([gain.verdict, gain.group]).toEqual([given.verdict, given.group]);
    expect(gain.min_kg).toBeCloseTo(given.min_kg, 3);
    expect(gain.max_kg).toBeCloseTo(given.max_kg, 3);
  });

  it("refuses a BMI that cannot be", () => {
    expect(() => weightGainBand(0, 20)).toThrow(/check weight and height/);
  });

  it("turns trimesters at weeks 13 and 28", () => {
    expect([0, 12.9, 13, 27.9, 28, 41].map(trimester)).toEqual([1, 1, 2, 2, 3, 3]);
  });
});

describe("the most urgent rule", () => {
  it("comes first and decides", () => {
    const answer = evaluate(card("balita"), { age_months: 8, danger_sign: true, kms: "T", muac_cm: 12 });
    const ranks = answer.fired.map((fired) => ACTIONS.indexOf(fired.action));
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
    expect(answer.action).toBe("darurat");
  });

  it("belongs to a card only when the age says so", () => {
    expect(isEligible(card("balita"), { age_months: 72 })).toBe(true);
    expect(isEligible(card("balita"), { age_months: 73 })).toBe(false);
    expect(isEligible(card("hamil"), {})).toBeNull();
  });
});
