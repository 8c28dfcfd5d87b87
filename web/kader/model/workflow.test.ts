import { describe, expect, it } from "vitest";
import { actionDone, familyWords, movesOf, outcomeLabel, stateLabel } from "./workflow.ts";

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
      expect(
        movesOf({ ...MIND, state })
          .filter((m) => m.action !== "release" && m.action !== "ask_time")
          .map((m) => [m.action, m.fields.some((f) => f.id === "note" && f.required)]),
      ).toEqual([["slip", true]]);
    expect(movesOf({ ...MIND, state: "slip" })).toEqual([]);
    for (const state of ["returned", "missed"])
      expect(movesOf({ ...MIND, state }).map((m) => m.action)).not.toContain("cancel");
  });

  it("lets a family ask for another time wherever one may still be set, with the times that would suit", () => {
    for (const state of ["opened", "accepted", "refused", "scheduled"]) {
      const asked = movesOf({ ...MIND, state }).find((m) => ["release", "ask_time"].includes(m.action));
      expect(asked?.label.id).toBe("Minta waktu lain");
      expect(asked?.fields.map((f) => f.type)).toContain("wish");
    }
    expect(movesOf({ ...REFERRAL, state: "refused" }).map((m) => m.action)).toContain("ask_time");
    expect(movesOf({ ...NOTICE, state: "scheduled" }).map((m) => m.action)).toContain("release");
  });

  it("has words of its own, also while it waits to be sent", () => {
    expect(stateLabel({ ...MIND, workflow: "" }, "slip")?.id).toContain("memastikan");
    expect(outcomeLabel(MIND, "declined")?.id).toContain("Belum bersedia");
  });
});

describe("a referral on the phone", () => {
  it("lets a kader answer, visit and cancel, and nothing that is the puskesmas'", () => {
    expect(
      movesOf({ ...REFERRAL, state: "returned" }).map((m) => [
        m.action,
        m.fields.some((f) => f.id === "note" && f.required),
      ]),
    ).toEqual([
      ["answer", true],
      ["cancel", true],
    ]);
    expect(movesOf({ ...REFERRAL, state: "missed" }).map((m) => m.action)).toEqual(["follow_up", "cancel"]);
    expect(movesOf({ ...REFERRAL, state: "opened" }).map((m) => m.action)).toEqual(["cancel"]);
    expect(movesOf({ ...REFERRAL, state: "completed" })).toEqual([]);
    expect(movesOf({ ...REFERRAL, state: "" })).toEqual([]);
  });

  it("names the place that was asked, to the kader and to the family", () => {
    const asked = { ...REFERRAL, to_unit_name: "RSUD Tebet" };
    expect(stateLabel(asked, "opened")).toEqual({
      id: "Menunggu jawaban RSUD Tebet",
      en: "Waiting for RSUD Tebet",
    });
    expect(familyWords(asked, "accepted")?.id).toBe("RSUD Tebet sudah siap menerima. Silakan datang.");
    expect(stateLabel(REFERRAL, "opened")?.id).toBe("Menunggu jawaban puskesmas");
    expect(familyWords(REFERRAL, "accepted")?.en).toBe("The puskesmas is ready. Please come.");
  });

  it("has words for states, steps and outcomes, and none for what it does not know", () => {
    expect(stateLabel(REFERRAL, "scheduled")?.id).toBe("Sudah ada jadwal");
    expect(actionDone(REFERRAL, "send_back")?.id).toBe("Diminta melengkapi");
    expect(outcomeLabel(REFERRAL, "treated")?.en).toBe("Treated");
    expect(stateLabel(REFERRAL, "from-the-future")).toBeUndefined();
  });
});
