import { expect, it } from "vitest";
import { phoneFromRows } from "./testing.ts";

const DAY = "2026-11-21";

function phone() {
  return phoneFromRows({
    rows: {
      persons: [
        { id: "aisyah", name: "Aisyah", birth_date: "2025-09-10" },
        { id: "aisah", name: "Aisah" },
      ],
      visits: [
        { id: "v1", person: "aisyah", date: "2026-08-15", values: { weight_kg: 7.6, vitamin_a: "biru" } },
        { id: "v2", person: "aisyah", date: "2026-09-19", values: { weight_kg: 7.9 } },
        { id: "v3", person: "aisyah", date: "2026-10-17", values: { weight_kg: 8.1, head_cm: 44.5 } },
        { id: "v4", person: "aisah", date: "2026-11-07", values: { weight_kg: 8.2 } },
      ],
      doses: [{ id: "d1", person: "aisyah", product: "MR", number: 1, date: "2026-07-01" }],
    },
  });
}

const weigh = (p: ReturnType<typeof phone>, weight_kg: number) =>
  p.record([
    {
      kind: "visit.recorded",
      subject: "aisyah",
      data: { visit: p.visitId("aisyah", DAY), date: DAY, card: "balita", step: 2, values: { weight_kg } },
    },
  ]);

it("lays what waits over lists, days and summaries at once", async () => {
  const p = phone();
  const before = p.rows.persons;
  expect(p.rows.summaryOf("aisyah").last.weight_kg).toEqual({ value: 8.1, date: "2026-10-17" });
  await weigh(p, 8.4);
  expect(p.rows.visitsOn(DAY)).toMatchObject([
    { person: "aisyah", pending: true, values: { weight_kg: 8.4 } },
  ]);
  const summary = p.rows.summaryOf("aisyah");
  expect(summary.visits.map((visit) => visit.date)).toEqual([DAY, "2026-10-17", "2026-09-19"]);
  expect(summary.last).toMatchObject({
    weight_kg: { value: 8.4 },
    head_cm: { value: 44.5 },
    vitamin_a: { value: "biru" },
  });
  expect((await p.rows.visitsOf("aisyah")).map((visit) => visit.pending)).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(p.rows.persons.get("aisyah")).toBe(before.get("aisyah"));
});

it("takes an undone entry back everywhere", async () => {
  const p = phone();
  expect(await p.undo(await weigh(p, 8.4))).toBe(true);
  expect(p.rows.visitsOn(DAY)).toEqual([]);
  expect(p.rows.summaryOf("aisyah").last.weight_kg).toEqual({ value: 8.1, date: "2026-10-17" });
});

it("shows both histories of two records that were merged, and parts them again", async () => {
  const p = phone();
  await p.record([{ kind: "person.merged", subject: "aisyah", data: { gone: "aisah" } }]);
  expect(p.rows.summaryOf("aisyah").last.weight_kg).toEqual({ value: 8.2, date: "2026-11-07" });
  expect((await p.rows.visitsOf("aisyah")).length).toBe(4);
  await p.record([{ kind: "person.unmerged", subject: "aisyah", data: { gone: "aisah" } }]);
  expect((await p.rows.visitsOf("aisyah")).length).toBe(3);
});

it("no longer counts a withdrawn dose, and says so in the history", async () => {
  const p = phone();
  await p.record([{ kind: "entry.voided", subject: "aisyah", data: { target: "d1", reason: "anak lain" } }]);
  expect(p.rows.summaryOf("aisyah").doses).toEqual([]);
  expect(await p.rows.dosesOf("aisyah")).toMatchObject([{ id: "d1", status: "void" }]);
});

it("names in `after` what an entry builds on, and in `base` what its author saw", async () => {
  const p = phone();
  const [born] = await p.record([{ kind: "person.registered", subject: "bima", data: { name: "Bima" } }]);
  await p.record([
    { kind: "person.changed", subject: "bima", data: { fields: { phone: "0811" } } },
    { kind: "person.changed", subject: "aisyah", data: { fields: { phone: "0812", name: "Aisyah P" } } },
  ]);
  expect(p.entries[1]).toMatchObject({ after: [born], base: null });
  expect(p.entries[2]).toMatchObject({ after: [], base: { contact: 1, identity: 1 } });
});

it("keeps the picture when the server has taken everything", async () => {
  const p = phone();
  await weigh(p, 8.4);
  p.settle();
  expect(p.safety()).toMatchObject({ state: "safe", pending: 0 });
  expect(p.rows.visitsOn(DAY)).toMatchObject([{ pending: false, values: { weight_kg: 8.4 } }]);
});
