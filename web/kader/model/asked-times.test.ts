import { describe, expect, it } from "vitest";
import vectors from "../../../vectors/wishes.json";
import type { RequestView } from "../core/api.ts";
import { askedTimes, fitOf } from "./asked-times.ts";
import { request } from "./testing.ts";

/** The hour in Jakarta, wherever the test runs. */
const hourOf = (at: string): number => new Date(Date.parse(at) + 7 * 3_600_000).getUTCHours();

describe("what was asked for, as the server reads it", () => {
  it.each(vectors.cases)("$name", ({ wanted, wish, appointment_at, by, chosen, more, otherwise, fit }) => {
    const steps = by ? [{ action: "schedule", state: "scheduled", by }] : [];
    const row = request({
      id: "r1",
      wanted,
      wish: wish as RequestView["wish"],
      appointment_at,
      opened_by: "kader",
      history: steps.map((step) => ({ ...step, at: "", note: "", to_unit: null, answered_by: "" })),
    });
    expect(askedTimes(row)).toEqual({ chosen, more, otherwise });
    expect(fitOf(row, hourOf)).toBe(fit);
  });
});
