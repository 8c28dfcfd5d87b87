import { expect, it } from "vitest";
import { phoneFromRows, type SomeRows } from "../core/testing.ts";
import { KEPT_DAYS } from "./reach.ts";
import { mayHoldContact, reachOf } from "./reach-kept.ts";

const OPENED = "2026-11-01T03:00:00.000Z";
const asked = (reasons: string[], more: object = {}) => ({
  ...{ id: "r", person: null, service: "kesehatan-jiwa", outcome: null, opened_at: OPENED, history: [] },
  reasons: reasons.map((rule) => ({ rule, text: "" })),
  ...more,
});
const aid = { id: "1", aid: "aid", person: "siti", path: ["kritis", "selesai"], request: "r" };

function holds(request: object, day = "2026-11-02", firstaids: object[] = []): boolean {
  const rows = { requests: [request], firstaids } as unknown as SomeRows;
  const phone = phoneFromRows({ now: `${day}T03:00:00.000Z`, rows });
  const [row] = phone.rows.requests();
  return row !== undefined && mayHoldContact(row, phone.rows, phone.today());
}

it("offers erasing wherever first aid may have left a number, named or not", () => {
  expect(holds(asked(["firstaid.link"]))).toBe(true);
  expect(holds(asked(["firstaid.link"], { person: "siti" }))).toBe(true);
  expect(holds(asked(["screening.critical"], { person: "siti" }), "2026-11-02", [aid])).toBe(true);
  expect(holds(asked(["screening.critical"], { person: "siti" }))).toBe(false);
  expect(holds(asked(["firstaid.link"], { service: "gizi" }))).toBe(false);
});

it("offers it until the number is erased by itself", () => {
  const ended = asked(["firstaid.link"], {
    outcome: "done",
    state: "completed",
    history: [{ at: OPENED, action: "complete", by: "", note: "" }],
  });
  expect(KEPT_DAYS).toBe(30);
  expect(holds(ended, "2026-12-01")).toBe(true);
  expect(holds(ended, "2026-12-02")).toBe(false);
});

it("says how somebody unnamed is reached as far as the request tells", () => {
  const way = (...rules: string[]) => reachOf(asked(rules) as unknown as Parameters<typeof reachOf>[0]);
  expect(way("firstaid.link")).toBe("number");
  expect(way("firstaid.link", "firstaid.unnamed")).toBe("kader");
  expect(way("firstaid.critical", "firstaid.unnamed")).toBe("either");
});
