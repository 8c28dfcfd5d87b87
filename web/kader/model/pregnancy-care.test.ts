import { describe, expect, it } from "vitest";
import type { VisitView } from "../core/api.ts";
import { contactDraft, countContacts, isEarlyFirst } from "./contact.ts";
import {
  armOf,
  classesOf,
  plannedOf,
  pressuresOf,
  pressureVerdict,
  tabletsOf,
  visitsDuring,
} from "./pregnancy-care.ts";
import { pregnancy } from "./testing.ts";

const row = pregnancy({ id: "p", person: "ibu", lmp: "2026-01-01" });
const visit = (date: string, values: Record<string, unknown>, card = "hamil"): VisitView => ({
  id: date,
  post: "post",
  seq: 1,
  pending: false,
  person: "ibu",
  session: null,
  date,
  card,
  values,
  entries: {},
  steps: {},
  results: {},
  status: "ok",
});

describe("what a mother was given in this pregnancy", () => {
  const visits = visitsDuring(row, [
    visit("2026-05-01", { ttd_given: 30, ttd_daily: true, class_attended: true, muac_cm: 23.5 }),
    visit("2025-12-31", { ttd_given: 90 }),
    visit("2026-04-01", { ttd_given: 30, ttd_daily: false, class_attended: true, class_with_husband: true }),
    visit("2026-06-01", { class_attended: false, muac_cm: 23.4 }),
    visit("2026-06-02", { ttd_given: 30 }, "nifas"),
  ]);

  it("counts only this pregnancy, oldest first, and keeps the last answer", () => {
    expect(visits.map(({ date }) => date)).toEqual(["2026-04-01", "2026-05-01", "2026-06-01"]);
    expect(tabletsOf(visits)).toEqual({ kind: "ttd", given: 60, target: 90, daily: true });
    expect(classesOf(visits)).toEqual({ attended: 2, target: 4, withHusband: true });
    expect(armOf(visits)).toMatchObject({ cm: 23.4, isLow: true });
    expect(armOf(visits.slice(0, 2))).toMatchObject({ cm: 23.5, isLow: false });
  });

  it("aims at 180 of multiple micronutrients once those are handed out", () => {
    expect(tabletsOf([visit("2026-04-01", { ttd_given: 30, ttd_kind: "mms" })])).toMatchObject({
      kind: "mms",
      target: 180,
      daily: null,
    });
  });

  it("says what has been arranged for the birth", () => {
    expect(plannedOf(row)).toBe(0);
    expect(plannedOf({ ...row, plan_place: "Puskesmas", plan_money: " ", plan_donors: "Pak Adi" })).toBe(2);
  });
});

describe("blood pressure", () => {
  it.each([
    [139, 89, "calm"],
    [140, 80, "high"],
    [120, 90, "high"],
    [160, 80, "severe"],
    [150, 110, "severe"],
  ] as const)("%i/%i is %s", (systolic, diastolic, verdict) => {
    expect(pressureVerdict(systolic, diastolic)).toBe(verdict);
  });

  it("needs both figures and a week", () => {
    const visits = [
      visit("2026-04-09", { systolic: 110, diastolic: 70 }),
      visit("2026-05-01", { systolic: 120 }),
      visit("2025-12-01", { systolic: 120, diastolic: 80 }),
    ];
    expect(pressuresOf(row, visits)).toEqual([
      { date: "2026-04-09", week: 14, systolic: 110, diastolic: 70, verdict: "calm" },
    ]);
  });
});

describe("contacts", () => {
  it("are counted by date, beside both ways of labelling", () => {
    const [book, form] = countContacts(row, ["2026-02-10", "2026-05-01", "2026-06-01", "2026-09-01"]);
    expect(book?.trimesters.map(({ done, target }) => [done, target])).toEqual([
      [1, 1],
      [2, 2],
      [1, 3],
    ]);
    expect(form?.trimesters.map(({ target }) => target)).toEqual([2, 2, 2]);
  });

  it("know a first one before and after twelve weeks", () => {
    expect(isEarlyFirst(row, ["2026-04-01", "2026-03-31"])).toBe(true);
    expect(isEarlyFirst(row, ["2026-04-02"])).toBe(false);
    expect(isEarlyFirst(row, [])).toBeNull();
  });

  it("are given here only today at the post; else they are copied", () => {
    const contact = { product: "KF", dose: 1 };
    const draft = (date: string, place: string) =>
      contactDraft("ibu", contact, { date, place, helper: "bidan" }, "2026-11-21").data;
    expect(draft("2026-11-21", "posyandu")).toMatchObject({ source: "given", number: 1, helper: "bidan" });
    expect(draft("2026-11-21", "rs")).toMatchObject({ source: "history", place: "rs" });
    expect(draft("2026-11-20", "posyandu")).toMatchObject({ source: "history" });
  });
});
