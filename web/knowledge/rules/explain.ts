/** Why a rule answered as it did: the clauses that decided it, with the values of their facts. */
import type { Clause, Facts, Rule } from "./ast.ts";
import { compileRule } from "./compile.ts";

export type TraceClause = {
  readonly fact: string;
  readonly op: string;
  readonly expected: unknown;
  readonly actual: unknown;
  readonly holds: boolean;
};

/** The clauses that decided, in the order of the tree; empty while the answer is unknown. */
export function trace(rule: Rule, facts: Facts): TraceClause[] {
  const truth = compileRule(rule)(facts);
  return truth === null ? [] : deciding(rule, facts, truth);
}

function deciding(rule: Rule, facts: Facts, truth: boolean): TraceClause[] {
  if (rule.op === "not") return deciding(rule.of, facts, !truth);
  if ("of" in rule) {
    return rule.of
      .filter((part) => compileRule(part)(facts) === truth)
      .flatMap((part) => deciding(part, facts, truth));
  }
  return [
    {
      fact: rule.fact,
      op: rule.op,
      expected: expected(rule),
      actual: facts[rule.fact] ?? null,
      holds: truth,
    },
  ];
}

function expected(rule: Clause): unknown {
  if (rule.op === "between") return [rule.min, rule.max];
  if (rule.op === "in") return rule.values;
  return rule.op === "missing" ? null : rule.value;
}
