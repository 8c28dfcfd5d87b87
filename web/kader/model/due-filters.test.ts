import { expect, it } from "vitest";
import { phoneFromRows } from "../core/testing.ts";
import { EVERYTHING, filtered, kindCounts, NO_RT, rtsOf } from "./due-filters.ts";
import { type DueKind, type DuePerson, itemOf } from "./due-item.ts";

const TODAY = "2026-11-22";
const { rows } = phoneFromRows({
  rows: {
    families: [
      { id: "a", rt: "3" },
      { id: "b", rt: " 003" },
      { id: "c", rt: "10" },
      { id: "d", rt: "" },
    ],
    persons: [..."abcd"].map((id) => ({ id: `of-${id}`, name: id, family: id })),
  },
});
const due = (family: string, kind: DueKind): DuePerson => {
  const person = rows.persons.get(`of-${family}`);
  if (!person) throw new Error(family);
  return { person, items: [itemOf(kind, TODAY, 1, false)], risk: 1, date: TODAY };
};
const list = [due("a", "weighing"), due("b", "screening"), due("c", "screening"), due("d", "screening")];

it("knows 3 and 003 as one RT", () => {
  expect(new Set(rtsOf(list, rows))).toEqual(new Set(["3", "10", NO_RT]));
  expect(filtered(list, { ...EVERYTHING, rt: "3" }, rows, TODAY)).toHaveLength(2);
});

it("counts everybody under all: no kind holds more people", () => {
  expect(kindCounts(list)).toEqual([
    ["all", 4],
    ["weighing", 1],
    ["screening", 3],
  ]);
  expect(filtered(list, EVERYTHING, rows, TODAY)).toEqual(list);
});
