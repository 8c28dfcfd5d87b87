/** The shape of a rule as data (schema: content/schema/rule.schema.json). Python twin: simpul/knowledge/rules. */

/** A value that a clause compares with; dates are texts `YYYY-MM-DD`. */
export type Scalar = boolean | number | string;

/** What is known, by fact name. Absent, null and the empty text all mean: not known. */
export type Facts = Readonly<Record<string, unknown>>;

/** Kleene's three values; null is unknown. */
export type Truth = boolean | null;

export type CompareOp = "eq" | "ne" | "lt" | "le" | "gt" | "ge";

export type Compare = { readonly op: CompareOp; readonly fact: string; readonly value: Scalar };
export type In = { readonly op: "in"; readonly fact: string; readonly values: readonly Scalar[] };
/** From `min` to `max`, both included. */
export type Between = {
  readonly op: "between";
  readonly fact: string;
  readonly min: number;
  readonly max: number;
};
export type Missing = { readonly op: "missing"; readonly fact: string };
export type Clause = Compare | In | Between | Missing;

export type Rule =
  | { readonly op: "and" | "or"; readonly of: readonly Rule[] }
  | { readonly op: "not"; readonly of: Rule }
  | { readonly op: "count_at_least"; readonly n: number; readonly of: readonly Rule[] }
  | Clause;

/** A rule that cannot be compiled; the message says where in the tree and what to do. */
export class RuleError extends Error {}
