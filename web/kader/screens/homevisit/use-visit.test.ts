import { expect, it } from "vitest";
import { phoneFromRows } from "../../core/testing.ts";
import { fieldKey, memberState, unasked, withWrongFigure } from "./use-visit.ts";

const TODAY = "2026-11-22";
const phone = phoneFromRows({
  rows: {
    families: [{ id: "a" }],
    persons: [
      { id: "ibu", name: "Siti", sex: "P", birth_date: "1990-01-01", family: "a" },
      { id: "bayi", name: "Bima", sex: "L", birth_date: "2026-11-21", family: "a" },
    ],
  },
});
const stateOf = (id: string, answers: Record<string, string | boolean> = {}) => {
  const person = phone.rows.persons.get(id);
  if (!person) throw new Error(id);
  return memberState(phone.rows, person, answers, TODAY);
};

it("names who was not asked anything", () => {
  const asked = stateOf("ibu", { [fieldKey("tbc", "cough")]: false });
  expect(unasked([asked, stateOf("bayi")]).map(({ person }) => person.name)).toEqual(["Bima"]);
});

it("keeps a temperature that nobody has out of the answers, and says whose it is", () => {
  const key = fieldKey("bayi", "temperature");
  const wrong = stateOf("bayi", { [key]: "365" });
  expect([wrong.done, wrong.invalid]).toEqual([0, [key]]);
  expect(withWrongFigure([stateOf("ibu"), wrong]).map(({ person }) => person.name)).toEqual(["Bima"]);
  expect(withWrongFigure([stateOf("bayi", { [key]: "36,5" })])).toEqual([]);
});

it("asks a child of one day nothing of weeks it has not lived", () => {
  const ids = stateOf("bayi").questions.map(({ id }) => id);
  expect(ids).toContain(fieldKey("tbc", "contact"));
  expect(ids).toContain(fieldKey("bayi", "breast_only"));
  for (const never of ["tbc.fever", "tbc.weight", "tbc.patient", "bayi.weight_rises"])
    expect(ids).not.toContain(never);
});
