import { describe, expect, it } from "vitest";
import type { SomeRows } from "../core/fill-rows.ts";
import { phoneFromRows } from "../core/testing.ts";
import { ahead } from "./ahead.ts";
import { request } from "./testing.ts";

const NOW = "2026-11-22T03:00:00.000Z";
const TODAY = "2026-11-22";
const of = (rows: SomeRows) => ahead(phoneFromRows({ now: NOW, rows }).rows, new Date(NOW), TODAY);
const agreed = (id: string, appointment_at: string) => request({ id, state: "scheduled", appointment_at });
const aid = (over: object) => ({
  person: "a",
  path: ["lihat", "selesai"],
  follow_up: null,
  follows: null,
  status: "ok",
  ...over,
});
const plan = (id: string, subject: string, date: string) => ({ id, subject, date, seq: 1, status: "ok" });

describe("what comes next", () => {
  it("is the next of each kind with their number, the soonest first", () => {
    const found = of({
      requests: [agreed("late", "2026-11-27T02:00:00.000Z"), agreed("soon", "2026-11-25T02:00:00.000Z")],
      firstaids: [aid({ id: "1", aid: "A", follow_up: "2026-11-24" })],
      homeplans: [plan("p", "fam", "2026-11-26")],
    } as unknown as SomeRows);
    expect(found.map(({ next, count }) => [next.kind, next.id, count])).toEqual([
      ["greeting", "1", 1],
      ["appointment", "soon", 2],
      ["visit", "fam", 1],
    ]);
  });

  it("keeps a greeting whose day has passed until somebody was greeted, and forgets what is over", () => {
    const rows = (follows: string | null) =>
      ({
        requests: [agreed("over", "2026-11-20T02:00:00.000Z"), request({ id: "open" })],
        firstaids: [aid({ id: "1", aid: "A", follow_up: "2026-11-20" }), aid({ id: "2", aid: "B", follows })],
        homeplans: [plan("p", "fam", "2026-11-21")],
        homevisits: [],
      }) as unknown as SomeRows;
    expect(of(rows(null)).map(({ next }) => next.kind)).toEqual(["greeting"]);
    expect(of(rows("A"))).toEqual([]);
  });

  it("does not promise a greeting to whom nobody has taken over yet, nor a visit that was made", () => {
    const found = of({
      firstaids: [aid({ id: "1", aid: "A", path: ["lihat", "kritis"], follow_up: "2026-11-24" })],
      homeplans: [plan("p", "fam", "2026-11-24")],
      homevisits: [{ id: "v", subject: "fam", date: "2026-11-22", seq: 2, status: "ok" }],
    } as unknown as SomeRows);
    expect(found).toEqual([]);
  });
});
