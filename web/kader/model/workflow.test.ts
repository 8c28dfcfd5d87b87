import { describe, expect, it } from "vitest";
import { actionDone, movesOf, outcomeLabel, stateLabel } from "./workflow.ts";

const REFERRAL = { workflow: "health-referral", service: "health" };
const NOTICE = { workflow: "death-notice", service: "laporan-kematian" };

describe("a notice of a death on the phone", () => {
  it("has words of its own, also while it waits to be sent", () => {
    for (const workflow of [NOTICE.workflow, ""])
      expect(stateLabel({ ...NOTICE, workflow }, "opened")?.id).toBe("Puskesmas dikabari");
    expect(outcomeLabel(NOTICE, "visited")?.id).toBe("Keluarga dikunjungi dan didampingi");
    expect(movesOf({ ...NOTICE, state: "accepted" }).map((m) => m.action)).toEqual(["cancel"]);
  });
});

describe("what the mind asks for", () => {
  const MIND = { workflow: "mental-health", service: "kesehatan-jiwa" };

  it("is not ended at the post: a slip of the thumb is told, and the puskesmas makes sure", () => {
    for (const state of ["opened", "accepted", "scheduled"])
      expect(movesOf({ ...MIND, state }).map((m) => [m.action, m.needsNote])).toEqual([["slip", true]]);
    expect(movesOf({ ...MIND, state: "slip" })).toEqual([]);
    for (const state of ["returned", "missed"])
      expect(movesOf({ ...MIND, state }).map((m) => m.action)).not.toContain("cancel");
  });

  it("has words of its own, also while it waits to be sent", () => {
    expect(stateLabel({ ...MIND, workflow: "" }, "slip")?.id).toContain("memastikan");
    expect(outcomeLabel(MIND, "declined")?.id).toContain("Belum bersedia");
  });
});

describe("a referral on the phone", () => {
  it("lets a kader answer, visit and cancel, and nothing that is the puskesmas'", () => {
    expect(movesOf({ ...REFERRAL, state: "returned" }).map((m) => [m.action, m.needsNote])).toEqual([
      ["answer", true],
      ["cancel", true],
    ]);
    expect(movesOf({ ...REFERRAL, state: "missed" }).map((m) => m.action)).toEqual(["follow_up", "cancel"]);
    expect(movesOf({ ...REFERRAL, state: "opened" }).map((m) => m.action)).toEqual(["cancel"]);
    expect(movesOf({ ...REFERRAL, state: "completed" })).toEqual([]);
    expect(movesOf({ ...REFERRAL, state: "" })).toEqual([]);
  });

  it("has words for states, steps and outcomes, and none for what it does not know", () => {
    expect(stateLabel(REFERRAL, "scheduled")?.id).toBe("Sudah ada jadwal");
    expect(actionDone(REFERRAL, "send_back")?.id).toBe("Diminta melengkapi");
    expect(outcomeLabel(REFERRAL, "treated")?.en).toBe("Treated at the puskesmas");
    expect(stateLabel(REFERRAL, "from-the-future")).toBeUndefined();
  });
});
