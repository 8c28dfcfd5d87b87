import { describe, expect, it } from "vitest";
import type { Draft, PersonView } from "../core/api.ts";
import { type MemoryPhone, phoneFromRows, type SomeRows } from "../core/testing.ts";
import { dosesAnswered, dosesUnanswered, visitAfterDoses, visitWithoutDose } from "./answered-doses.ts";
import { dueOf } from "./due.ts";
import { forecaster } from "./schedule.ts";
import { factsOf, fieldsOf, givenByDoses, type Subject, subjectOf, suggestions } from "./visit.ts";

const ROUND = "2026-08-15";
const STEP4 = { "4": { at: "2026-08-15T01:00:00Z" } };
const aisyah = { id: "aisyah", name: "Aisyah", sex: "P" as const, birth_date: "2025-01-10" };
const red = { id: "d1", person: "aisyah", product: "VITA-MERAH", date: ROUND };

function phoneWith(rows: SomeRows, date = ROUND): MemoryPhone {
  return phoneFromRows({ rows: { persons: [aisyah], ...rows }, now: `${date}T02:00:00.000Z` });
}
const visitWith = (values: object, steps: object = STEP4) => ({
  id: "v1",
  person: "aisyah",
  date: ROUND,
  values: values as never,
  entries: Object.fromEntries(Object.keys(values).map((field) => [field, "e1"])),
  steps: steps as never,
});
const who = ({ rows }: MemoryPhone) => rows.persons.get("aisyah") as PersonView;
const subjectIn = (phone: MemoryPhone, date = ROUND) =>
  subjectOf(phone.rows, who(phone), date, null) as Subject;
const answered = (phone: MemoryPhone, values: object, date = ROUND): Draft[] =>
  dosesAnswered(
    who(phone),
    "balita",
    values as never,
    { date, visit: "v1" },
    { rows: phone.rows, province: "31", place: "Posyandu Melati 3", forecast: forecaster },
  );
const dueProducts = (phone: MemoryPhone) =>
  dueOf(who(phone), {
    rows: phone.rows,
    today: ROUND,
    now: phone.now(),
    province: "31",
    forecast: forecaster,
  }).map(({ product }) => product);

describe("a dose written down first", () => {
  it("answers the card for this day only", () => {
    const subject = subjectIn(phoneWith({ doses: [red] }));
    expect(givenByDoses(subject)).toEqual({ vitamin_a: true });
    expect(factsOf(subject, {}, null)).toMatchObject({ vitamin_a: true });
    expect(givenByDoses(subjectIn(phoneWith({ doses: [{ ...red, date: "2026-08-14" }] })))).toEqual({});
  });

  it("does not answer over what a table has recorded", () => {
    expect(
      givenByDoses(subjectIn(phoneWith({ doses: [red], visits: [visitWith({ vitamin_a: false })] }))),
    ).toEqual({});
  });

  it("corrects a no, completes a step that was written, and leaves an open step to its own saving", () => {
    const drafts = (values: object, steps: object) => {
      const phone = phoneWith({ visits: [visitWith(values, steps)] });
      return visitAfterDoses(phone.rows, who(phone), ROUND, ["VITA-MERAH"], "diberikan");
    };
    expect(drafts({ vitamin_a: false }, STEP4)).toMatchObject([
      { kind: "visit.corrected", data: { corrects: "e1", values: { vitamin_a: true } } },
    ]);
    expect(drafts({}, STEP4)).toMatchObject([
      { kind: "visit.recorded", data: { visit: "v1", step: 4, values: { vitamin_a: true } } },
    ]);
    expect(drafts({}, {})).toEqual([]);
    expect(drafts({ vitamin_a: true }, STEP4)).toEqual([]);
  });

  it("turns the answer back when it is withdrawn, unless another dose of the day stands for it", () => {
    const undone = (doses: SomeRows["doses"] & object) => {
      const phone = phoneWith({ doses, visits: [visitWith({ vitamin_a: true })] });
      return visitWithoutDose(phone.rows, red, "anak lain");
    };
    expect(undone([red])).toMatchObject([
      { kind: "visit.corrected", data: { values: { vitamin_a: false } } },
    ]);
    expect(undone([red, { ...red, id: "d2" }])).toEqual([]);
  });
});

describe("an answer given first", () => {
  it("is a dose of the round, after which nothing asks for it again", async () => {
    const phone = phoneWith({});
    expect(dueProducts(phone)).toEqual(expect.arrayContaining(["VITA-MERAH", "ALBENDAZOL"]));
    const drafts = answered(phone, { vitamin_a: true, deworming: true });
    expect(drafts).toMatchObject([
      { kind: "dose.given", data: { product: "VITA-MERAH", number: null, date: ROUND, visit: "v1" } },
      { kind: "dose.given", data: { product: "ALBENDAZOL", number: null, date: ROUND, visit: "v1" } },
    ]);
    await phone.record(drafts);
    expect(dueProducts(phone)).not.toEqual(expect.arrayContaining(["VITA-MERAH"]));
    expect(dueProducts(phone)).not.toEqual(expect.arrayContaining(["ALBENDAZOL"]));
    expect(answered(phone, { vitamin_a: true, deworming: true })).toEqual([]);
  });

  it("gives the blue capsule before the first birthday, nothing for a no, nothing between rounds", () => {
    const young = phoneFromRows({
      rows: { persons: [{ ...aisyah, birth_date: "2026-01-10" }] },
      now: `${ROUND}T02:00:00.000Z`,
    });
    expect(answered(young, { vitamin_a: true })).toMatchObject([{ data: { product: "VITA-BIRU" } }]);
    expect(answered(young, { vitamin_a: false })).toEqual([]);
    expect(answered(phoneWith({}, "2026-06-15"), { vitamin_a: true }, "2026-06-15")).toEqual([]);
  });

  it("withdraws that dose when the answer is corrected", () => {
    const { rows } = phoneWith({ doses: [red, { ...red, id: "old", date: "2026-02-10" }] });
    const visit = { person: "aisyah", card: "balita", date: ROUND };
    expect(dosesUnanswered(rows, visit, { vitamin_a: false }, "salah ketik")).toMatchObject([
      { kind: "entry.voided", data: { target: "d1" } },
    ]);
    expect(dosesUnanswered(rows, visit, { weight_kg: 9 }, "salah ketik")).toEqual([]);
  });
});

it("counts a mother's capsules since the birth, for her to see and change", () => {
  const phone = phoneWith({
    persons: [{ ...aisyah, birth_date: "1998-01-10" }],
    pregnancies: [
      { id: "p1", person: "aisyah", status: "closed", outcome: "birth", end_date: "2026-08-01" },
    ] as never,
    doses: [red, { ...red, id: "d2", date: "2026-08-01" }, { ...red, id: "d0", date: "2024-03-01" }],
  });
  const subject = subjectIn(phone);
  expect(suggestions(subject, {})).toMatchObject({ vitamin_a_capsules: "2" });
  expect(givenByDoses(subject)).toEqual({ vitamin_a: true });
  const asked = fieldsOf(subject, 4, factsOf(subject, {}, null)).map(({ id }) => id);
  expect(asked).toEqual(expect.arrayContaining(["vitamin_a", "vitamin_a_capsules"]));
});
