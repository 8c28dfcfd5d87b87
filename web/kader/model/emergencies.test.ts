import { expect, it } from "vitest";
import { phoneFromRows, type SomeRows } from "../core/testing.ts";
import { emergencies } from "./emergencies.ts";

const emergency = (id: string, person: string, more: object = {}) => ({
  ...{ id, person, urgency: "darurat" as const, outcome: null },
  ...more,
});

it("counts the living who wait, each once", () => {
  const { rows } = phoneFromRows({
    now: "2026-11-22T03:00:00.000Z",
    rows: {
      persons: [
        { id: "a", name: "Ani" },
        { id: "b", name: "Budi" },
        { id: "dead", name: "Cici", status: "died" },
        { id: "twice", name: "Budi", merged_into: "b" },
      ],
      requests: [
        emergency("1", "a"),
        emergency("2", "a", { service: "kesehatan-jiwa" }),
        emergency("3", "dead"),
        emergency("4", "twice"),
        emergency("5", "b", { outcome: "done" }),
        emergency("6", "b", { urgency: "biasa" }),
      ],
    },
  });
  expect(emergencies(rows)).toHaveLength(2);
});

it("counts nobody where nobody waits", () => {
  const { rows } = phoneFromRows({
    rows: { persons: [{ id: "a", name: "Ani" }] },
    now: "2026-11-22T03:00:00.000Z",
  });
  expect(emergencies(rows)).toHaveLength(0);
});

it("leads to each, first to who is being kept company, and counts nobody twice", () => {
  const persons = [
    { id: "a", name: "Ani" },
    { id: "b", name: "Budi" },
  ];
  const now = "2026-11-22T03:00:00.000Z";
  const aid = (name: string, person: string | null, path = ["kritis"]) => ({
    ...{ id: `${name}-1`, aid: name, person, path, date: "2026-11-22", follows: null, follow_up: null },
  });
  const { rows } = phoneFromRows({
    now,
    rows: {
      persons,
      requests: [emergency("1", "a"), emergency("2", "b"), emergency("3", "gone")],
      firstaids: [
        aid("left", "a"),
        aid("ended", "b", ["kritis", "serah-terima", "selesai"]),
        aid("unnamed", null),
      ],
    },
  });
  expect(emergencies(rows)).toEqual([
    { aid: "left", person: "a" },
    { aid: "unnamed", person: null },
    { request: "2", person: "b" },
  ]);
});

it("lets whoever took over end the alarm, until something is asked of the person again", () => {
  const handed_at = "2026-11-22T02:00:00.000Z";
  const taken = {
    ...{ id: "aid-1", aid: "aid", person: "a", date: "2026-11-22", follows: null, follow_up: null },
    ...{ path: ["kritis", "serah-terima", "selesai"], request: "1", handed_to: "psikolog", handed_at },
  };
  const waiting = (accepted: boolean, askedAt?: string) => {
    const screenings = askedAt ? [{ id: idAt(askedAt), person: "a", instrument: "srq-20" }] : [];
    const rows = {
      persons: [{ id: "a", name: "Ani" }],
      requests: [emergency("1", "a")],
      firstaids: [{ ...taken, accepted }],
      screenings,
    } as unknown as SomeRows;
    return emergencies(phoneFromRows({ rows, now: "2026-11-22T03:00:00.000Z" }).rows).length;
  };
  expect(waiting(true)).toBe(0);
  expect(waiting(false)).toBe(1);
  expect(waiting(true, "2026-11-22T01:59:59.000Z")).toBe(0);
  expect(waiting(true, "2026-11-22T02:00:01.000Z")).toBe(1);
});

/** A UUIDv7 of that moment. */
function idAt(iso: string): string {
  const hex = Date.parse(iso).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
