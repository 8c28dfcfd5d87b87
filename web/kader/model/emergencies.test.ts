import { expect, it } from "vitest";
import { phoneFromRows } from "../core/testing.ts";
import { unansweredEmergencies } from "./emergencies.ts";

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
  expect(unansweredEmergencies(rows)).toBe(2);
});

it("counts nobody where nobody waits", () => {
  const { rows } = phoneFromRows({
    rows: { persons: [{ id: "a", name: "Ani" }] },
    now: "2026-11-22T03:00:00.000Z",
  });
  expect(unansweredEmergencies(rows)).toBe(0);
});
