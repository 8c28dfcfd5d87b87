import { expect, it } from "vitest";
import { dayOf, totalsOf } from "../model/day.ts";
import { buildIndex, search } from "../model/search.ts";
import { uuid5, visitId } from "./ids.ts";
import { phoneFromRows, TEST_POST } from "./testing.ts";

const DAY = "2026-11-21";
const LINK = "0192d0a0-0000-7000-8000-000000000009";
const BORN = "2025-09-10";
const known = { status: "delivered" as const, home_name: TEST_POST.name, entry: "registered" };

/** A child of this post's own register who was written down as a guest, weighed, and recognised. */
function phone(linked = true) {
  const as = (person: string, entry: string) => ({
    ...{ id: visitId(TEST_POST.id, person, DAY), person, date: DAY, card: "balita", status: "ok" as const },
    values: { weight_kg: 9.4 },
    entries: { weight_kg: entry },
    steps: { "2": { at: `${DAY}T02:00:00.000Z`, author: "a", entry } },
  });
  const link = linked ? { person: "laras", link: LINK } : { person: null, link: null };
  return phoneFromRows({
    rows: {
      persons: [{ id: "laras", name: "Laras Wulandari", birth_date: BORN, relation: "anak" }],
      guests: [{ id: "tamu", name: "Larasati", birth_date: BORN, ...known, ...link }],
      visits: [as("tamu", "seen"), as("laras", uuid5(`guest|${LINK}|seen`))],
    },
  });
}

it("stands once on the lists of the day, with the visit that was written as a guest", () => {
  const p = phone();
  expect(p.rows.visitsOn(DAY).map((visit) => [visit.person, visit.values])).toEqual([
    ["laras", { weight_kg: 9.4 }],
  ]);
  expect(dayOf(p.rows, DAY).waiting.map(({ person }) => person.name)).toEqual(["Laras Wulandari"]);
  expect(totalsOf(p.rows, DAY, () => DAY)).toMatchObject({ arrived: 1, weighed: 1, guests: 0 });
  const found = search(buildIndex(p.rows), "larasati");
  expect(found.map(({ person }) => person.id)).toEqual(["laras"]);
});

it("a guest of another post stays a guest", () => {
  const p = phone(false);
  expect(p.rows.visitsOn(DAY)).toHaveLength(2);
  expect(totalsOf(p.rows, DAY, () => DAY)).toMatchObject({ guests: 1 });
  expect(p.rows.persons.get("tamu")?.guest).toBeDefined();
});

it("what is still written about the guest shows with the person, under the visit the server will make of it", async () => {
  const p = phone();
  const visit = visitId(TEST_POST.id, "tamu", DAY);
  const shared = { visit, date: DAY, card: "balita" as const };
  await p.record([
    { kind: "visit.recorded", subject: "tamu", data: { ...shared, step: 3, values: { tbc_cough: false } } },
    { kind: "dose.given", subject: "tamu", data: { product: "MR", number: 1, date: DAY, visit } },
  ]);
  await p.record([
    {
      kind: "visit.corrected",
      subject: "tamu",
      data: { visit, corrects: "seen", values: { weight_kg: 9.6 } },
    },
  ]);
  expect(p.rows.visitsOn(DAY)).toMatchObject([
    { person: "laras", pending: true, values: { weight_kg: 9.6, tbc_cough: false } },
  ]);
  expect((await p.rows.visitsOf("laras")).map((row) => row.values)).toEqual([
    { weight_kg: 9.6, tbc_cough: false },
  ]);
  expect((await p.rows.dosesOf("laras")).map((dose) => dose.product)).toEqual(["MR"]);
  await p.record([{ kind: "entry.voided", subject: "tamu", data: { target: "seen", reason: "salah anak" } }]);
  expect(p.rows.visitsOn(DAY)).toMatchObject([{ person: "laras", values: { tbc_cough: false } }]);
});

/** A guest of another post whose family has moved here since: its visits went with the family, under that post's ids. */
function moved(page: "before" | "after") {
  const home = "0192d0a0-0000-7000-8000-0000000000aa";
  const here = page === "after";
  const words = { name: "Laras Wulandari", birth_date: BORN };
  const link = here
    ? { person: "laras", link: LINK, link_post: home }
    : { person: null, link: null, link_post: null };
  const row = { date: DAY, card: "balita", status: "ok" as const, values: { weight_kg: 9.4 } };
  const seen = (entry: string) => ({
    entries: { weight_kg: entry },
    steps: { "2": { at: `${DAY}T02:00:00.000Z`, author: "a", entry } },
  });
  const carried = { id: visitId(home, "laras", DAY), person: "laras", ...row };
  return phoneFromRows({
    rows: {
      persons: here ? [{ id: "laras", ...words, relation: "anak", status: "active" as const }] : [],
      guests: [{ id: "tamu", ...words, ...known, home_name: "Posyandu Anggrek 1", ...link }],
      visits: [
        { id: visitId(TEST_POST.id, "tamu", DAY), person: "tamu", ...row, ...seen("seen") },
        ...(here ? [{ ...carried, ...seen(uuid5(`guest|${LINK}|seen`)) }] : []),
      ],
    },
  });
}

it("stands once when the family has moved to the post that served the guest", () => {
  const before = moved("before");
  expect(totalsOf(before.rows, DAY, () => DAY)).toMatchObject({ guests: 1 });
  expect(search(buildIndex(before.rows), "laras").map(({ person }) => person.id)).toEqual(["tamu"]);
  const after = moved("after");
  expect(search(buildIndex(after.rows), "laras").map(({ person }) => person.id)).toEqual(["laras"]);
  expect(after.rows.visitsOn(DAY).map((visit) => visit.person)).toEqual(["laras"]);
  expect(totalsOf(after.rows, DAY, () => DAY)).toMatchObject({ arrived: 1, weighed: 1, guests: 0 });
});

it("what waited offline about a guest who has moved here meanwhile lies over the visit that came with the family", async () => {
  const p = moved("after");
  const visit = visitId(TEST_POST.id, "tamu", DAY);
  await p.record([
    {
      kind: "visit.corrected",
      subject: "tamu",
      data: { visit, corrects: "seen", values: { weight_kg: 9.6 } },
    },
    { kind: "dose.given", subject: "tamu", data: { product: "MR", number: 1, date: DAY, visit } },
  ]);
  expect(p.rows.visitsOn(DAY)).toMatchObject([
    { person: "laras", pending: true, values: { weight_kg: 9.6 } },
  ]);
  expect((await p.rows.visitsOf("laras")).map((row) => row.values)).toEqual([{ weight_kg: 9.6 }]);
  expect((await p.rows.dosesOf("laras")).map((dose) => dose.product)).toEqual(["MR"]);
});
