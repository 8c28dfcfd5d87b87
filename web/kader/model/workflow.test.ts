import { describe, expect, it } from "vitest";
import { actionDone, movesOf, outcomeLabel, stateLabel } from "./workflow.ts";

describe("a referral on the phone", () => {
  it("lets a kader answer, visit and cancel, and nothing that is the puskesmas'", () => {
    expect(movesOf({ state: "returned" }).map((m) => [m.action, m.needsNote])).toEqual([
      ["answer", true],
      ["cancel", true],
    ]);
    expect(movesOf({ state: "missed" }).map((m) => m.action)).toEqual(["follow_up", "cancel"]);
    expect(movesOf({ state: "opened" }).map((m) => m.action)).toEqual(["cancel"]);
    expect(movesOf({ state: "completed" })).toEqual([]);
    expect(movesOf({ state: "" })).toEqual([]);
  });

  it("has words for states, steps and outcomes, and none for what it does not know", () => {
    expect(stateLabel("scheduled")?.id).toBe("Sudah ada jadwal");
    expect(actionDone("send_back")?.id).toBe("Diminta melengkapi");
    expect(outcomeLabel("treated")?.en).toBe("Treated at the puskesmas");
    expect(stateLabel("from-the-future")).toBeUndefined();
  });
});
