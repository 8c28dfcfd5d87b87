import { describe, expect, it } from "vitest";
import { broughtUp, further, offeredForm, toldWords } from "./further-reasons.ts";
import { URGENCY, urgencyOf } from "./referral.ts";

const sent = (rules: string[], outcome: string | null = null) => ({
  reasons: rules.map((rule) => ({ rule, text: `Sebab ${rule}.` })),
  message: "",
  outcome,
});
const rule = (id: string, action: "konsul" | "rujuk" | "darurat" = "rujuk") => ({ id, action });
const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);

describe("reasons that come up after a referral", () => {
  it("offers what the referral that stands does not name", () => {
    const { standing, fresh } = further(
      [sent(["BP"])],
      [rule("BP", "darurat"), rule("GDS"), rule("TBC"), rule("IMT", "konsul")],
    );
    expect(ids(fresh)).toEqual(["GDS", "TBC"]);
    expect(toldWords(standing)).toBe("Sebab BP.");
  });

  it("has nothing to add once a second referral names the rest", () => {
    expect(further([sent(["BP"]), sent(["GDS"])], [rule("BP"), rule("GDS")]).fresh).toEqual([]);
  });

  it("offers again what was taken back", () => {
    const { standing, fresh } = further([sent(["BP"], "cancelled")], [rule("BP", "darurat")]);
    expect(standing).toEqual([]);
    expect(ids(fresh)).toEqual(["BP"]);
  });

  it("never names what was said in private", () => {
    expect(further([], [{ ...rule("P"), private: true }]).fresh).toEqual([]);
  });
});

describe("a form left half-way", () => {
  const form = (visit: string, rules: string[], urgency: "biasa" | "segera" | "darurat" = "segera") =>
    offeredForm({ ...sent(rules), person: "p", to_unit: "u", message: "", visit, urgency });

  it("takes up a new reason, and not one that a hand removed", () => {
    const removed = { ...form("v", ["BP", "IMT"]), reasons: sent(["BP"]).reasons, message: "pusing" };
    const now = broughtUp(removed, form("v", ["BP", "IMT", "GDS"], "darurat"));
    expect(now.reasons.map((one) => one.rule)).toEqual(["BP", "GDS"]);
    expect([now.urgency, now.message]).toEqual(["darurat", "pusing"]);
  });

  it("of another visit says nothing about this one", () => {
    expect(broughtUp(form("old", ["BP"]), form("v", ["GDS"])).reasons).toEqual(sent(["GDS"]).reasons);
  });
});

describe("how soon", () => {
  it("follows the gravest rule; a rule may say that it can wait", () => {
    expect(urgencyOf([rule("A"), rule("B", "darurat")])).toBe("darurat");
    expect(urgencyOf([rule("A")])).toBe("segera");
    expect(urgencyOf([{ ...rule("A"), urgency: "biasa" }])).toBe("biasa");
    expect(urgencyOf([])).toBe("biasa");
    expect(URGENCY.konsul).toBe("biasa");
  });
});
