/** The cards of youths, adults and older people at the table: what is asked, what is known, what is said. */
import { beforeAll, describe, expect, it } from "vitest";
import { CARD_IDS, cardNow, isDue, loadCards } from "../../knowledge/cards/index.ts";
import type { PersonView } from "../core/api.ts";
import { phoneFromRows } from "../core/testing.ts";
import { bodyLines } from "./body-lines.ts";
import { bodyTable } from "./body-table.ts";
import { questionsAbout } from "./questions.ts";
import { verdictOf } from "./verdict.ts";
import {
  evaluationOf,
  factsOf,
  fieldsOf,
  growthWith,
  resultsOf,
  type Subject,
  subjectOf,
  type Values,
} from "./visit.ts";

const TODAY = "2026-11-21";
beforeAll(() => loadCards(CARD_IDS));

const seen = (date: string, values: object, card = "dewasa") => ({
  ...{ id: `v ${date}`, person: "p", date, card, status: "ok", values, entries: {}, steps: {}, results: {} },
});

async function at(person: object, visits: object[] = [], more: object = {}): Promise<Subject> {
  const rows = { persons: [{ id: "p", name: "Ratna", ...person }], visits, ...more };
  const phone = phoneFromRows({ rows: rows as never, now: `${TODAY}T02:00:00.000Z` });
  const who = phone.rows.persons.get("p") as PersonView;
  const subject = subjectOf(phone.rows, who, TODAY, await phone.rows.visitsOf("p"));
  if (!subject) throw new Error("no card");
  return subject;
}

const ADULT = { sex: "P", birth_date: "1980-05-05", marital_status: "kawin" };
const YOUTH = { sex: "P", birth_date: "2011-05-05" };
const factsWith = (subject: Subject, values: Values) => factsOf(subject, values, growthWith(subject, values));
const asked = (subject: Subject, step: 2 | 3 | 4, values: Values = {}) => {
  const facts = factsWith(subject, values);
  return fieldsOf(subject, step, facts)
    .filter((field) => isDue(field, facts))
    .map(({ id }) => id);
};

describe("what is asked today", () => {
  it("is everything the first time, and a month later what is taken each month", async () => {
    expect(asked(await at(ADULT), 2)).toEqual([
      "weight_kg",
      "height_cm",
      "waist_cm",
      "muac_cm",
      "systolic",
      "diastolic",
      "glucose_mgdl",
      "cholesterol_mgdl",
    ]);
    const before = { height_cm: 155, glucose_mgdl: 100, cholesterol_mgdl: 180, own_diabetes: false };
    expect(asked(await at(ADULT, [seen("2026-10-21", before)]), 2)).toEqual([
      "weight_kg",
      "waist_cm",
      "muac_cm",
      "systolic",
      "diastolic",
    ]);
  });

  it("remembers a known diabetes of months ago", async () => {
    const history = [seen("2026-10-21", { glucose_mgdl: 180 }), seen("2026-03-21", { own_diabetes: true })];
    expect(asked(await at(ADULT, history), 2)).toContain("glucose_mgdl");
  });

  it("takes what was measured on the adult card along to the card of older people", async () => {
    const older = await at({ ...ADULT, birth_date: "1966-11-01" }, [seen("2026-10-21", { height_cm: 155 })]);
    expect(older.card.id).toBe("lansia");
    expect(factsWith(older, { weight_kg: 60 })).toMatchObject({ bmi: 25, bmi_band: "normal" });
  });

  it("asks what is private only when the young person is alone", async () => {
    const youth = await at(YOUTH);
    expect(asked(youth, 4)).not.toContain("smoking");
    expect(asked(youth, 4, { asked_alone: true })).toEqual(
      expect.arrayContaining(["smoking", "wants_to_talk"]),
    );
  });
});

describe("what it means", () => {
  it("is said with words, figures and the values before", async () => {
    const before = seen("2026-10-21", { systolic: 138, diastolic: 88, height_cm: 155 });
    const now = seen(TODAY, { systolic: 150, diastolic: 95, weight_kg: 62 });
    const subject = await at(ADULT, [before, now]);
    const facts = factsWith(subject, {});
    const evaluation = evaluationOf(subject, facts);
    expect(evaluation.fired.map(({ id }) => id)).toContain("RJ-D1.bp");
    expect(verdictOf(facts, evaluation, null)).toMatchObject({ followUp: "refer", word: null });
    const lines = bodyLines(subject, facts, null);
    expect(lines.map(({ measure, value, word }) => [measure, value, word?.id])).toEqual([
      ["weight", "62 kg", undefined],
      ["blood_pressure", "150/95 mmHg", "Tinggi"],
      ["bmi", "25,8", "Gemuk"],
    ]);
    expect(lines[1]?.last).toEqual({ value: "138/88", date: "2026-10-21" });
    expect(lines[2]?.isForPaper).toBe(true);
  });

  it("comes from the growth standard for a youth, in the words of the card", async () => {
    const subject = await at(YOUTH, [seen(TODAY, { weight_kg: 30, height_cm: 155 }, "remaja")]);
    const growth = growthWith(subject, {});
    expect(growth?.bands.imt_u?.card_word).toBe("Sangat kurus");
    expect(growth?.point).toBeNull();
    const facts = factsOf(subject, {}, growth);
    expect(evaluationOf(subject, facts).fired.map(({ id }) => id)).toContain("RJ-R1.bmi-low");
    expect(bodyLines(subject, facts, growth).find(({ measure }) => measure === "bmi")?.word?.id).toBe(
      "Sangat kurus",
    );
  });

  it("keeps what was said in private out of every result", async () => {
    const subject = await at(YOUTH);
    const facts = factsWith(subject, { asked_alone: true, smoking: true, wants_to_talk: true });
    const evaluation = evaluationOf(subject, facts);
    expect(evaluation.fired.map(({ id }) => id)).toEqual(["RJ-R1.talk", "ED-SMOKING"]);
    expect(resultsOf(evaluation, null).fired).toEqual([]);
    expect(verdictOf(facts, evaluation, null)).toMatchObject({ followUp: "none", sentence: null });
    const values = { weight_kg: 50, height_cm: 155, smoking: true, wants_to_talk: true };
    const card = cardNow("remaja");
    const table = card && bodyTable(card, subject.person, [seen(TODAY, values, "remaja") as never], 24);
    expect(JSON.stringify(table)).not.toMatch(/Ya|rokok/i);
    const asked = { no: "x", label: { id: "Rokok", en: "Smokes" }, from: ["smoking"], step: 4 } as const;
    const careless = card && { ...card, columns: [...card.columns, asked] };
    const visits = [seen(TODAY, values, "remaja") as never];
    expect(careless && bodyTable(careless, subject.person, visits, 24)).toEqual(table);
    expect(table?.heads).toEqual(["Tanggal", "BB (kg)", "TB (cm)", "IMT/U (SK/K/N/G/O)"]);
  });

  it("counts the screenings of today, by what is to be done alone", async () => {
    const screenings = [
      { id: "s1", person: "p", instrument: "aks", date: TODAY, complete: true, action: "rujuk" },
      { id: "s2", person: "p", instrument: "skilas", date: "2026-10-01", complete: true, action: "rujuk" },
    ];
    const older = await at({ ...ADULT, birth_date: "1950-01-01" }, [], { screenings });
    expect(evaluationOf(older, factsWith(older, {})).fired.map(({ id }) => id)).toEqual(["RJ-L1"]);
  });
});

describe("figures that look unlikely are asked about", () => {
  const question = async (values: Values, visits: object[] = []) => {
    const subject = await at(ADULT, visits);
    return [...questionsAbout(subject, fieldsOf(subject, 2, factsWith(subject, values)), values).keys()];
  };

  it("a weight that jumped, a height that changed, pressures that were swapped", async () => {
    const before = [seen("2026-10-21", { weight_kg: 60, height_cm: 155 })];
    expect(await question({ weight_kg: 70 }, before)).toEqual(["weight_kg"]);
    expect(await question({ weight_kg: 68 }, before)).toEqual([]);
    expect(await question({ height_cm: 165 }, before)).toEqual(["height_cm"]);
    expect(await question({ systolic: 80, diastolic: 120 })).toEqual(["diastolic"]);
    expect(await question({ systolic: 120, diastolic: 80 })).toEqual([]);
  });
});
