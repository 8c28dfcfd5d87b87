/** Turn a rule tree into one closure that answers true, false or null (unknown). */
import { type Rule, RuleError, type Truth } from "./ast.ts";
import { compileBetween, compileCompare, compileIn, isKnown, type Test } from "./clauses.ts";

/** Compile once, ask often. Throws RuleError with the path inside the tree when the rule is malformed. */
export function compileRule(rule: Rule, where = "rule"): Test {
  switch (rule.op) {
    case "and":
      return all(parts(rule.of, where));
    case "or":
      return any(parts(rule.of, where));
    case "not":
      return not(compileRule(rule.of, `${where}.of`));
    case "count_at_least":
      return count(parts(rule.of, where), rule.n, where);
    case "in":
      return compileIn(rule, where);
    case "between":
      return compileBetween(rule, where);
    case "missing":
      return (facts) => !isKnown(facts[rule.fact]);
    case "eq":
    case "ne":
    case "lt":
    case "le":
    case "gt":
    case "ge":
      return compileCompare(rule, where);
    default:
      throw new RuleError(`${where}: unknown op ${JSON.stringify((rule as { op?: unknown }).op)}.`);
  }
}

function parts(of: readonly Rule[], where: string): Test[] {
  if (!Array.isArray(of) || of.length === 0) {
    throw new RuleError(`${where}.of: needs a list of at least one part.`);
  }
  return of.map((part: Rule, i) => compileRule(part, `${where}.of[${i}]`));
}

const not =
  (part: Test): Test =>
  (facts) => {
    const truth = part(facts);
    return truth === null ? null : !truth;
  };

const all =
  (tests: Test[]): Test =>
  (facts) => {
    let answer: Truth = true;
    for (const test of tests) {
      const truth = test(facts);
      if (truth === false) return false;
      if (truth === null) answer = null;
    }
    return answer;
  };

const any =
  (tests: Test[]): Test =>
  (facts) => {
    let answer: Truth = false;
    for (const test of tests) {
      const truth = test(facts);
      if (truth === true) return true;
      if (truth === null) answer = null;
    }
    return answer;
  };

function count(tests: Test[], n: number, where: string): Test {
  if (!Number.isInteger(n) || n < 1 || n > tests.length) {
    throw new RuleError(`${where}: n is ${n}; it must be a whole number from 1 to ${tests.length}.`);
  }
  return (facts) => {
    let sure = 0;
    let open = 0;
    for (const test of tests) {
      const truth = test(facts);
      if (truth === true) sure += 1;
      else if (truth === null) open += 1;
    }
    if (sure >= n) return true;
    return sure + open >= n ? null : false;
  };
}
