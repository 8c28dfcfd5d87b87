import { describe, expect, it } from "vitest";
import { groundOf, type ReferralForm, referralDraft } from "./referral.ts";

const form = (given: Partial<ReferralForm>): ReferralForm => ({
  person: "p",
  urgency: "segera",
  reasons: [],
  message: "x",
  to_unit: "",
  visit: null,
  ...given,
});

describe("the ground on which a referral travels", () => {
  it("is not known before the family was asked, but an emergency waits for nobody", () => {
    expect(groundOf(form({}))).toBeUndefined();
    expect(groundOf(form({ urgency: "darurat" }))).toBe("vital-interest");
    expect(groundOf(form({ basis: "no", urgency: "darurat" }))).toBe("no");
    expect(groundOf(form({ basis: "consent" }))).toBe("consent");
  });

  it("is asked anew when it is no emergency any more", () => {
    expect(groundOf(form({ basis: "vital-interest" }))).toBeUndefined();
  });

  it("travels with the referral", () => {
    expect(referralDraft(form({ basis: "consent" }), "r")).toMatchObject({ data: { basis: "consent" } });
    expect(referralDraft(form({ urgency: "darurat" }), "r")).toMatchObject({
      data: { basis: "vital-interest" },
    });
  });
});
