/** Single clauses: one fact against one expectation, three-valued. */
import {
  type Between,
  type Compare,
  type CompareOp,
  type Facts,
  type In,
  RuleError,
  type Scalar,
  type Truth,
} from "./ast.ts";

export type Test = (facts: Facts) => Truth;

type Ordered = number | string | boolean;
const OPERATORS: Record<CompareOp, (a: Ordered, b: Ordered) => boolean> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
};

/** Whether a fact's value says anything: undefined, null, the empty text and NaN do not. */
export const isKnown = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== "" && !Number.isNaN(value);

/** The kind that a rule's value has; throws RuleError for anything but boolean, number, text. */
function kindOf(value: Scalar, where: string): string {
  const kind = typeof value;
  if (kind === "boolean" || kind === "string" || (kind === "number" && !Number.isNaN(value))) return kind;
  throw new RuleError(`${where}: ${String(value)} is not a boolean, a number or a text; write one of these.`);
}

/** The value when it is of the kind and known, else null. */
const ofKind = (value: unknown, kind: string): Ordered | null =>
  typeof value === kind && isKnown(value) ? (value as Ordered) : null;

export function compileCompare(rule: Compare, where: string): Test {
  const { op, fact, value } = rule;
  const kind = kindOf(value, where);
  if (kind === "boolean" && op !== "eq" && op !== "ne") {
    throw new RuleError(`${where}: '${op}' cannot order true and false; use eq or ne.`);
  }
  const compare = OPERATORS[op];
  return (facts) => {
    const actual = ofKind(facts[fact], kind);
    return actual === null ? null : compare(actual, value);
  };
}

export function compileIn(rule: In, where: string): Test {
  const kinds = new Set(rule.values.map((value) => kindOf(value, where)));
  const [kind] = kinds;
  if (kinds.size !== 1 || kind === undefined) {
    throw new RuleError(`${where}: 'values' must hold one kind of value and at least one.`);
  }
  const allowed = new Set<Scalar>(rule.values);
  return (facts) => {
    const actual = ofKind(facts[rule.fact], kind);
    return actual === null ? null : allowed.has(actual);
  };
}

export function compileBetween(rule: Between, where: string): Test {
  const { fact, min, max } = rule;
  if (!(min <= max)) throw new RuleError(`${where}: min ${min} is above max ${max}; swap them.`);
  return (facts) => {
    const actual = ofKind(facts[fact], "number");
    return actual === null ? null : min <= (actual as number) && (actual as number) <= max;
  };
}
