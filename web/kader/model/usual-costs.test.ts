import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import costs from "../../../content/services/costs.json";
import vectors from "../../../vectors/service-costs.json";
import { usualCost } from "./usual-costs.ts";

const folder = fileURLToPath(new URL("../../../content/services/", import.meta.url));
const wordsOf = (says: string) =>
  says === "referred"
    ? costs.payers.referred
    : JSON.parse(readFileSync(`${folder}${says}.json`, "utf8")).cost.words;

describe("what a place costs that has declared nothing", () => {
  it.each(vectors.cases)("$service at $kind, $urgency: $says", ({ service, kind, urgency, says }) =>
    expect(usualCost(service, kind, urgency)).toEqual(wordsOf(says)),
  );

  it("a hospital for the insured is reached by way of the puskesmas, but in an emergency", () => {
    const said = (urgency: string) => usualCost("health", "rumah-sakit", urgency);
    expect([said("biasa"), said("darurat") === costs.payers.referred]).toEqual([
      costs.payers.referred,
      false,
    ]);
  });
});
