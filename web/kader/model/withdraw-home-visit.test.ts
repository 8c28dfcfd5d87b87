import { expect, it } from "vitest";
import { phoneFromRows, type SomeRows } from "../core/testing.ts";
import { isOwnVisit, visitsTo, withdrawVisit, writtenOn } from "./withdraw-home-visit.ts";

const ME = "7b0c8f7e-0000-4000-8000-000000000002";
const visit = (id: string, date: string, more: object = {}) => ({
  ...{ id, subject: "f", date, written: [`${id}-house`], authors: [ME], purpose: "rutin", met: "ya" },
  ...more,
});
const check = (id: string, of: string, written: string[]) => ({
  ...{ id, person: "siti", visit: of, date: "2026-11-20", checklist: "tbc", categories: ["tbc"], written },
});
const KNOWN = {
  families: [{ id: "f", head_name: "Budi" }],
  persons: [{ id: "siti", name: "Siti", family: "f", birth_date: "1990-01-01" }],
  homevisits: [
    visit("old", "2026-10-01"),
    visit("new", "2026-11-20", { written: ["new-a", "new-b"] }),
    visit("elsewhere", "2026-11-21", { subject: "g" }),
    visit("theirs", "2026-11-19", { authors: [ME, "colleague"] }),
  ],
  homechecks: [check("c", "new", ["c-a"]), check("other", "old", ["o-a"])],
} as unknown as SomeRows;

it("the latest visits to that family come first; what a colleague wrote along is not one's own", () => {
  const { rows } = phoneFromRows({ rows: KNOWN });
  expect(visitsTo(rows, "f").map((one) => [one.id, isOwnVisit(one, ME)])).toEqual([
    ["new", true],
    ["theirs", false],
    ["old", true],
  ]);
});

it("all that was written on the visit goes, and nothing of another", async () => {
  const phone = phoneFromRows({ rows: KNOWN });
  const [latest] = visitsTo(phone.rows, "f");
  if (!latest) throw new Error("no visit");
  expect(writtenOn(phone.rows, latest).map(({ entry }) => entry)).toEqual(["new-a", "new-b", "c-a"]);
  await phone.record(withdrawVisit(phone.rows, latest, "keliru"));
  expect(visitsTo(phone.rows, "f").map(({ id }) => id)).toEqual(["theirs", "old"]);
  expect(phone.rows.homeChecks().map(({ id }) => id)).toEqual(["other"]);
});
