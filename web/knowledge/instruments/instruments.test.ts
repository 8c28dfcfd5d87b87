/** Every golden case of vectors/instruments.json, as in Python. */
import { describe, expect, it } from "vitest";
import golden from "../../../vectors/instruments.json" with { type: "json" };
import {
  AnswerError,
  type Answers,
  criticalNow,
  type Instrument,
  instrumentIds,
  loadInstrument,
  loadText,
  type Scored,
  scoreAnswers,
  toAsk,
} from "./index.ts";

type Case = {
  name: string;
  instrument: string;
  age_years: number | null;
  age_months?: number;
  sex: string | null;
  fill?: number;
  answers: Answers;
  settings?: Record<string, string>;
  expect: Partial<Scored>;
};
const cases = golden.cases as unknown as Case[];
const loaded = new Map<string, Instrument>();
for (const id of await instrumentIds()) loaded.set(id, await loadInstrument(id));
const instrument = (id: string) => loaded.get(id) as Instrument;

function filled({ instrument: id, fill, answers }: Case): Answers {
  if (fill === undefined) return answers;
  const needed = instrument(id).items.filter((item) => !item.optional);
  return { ...Object.fromEntries(needed.map((item) => [item.id, fill])), ...answers };
}

const answer = (given: Case): Scored =>
  scoreAnswers(
    instrument(given.instrument),
    { ageYears: given.age_years, sex: given.sex, ageMonths: given.age_months ?? null },
    filled(given),
    given.settings,
  );

describe("an instrument answers as printed", () => {
  it.each(cases)("$name", (given) => {
    expect(answer(given)).toMatchObject(given.expect);
  });
});

describe("an answer that cannot be is refused by name", () => {
  it.each(golden.refused)("$name", (given) => {
    const refused = () =>
      scoreAnswers(instrument(given.instrument), { ageYears: 30, sex: "P" }, given.answers as Answers);
    expect(refused).toThrow(AnswerError);
    expect(refused).toThrow(`${given.where}: `);
  });
});

describe("a danger fires when it is answered", () => {
  it.each(golden.critical_now)("$name", (given) => {
    expect(criticalNow(instrument(given.instrument), given.answers as Answers)).toEqual(given.critical);
  });
});

describe("what is asked", () => {
  const asked = (id: string, ageMonths: number, answers: Answers) =>
    toAsk(instrument(id), { ageYears: null, sex: "P", ageMonths }, answers).items.map((item) => item.id);

  it("follows the age box of the child", () => {
    expect(asked("kia-development", 25, {})).toEqual(["24_1", "24_2", "24_3", "24_4", "24_5", "24_6"]);
    expect(asked("kia-development", 25, { box: "12" })[0]).toBe("12_1");
  });

  it("follows the branches", () => {
    expect(asked("c-ssrs", 300, {})).toEqual(["1", "2", "6"]);
    expect(asked("c-ssrs", 300, { 2: 1, 6: 1 })).toEqual(["1", "2", "3", "4", "5", "6", "6_3m"]);
  });
});

describe("what follows by itself", () => {
  const puma = (answers: Answers) => toAsk(instrument("puma"), { ageYears: 55, sex: "L" }, answers);
  const ids = (each: readonly { readonly id: string }[]) => each.map(({ id }) => id);

  it("is not asked", () => {
    expect(ids(puma({}).items)).toEqual(["3", "4", "5", "6", "7"]);
    expect(ids(puma({ pack_years: 30 }).items)).toEqual(["4", "5", "6", "7"]);
    expect(ids(puma({}).inputs)).toEqual(["pack_years", "smokes"]);
  });

  it("is shown once it was answered", () => {
    expect(ids(puma({ 1: 1 }).items)).toEqual(["1", "3", "4", "5", "6", "7"]);
    expect(ids(puma({ 2: 0 }).items)).toEqual(["2", "3", "4", "5", "6", "7"]);
  });

  it("is not upset by a slip", () => {
    expect(ids(puma({ pack_years: 999, 4: "?" }).items)).toContain("4");
  });
});

describe("wording", () => {
  it("has a word for every item and value of a free instrument, in both languages", async () => {
    for (const each of loaded.values()) {
      for (const lang of ["id", "en"]) {
        const text = await loadText(each.id, lang);
        if (!each.licence.embed) {
          expect(text).toBeNull();
          continue;
        }
        for (const item of each.items) {
          expect(text?.items[item.id]?.ask).toBeTruthy();
          const options = text?.options[item.id] ?? text?.options[item.scale];
          expect(Object.keys(options ?? {}).map(Number)).toEqual(each.scales[item.scale]?.values);
        }
      }
    }
  });

  it("is not for a name that is not one", async () => {
    await expect(loadInstrument("../cards/balita")).rejects.toThrow(/no instrument/);
  });
});
