import { describe, expect, it } from "vitest";
import { phoneFromRows } from "../core/testing.ts";
import {
  batchSetting,
  copyable,
  expiryQuestion,
  givenDraft,
  hasBatch,
  historyDraft,
  historyOf,
  planDoses,
  readBatch,
  schedulesOf,
} from "./doses.ts";
import { forecaster, rowLabel } from "./schedule.ts";

const TODAY = "2026-11-21";
const { rows } = phoneFromRows({
  now: `${TODAY}T02:00:00.000Z`,
  rows: {
    persons: [
      { id: "baby", name: "Bima", sex: "L", birth_date: "2026-09-10" },
      { id: "mother", name: "Ani", sex: "P", birth_date: "1995-01-01" },
      { id: "man", name: "Budi", sex: "L", birth_date: "1990-01-01" },
    ],
    pregnancies: [{ id: "p", person: "mother", lmp: "2026-05-01" }],
    doses: [{ id: "d", person: "baby", product: "BCG", number: 1, date: "2026-10-12", source: "given" }],
  },
});
const person = (id: string) => rows.persons.get(id) as NonNullable<ReturnType<typeof rows.persons.get>>;
const planOf = (id: string) =>
  planDoses(schedulesOf(rows, person(id), TODAY, "31"), historyOf(rows, id), TODAY, forecaster);

describe("doses of one person", () => {
  it("asks the schedules that speak for this person", () => {
    const names = (id: string) => schedulesOf(rows, person(id), TODAY, "31").map(([schedule]) => schedule);
    expect(names("baby")).toEqual(["immunisation", "vitamin-a", "deworming", "neonatal"]);
    expect(names("mother")).toEqual(["anc", "td"]);
    expect(names("man")).toEqual([]);
  });

  it("tells what can be given today from what must wait, what is closed and what was given", () => {
    const plan = planOf("baby");
    expect(plan.now.map((row) => row.product)).toContain("DPT-HB-Hib");
    expect(plan.now.map((row) => row.product)).not.toContain("MR");
    expect(plan.later.map((row) => row.product)).toContain("MR");
    expect(plan.given.map((row) => row.product)).toEqual(["BCG"]);
    expect(plan.closed.map((row) => row.product)).toContain("HB0");
    expect(copyable(plan).map((row) => row.product)).not.toContain("BCG");
  });

  it("writes a dose with its batch, and one from the book with its date only", () => {
    const row = planOf("baby").now.find((r) => r.product === "DPT-HB-Hib");
    if (!row) throw new Error("DPT is due at ten weeks");
    const given = givenDraft("baby", row, { batch: " BX7 ", expiry: "" }, TODAY, "Melati", null);
    expect(given.data).toMatchObject({
      product: "DPT-HB-Hib",
      number: 1,
      batch: "BX7",
      expiry: null,
      source: "given",
    });
    expect(historyDraft("baby", row, "2026-11-12").data).toEqual({
      product: "DPT-HB-Hib",
      number: 1,
      date: "2026-11-12",
      source: "history",
    });
  });

  it("names the round of a capsule and leaves single doses without number", () => {
    const label = (product: string, schedule: "vitamin-a" | "immunisation") =>
      rowLabel({ product, dose: 1, due_date: "2026-08-01", schedule });
    expect(label("VITA-MERAH", "vitamin-a")).toBe("Vitamin A merah, Agustus 2026");
    expect(label("BCG", "immunisation")).toBe("BCG");
    expect(label("OPV", "immunisation")).toBe("Polio tetes (OPV) 1");
    expect([hasBatch("OPV"), hasBatch("VITA-BIRU"), hasBatch("ANC")]).toEqual([true, false, false]);
  });

  it("remembers a batch for the day only, and asks about an expired one", () => {
    const kept = batchSetting(TODAY, { batch: "A|1", expiry: "2027-01-01" });
    expect(readBatch(kept, TODAY)).toEqual({ batch: "A 1", expiry: "2027-01-01" });
    expect(readBatch(kept, "2026-11-22")).toEqual({ batch: "", expiry: "" });
    expect([
      expiryQuestion("2026-11-20", TODAY),
      expiryQuestion(TODAY, TODAY),
      expiryQuestion("", TODAY),
    ]).toEqual(["expired", null, null]);
  });
});
