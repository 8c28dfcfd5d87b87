import { describe, expect, it } from "vitest";
import { maskNik, nikQuestions } from "./nik.ts";

describe("a NIK is asked about, never refused", () => {
  it.each([
    ["", {}, []],
    ["3174012511210001", { birth_date: "2021-11-25", sex: "L" }, []],
    ["31.74.01.65.11.21.0001", { birth_date: "2021-11-25", sex: "P" }, []],
    ["317401251121", {}, ["length"]],
    ["9974012511210001", {}, ["area"]],
    ["3174013213210001", {}, ["date"]],
    ["3174017311210001", {}, ["date"]],
    ["3174017102240001", { birth_date: "2024-02-29" }, ["date"]],
    ["3174016902240001", { birth_date: "2024-02-29", sex: "P" }, []],
    ["3174012511210001", { birth_date: "2021-11-26", sex: "P" }, ["birth_date", "sex"]],
    ["3174012511210000", {}, ["serial"]],
  ] as const)("%s %o", (nik, facts, questions) => {
    expect(nikQuestions(nik, facts)).toEqual(questions);
  });

  it("shows the last four digits only", () => {
    expect(maskNik("3174012511210001")).toBe("••••••••••••0001");
    expect(maskNik(null)).toBe("");
  });
});
