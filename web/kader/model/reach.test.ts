import { expect, it } from "vitest";
import { contactDrafts, forgetDraft, isWhole, newReach, phoneOf, toggledTime } from "./reach.ts";

it.each([
  ["0812 3456 7890", "+6281234567890"],
  ["(021) 555-0001", "+62215550001"],
  ["6281234567890", "+6281234567890"],
  ["0062 812 3456 7890", "+6281234567890"],
  ["+60 12-345 6789", "+60123456789"],
  ["112", null],
  ["delapan", null],
  ["", null],
])("reads %s as the server does", (typed, whole) => {
  expect(phoneOf(typed)).toBe(whole);
});

it("travels only when the number is whole, and nothing is left when nothing was", () => {
  const half = { ...newReach("phone"), phone: "0812" };
  expect([isWhole(null), isWhole(newReach("kader")), isWhole(half)]).toEqual([true, true, false]);
  expect(contactDrafts("r", half)).toEqual([]);
  expect(contactDrafts(null, newReach("kader"))).toEqual([]);
  expect(contactDrafts("r", null)).toEqual([]);
});

it("by way of the kader carries no number that was typed before", () => {
  const reach = { ...newReach("kader"), phone: "0812 3456 7890", may_leave_message: true };
  expect(contactDrafts("r", reach)[0]?.data).toEqual({
    reach: { name: "", phone: "", times: [], may_leave_message: false },
  });
});

it("takes back what was chosen, and all of it", () => {
  expect(toggledTime(toggledTime(newReach("kader"), "pagi"), "pagi").times).toEqual([]);
  expect(forgetDraft("r")).toMatchObject({ subject: "r", data: { reach: null } });
});
