import { describe, expect, it } from "vitest";
import golden from "../../../vectors/rules.json" with { type: "json" };
import { compileRule, type Rule, RuleError, trace } from "./index.ts";

type Golden = {
  name: string;
  rule: Rule;
  facts: Record<string, unknown>;
  truth: boolean | null;
  fired?: string[];
};

describe("golden cases", () => {
  it.each(golden.cases as unknown as Golden[])("$name", ({ rule, facts, truth, fired }) => {
    expect(compileRule(rule)(facts)).toBe(truth);
    if (fired) expect(trace(rule, facts).map((clause) => clause.fact)).toEqual(fired);
  });
});

describe("a malformed rule says where", () => {
  it.each(golden.malformed)("$name", ({ rule, where }) => {
    const attempt = () => compileRule(rule as unknown as Rule);
    expect(attempt).toThrow(RuleError);
    expect(attempt).toThrow(new RegExp(`^${where.replace(/[[\].]/g, "\\$&")}:`));
  });
});

it("takes undefined and NaN for unknown", () => {
  const rule: Rule = { op: "lt", fact: "waz", value: -2 };
  expect(compileRule(rule)({ waz: Number.NaN })).toBeNull();
  expect(compileRule(rule)({ waz: undefined })).toBeNull();
  expect(compileRule({ op: "missing", fact: "waz" })({ waz: Number.NaN })).toBe(true);
});
