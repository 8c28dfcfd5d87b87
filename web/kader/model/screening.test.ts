import { describe, expect, it } from "vitest";
import type { SomeRows } from "../core/fill-rows.ts";
import { phoneFromRows } from "../core/testing.ts";
import {
  crisisLines,
  crisisScript,
  factsOf,
  lacksInstrument,
  type Offer,
  offersOf,
  REASONS,
  serviceOf,
} from "./screening.ts";

const TODAY = "2026-11-21";
const BORN = { id: "siti", name: "Siti", sex: "P" as const, birth_date: "1990-05-02" };

function offers(rows: SomeRows, role = "kader", born: object = {}): Offer[] {
  const phone = phoneFromRows({
    rows: { persons: [{ ...BORN, ...born }], ...rows },
    now: `${TODAY}T03:00:00.000Z`,
  });
  const person = phone.rows.persons.get("siti");
  if (!person) throw new Error("nobody");
  return offersOf(phone.rows, person, TODAY, role);
}
const due = (found: readonly Offer[]): string[] =>
  found.filter(({ state }) => state === "due").map(({ instrument }) => instrument);
const done = (instrument: string, date: string, complete = true) => ({
  screenings: [{ id: "x", person: "siti", instrument, date, complete }],
});
const pregnant = (lmp: string) => ({ pregnancies: [{ id: "p", person: "siti", lmp }] });
const delivered = (date: string) => ({
  pregnancies: [{ id: "p", person: "siti", status: "closed" as const, outcome: "birth", end_date: date }],
});

describe("what is offered", () => {
  it("to an adult: the mind yearly; what the card asks by itself only when somebody wants it", () => {
    expect(due(offers({}))).toEqual(["srq-20"]);
    expect(offers({}).filter(({ state }) => state === "asked")).toHaveLength(3);
    expect(due(offers(done("srq-20", "2025-11-22")))).not.toContain("srq-20");
    expect(due(offers(done("srq-20", "2025-11-21")))).toContain("srq-20");
  });

  it("says when it comes again", () => {
    const [found] = offers(done("srq-20", "2026-11-21")).filter(({ instrument }) => instrument === "srq-20");
    expect(found).toMatchObject({ state: "done", next: "2027-11-21" });
  });

  it("again when it was not complete: what is not complete was not scored", () => {
    expect(due(offers(done("srq-20", TODAY, false)))).toContain("srq-20");
  });

  it.each([
    ["refused", "2026-11-08", 0],
    ["refused", "2026-11-07", 1],
    ["postponed", "2026-11-21", 0],
    ["postponed", "2026-11-20", 1],
  ] as const)("after it was %s on %s it is offered again in time", (declined, date, n) => {
    const row = { id: "x", person: "siti", instrument: "phq-4", date, complete: false, declined };
    const found = offers({ ...pregnant("2026-06-01"), screenings: [row] });
    expect(due(found).filter((id) => id === "phq-4")).toHaveLength(n);
    const [offer] = found.filter(({ instrument }) => instrument === "phq-4");
    expect(offer?.declined?.date).toBe(date);
    if (n === 0) expect(offer?.next).toBe("2026-11-22");
  });

  it("not on the day on which it was declined", () => {
    const screenings = [
      {
        id: "x",
        person: "siti",
        instrument: "phq-4",
        date: TODAY,
        complete: false,
        declined: "refused" as const,
      },
    ];
    expect(due(offers({ ...pregnant("2026-06-01"), screenings }))).not.toContain("phq-4");
  });

  it("whoever would not yet hear from the puskesmas is asked the questions at their time all the same", () => {
    const row = { id: "x", person: "siti", instrument: "phq-4", date: TODAY, complete: false };
    const screenings = [{ ...row, declined: "connect" as const }];
    expect(due(offers({ ...pregnant("2026-06-01"), screenings }))).toContain("phq-4");
  });

  it("an answer after the refusal counts", () => {
    const rows = [
      {
        id: "x",
        person: "siti",
        instrument: "phq-4",
        date: "2026-11-19",
        complete: false,
        declined: "refused" as const,
      },
      { id: "y", person: "siti", instrument: "phq-4", date: "2026-11-20", complete: true },
    ];
    const [offer] = offers({ ...pregnant("2026-06-01"), screenings: rows }).filter(
      ({ instrument }) => instrument === "phq-4",
    );
    expect([offer?.state, offer?.declined]).toEqual(["done", null]);
  });

  it.each([
    [18, ["srq-20"]],
    [17, []],
  ])("the questionnaire of the mind from 18 years on (%i)", (years, expected) => {
    const birth_date = `${2026 - years}-11-21`;
    expect(due(offers({}, "kader", { birth_date })).filter((id) => id === "srq-20")).toEqual(expected);
  });

  const positive = (date: string) => ({
    screenings: [
      { id: "x", person: "siti", instrument: "srq-20", date, complete: true, action: "darurat" as const },
    ],
  });
  const srq = (rows: SomeRows, role = "kader") =>
    offers(rows, role).find(({ instrument }) => instrument === "srq-20");

  it("without a day while somebody is to meet them, whatever the urgency", () => {
    const asked = (urgency: "biasa" | "darurat") => ({
      ...done("srq-20", TODAY),
      requests: [{ id: "r", person: "siti", service: "kesehatan-jiwa", urgency }],
    });
    const routine = srq(asked("biasa"));
    expect(routine).toMatchObject({ state: "done", next: null, isFollowed: true });
    expect(srq(asked("darurat"))).toEqual(routine);
    const closed = [{ id: "r", person: "siti", service: "kesehatan-jiwa", outcome: "done" }];
    expect(srq({ ...done("srq-20", TODAY), requests: closed })).toMatchObject({ isFollowed: false });
  });

  it("after a positive result when the treating team says so, not again in a year", () => {
    expect(srq(positive("2025-01-01"))).toMatchObject({ state: "done", next: null });
    expect(srq(positive("2025-01-01"), "petugas")).toMatchObject({ state: "asked", next: null });
  });

  it("to a mother-to-be once in each third of the pregnancy", () => {
    expect(due(offers(pregnant("2026-10-01")))).toContain("phq-4");
    expect(due(offers(pregnant("2026-10-01")))).not.toContain("srq-20");
    const first = done("phq-4", "2026-06-01");
    expect(due(offers({ ...pregnant("2026-05-01"), ...first }))).toContain("phq-4");
    const [seen] = offers({ ...pregnant("2026-05-01"), ...done("phq-4", "2026-09-01") }).filter(
      ({ instrument }) => instrument === "phq-4",
    );
    expect(seen).toMatchObject({ state: "due" });
    const [again] = offers({ ...pregnant("2026-08-01"), ...done("phq-4", "2026-11-20") }).filter(
      ({ instrument }) => instrument === "phq-4",
    );
    expect(again).toMatchObject({ state: "done", next: "2027-02-13" });
  });

  it("to a mother-to-be whose dates nobody knows, once", () => {
    const unknown = { pregnancies: [{ id: "p", person: "siti", lmp: null }] };
    expect(due(offers(unknown))).toContain("phq-4");
    expect(due(offers({ ...unknown, ...done("phq-4", "2026-11-01") }))).not.toContain("phq-4");
  });

  it("to a new mother after the first week", () => {
    expect(due(offers(delivered("2026-11-17")))).not.toContain("phq-4");
    expect(due(offers(delivered("2026-11-14")))).toContain("phq-4");
    expect(due(offers({ ...delivered("2026-11-01"), ...done("phq-4", "2026-10-20") }))).toContain("phq-4");
    expect(due(offers({ ...delivered("2026-11-01"), ...done("phq-4", "2026-11-15") }))).not.toContain(
      "phq-4",
    );
  });

  it("to a kader nothing that is for officers", () => {
    const asked = (role: string) => offers({}, role).map(({ instrument }) => instrument);
    expect(asked("kader")).not.toContain("phq-9");
    expect(asked("petugas")).toContain("phq-9");
  });

  it("to the old what the card of the old asks", () => {
    expect(due(offers({}, "kader", { birth_date: "1950-01-01" }))).toEqual(
      expect.arrayContaining(["aks", "skilas", "puma", "srq-20"]),
    );
  });

  it("nothing to somebody whose age nobody knows", () => {
    expect(due(offers({}, "kader", { birth_date: null }))).toEqual([]);
  });
});

describe("a child's feelings", () => {
  it.each([
    ["2025-11-21", false],
    ["2024-11-21", true],
    ["2010-01-01", true],
    ["1990-01-01", false],
  ])("have no free instrument (born %s)", (birth_date, expected) => {
    const phone = phoneFromRows({
      rows: { persons: [{ ...BORN, birth_date }] },
      now: `${TODAY}T03:00:00.000Z`,
    });
    const person = phone.rows.persons.get("siti");
    if (!person) throw new Error("nobody");
    expect(lacksInstrument(factsOf(phone.rows, person, TODAY))).toBe(expected);
  });
});

describe("whom to call", () => {
  it("the city's own line first where there is one", () => {
    expect(crisisLines(["self-harm"], "31.74.01.1001").map(({ id }) => id)).toEqual([
      "jakcare",
      "119",
      "112",
    ]);
    expect(crisisLines(["self-harm"], "36.71.01.1007").map(({ id }) => id)).toEqual(["119", "112"]);
    expect(crisisLines(["self-harm", "violence"], "31.74", "112").map(({ id }) => id)).toEqual([
      ...["112", "jakcare", "119", "sapa"],
    ]);
    expect(crisisLines(["violence"], "36.71.01.1007").map(({ id }) => id)).toEqual(["sapa", "112"]);
  });

  it("for every script that an answer can call for", () => {
    for (const id of ["self-harm", "psychosis", "violence", "danger-sign"] as const) {
      expect(crisisScript(id).do.length).toBeGreaterThan(0);
      expect(crisisLines([id], "11").length).toBeGreaterThan(0);
    }
    expect([serviceOf("self-harm"), serviceOf("danger-sign")]).toEqual(["kesehatan-jiwa", "health"]);
  });

  it("in a request whose words tell nothing", () => {
    for (const words of Object.values(REASONS))
      expect(words).not.toMatch(/bunuh|jiwa|psiko|kekerasan|depresi|skor/i);
  });
});
