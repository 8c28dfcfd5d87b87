import { describe, expect, it } from "vitest";
import vectors from "../../../vectors/duplicates.json";
import { candidates, compare, type Facts } from "./duplicates.ts";

interface Case {
  kind: string;
  same: boolean;
  a: Facts;
  b: Facts;
  match: { score: number; level: string; twin: boolean; reasons: string[] };
}
const hand = vectors.hand as Case[];
const heldOut = vectors.held_out as Case[];

describe("the same person twice", () => {
  it.each(hand)("$kind", (c) => {
    expect(compare(c.a, c.b).level !== "none").toBe(c.same);
  });

  it("answers as the server answers", () => {
    for (const c of [...hand, ...heldOut]) {
      expect(compare(c.a, c.b)).toEqual(c.match);
      expect(compare(c.b, c.a)).toEqual(c.match);
    }
  });

  it("offers the likeliest first and nobody that does not fit", () => {
    const a = { name: "Aisyah Putri", sex: "P", birth_date: "2024-03-09", mother_name: "Yanti" };
    const others: [string, Facts][] = [
      ["stranger", { name: "Bima", sex: "L", birth_date: "2024-03-09" }],
      ["swapped", { ...a, birth_date: "2024-09-03" }],
      ["same", { ...a, name: "Aisah Putri" }],
    ];
    expect(candidates(a, others).map((c) => c.id)).toEqual(["same", "swapped"]);
  });
});
