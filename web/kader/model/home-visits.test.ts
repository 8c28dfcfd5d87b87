import { describe, expect, it } from "vitest";
import type { SomeRows } from "../core/testing.ts";
import { phoneFromRows } from "../core/testing.ts";
import type { DuePerson } from "./due.ts";
import {
  agendaOf,
  answeredOf,
  atHome,
  checkDraft,
  checklistsOf,
  planOf,
  visitsThisMonth,
} from "./home-visits.ts";

const TODAY = "2026-11-21";
const family = (id: string, head_name = id) => ({ id, head_name });
const person = (id: string, of: string, birth_date = "2000-01-01", more: object = {}) => ({
  id,
  name: id,
  family: of,
  birth_date,
  ...more,
});
const visit = (id: string, subject: string, date: string, more: object = {}) => ({
  id,
  subject,
  date,
  ...more,
});
const check = (id: string, who: string, date: string, categories: string[], more: object = {}) => ({
  id,
  person: who,
  visit: "v",
  date,
  checklist: "tbc",
  categories,
  ...more,
});

const plan = (rows: SomeRows, due: readonly DuePerson[] = []) =>
  planOf(phoneFromRows({ rows }).rows, due, TODAY);
const reasons = (rows: SomeRows) =>
  plan(rows).map(({ family: one, reasons: why }) => [one.id, why.map(({ id }) => id)]);

describe("whom to visit", () => {
  const two = { families: [family("a"), family("b")], persons: [person("p", "a"), person("q", "b")] };
  it("is every family once a year, those never visited included", () => {
    const visits = [visit("1", "a", "2025-11-21"), visit("2", "b", "2025-11-22")];
    expect(reasons({ ...two, homevisits: visits })).toEqual([
      ["a", ["routine"]],
      ["b", []],
    ]);
  });
  it("puts a danger sign before medicine, and both before the yearly visit", () => {
    const rows = { ...two, homechecks: [check("1", "q", "2026-11-01", ["obat", "bahaya"])] };
    const [first] = plan(rows);
    expect(first?.family.id).toBe("b");
    expect(first?.reasons.map(({ id }) => id)).toEqual(["danger", "medicine", "routine"]);
    expect(first?.purpose).toBe("khusus");
  });
  it("goes to a child on a growth path until the path is closed", () => {
    const path = (status: string) => ({
      ...two,
      paths: [{ id: "g", person: "q", opened_on: "2026-10-01", status }],
    });
    expect(plan(path("open"))[0]?.reasons.map(({ id }) => id)).toEqual(["growth", "routine"]);
    expect(plan(path("closed"))[0]?.reasons.map(({ id }) => id)).toEqual(["routine"]);
  });
  it("forgets what the puskesmas has settled and what the newest check no longer says", () => {
    const settled = { action: "selesai", date: null, note: "", at: "2026-11-02T00:00:00Z", by: "x" };
    const rows = {
      ...two,
      homevisits: [visit("1", "a", "2026-11-10"), visit("2", "b", "2026-11-10")],
      homechecks: [
        check("1", "p", "2026-11-01", ["bahaya"], { follow_up: [settled], state: "followed" as const }),
        check("2", "q", "2026-10-01", ["bahaya"]),
        check("3", "q", "2026-11-01", []),
      ],
    };
    expect(reasons(rows).flatMap(([, why]) => why)).toEqual([]);
  });
  it("shows a plan a week ahead until somebody went, and a return that was promised", () => {
    const recent = visit("0", "b", "2026-11-12", { next_date: "2026-11-26", seq: 2 });
    const rows = {
      ...two,
      homevisits: [visit("1", "a", "2026-11-01"), recent],
      homeplans: [
        { id: "x", subject: "a", date: "2026-11-28", author: "k" },
        { id: "y", subject: "b", date: "2026-11-15", author: "k" },
        { id: "z", subject: "a", date: "2026-12-20", author: "k" },
      ],
    };
    expect(reasons(rows)).toEqual([
      ["a", ["planned"]],
      ["b", ["agreed"]],
    ]);
    expect(plan(rows)[0]?.plans.map(({ id }) => id)).toEqual(["x", "z"]);
  });
  it("keeps a plan that was made at the last visit, and lets it go when somebody went a few days early", () => {
    const made = { id: "x", subject: "a", date: "2026-11-25", author: "k", seq: 5 };
    const before = visit("1", "a", "2026-11-20", { seq: 4 });
    const after = visit("2", "a", "2026-11-21", { seq: 6 });
    expect(plan({ ...two, homevisits: [before], homeplans: [made] })[0]?.plans).toHaveLength(1);
    expect(
      plan({ ...two, homevisits: [before, after], homeplans: [made] }).flatMap(({ plans }) => plans),
    ).toEqual([]);
  });
  it("leaves out families that moved and houses where nobody lives", () => {
    const rows = {
      families: [family("a"), { ...family("gone"), status: "moved" as const }, family("empty")],
      persons: [person("p", "a"), person("q", "gone"), { ...person("d", "empty"), status: "died" as const }],
    };
    expect(plan(rows).map(({ family: one }) => one.id)).toEqual(["a"]);
  });
});

describe("what a post can do in a week", () => {
  const letters = [..."abcdefgh"];
  const many = {
    families: letters.map((id) => family(id)),
    persons: letters.map((id) => person(`of-${id}`, id)),
    paths: letters.slice(0, 7).map((id, n) => ({
      id: `path-${id}`,
      person: `of-${id}`,
      opened_on: `2026-10-0${n + 1}`,
      status: "open",
    })),
  };
  const agenda = (rows: SomeRows) => agendaOf(plan(rows));
  const ids = (list: readonly { family: { id: string } }[]) => list.map(({ family: { id } }) => id).join("");
  it("is a few families in the order of the plan; the others wait, and the yearly visit stays apart", () => {
    const { week, waiting, routine } = agenda(many);
    expect([ids(week), ids(waiting), ids(routine)]).toEqual(["abcde", "fg", "h"]);
  });
  it("lets nobody with an agreed day or a danger sign wait, whatever the risk of others", () => {
    const homeplans = [{ id: "x", subject: "h", date: "2026-11-24", author: "k" }];
    const homevisits = [visit("1", "g", "2026-11-10", { next_date: "2026-11-20" })];
    const { week, waiting } = agenda({ ...many, homeplans, homevisits });
    expect([ids(week), ids(waiting)]).toEqual(["abcgh", "def"]);
    const homechecks = letters.map((id, n) => check(`${n}`, `of-${id}`, "2026-11-01", ["bahaya"]));
    expect(agenda({ ...many, homechecks }).waiting).toEqual([]);
  });
});

describe("one visit", () => {
  const rows = {
    families: [family("a")],
    persons: [
      person("mother", "a", "1998-03-14", { sex: "P" }),
      person("toddler", "a", "2025-10-17"),
      person("elder", "a", "1956-01-01"),
    ],
    pregnancies: [{ id: "preg", person: "mother", lmp: "2026-04-25" }],
  };
  const phone = phoneFromRows({ rows });
  it("asks each member what fits the day", () => {
    const found = atHome(phone.rows, "a").map((one) => [one.id, checklistsOf(phone.rows, one, TODAY)]);
    expect(Object.fromEntries(found)).toEqual({
      mother: ["bumil", "tbc"],
      toddler: ["balita", "tbc"],
      elder: ["lansia", "tbc"],
    });
  });
  it("has one id for a check on two phones, and says what was found", () => {
    const where = { post: "p", person: "toddler", family: "a", date: TODAY };
    const draft = checkDraft(where, answeredOf("tbc", { cough: true, contact: true }));
    expect(draft.data.results).toMatchObject({ action: "rujuk", categories: ["tbc"] });
    expect(checkDraft(where, answeredOf("tbc", {})).data.check).toBe(draft.data.check);
    expect(checkDraft(where, answeredOf("balita", {})).data.check).not.toBe(draft.data.check);
  });
  it("counts for everyone who went, in the month", () => {
    const visits = [
      visit("1", "a", "2026-11-02", { authors: ["me", "you"] }),
      visit("2", "a", "2026-10-31", { authors: ["me"] }),
    ];
    const { rows: seen } = phoneFromRows({ rows: { ...rows, homevisits: visits } });
    expect([visitsThisMonth(seen, "me", TODAY), visitsThisMonth(seen, "other", TODAY)]).toEqual([1, 0]);
  });
});
