/** Rules as data: a small typed language with three-valued logic and a trace. */
export { type Facts, type Rule, RuleError, type Scalar, type Truth } from "./ast.ts";
export { isKnown, type Test } from "./clauses.ts";
export { compileRule } from "./compile.ts";
export { type TraceClause, trace } from "./explain.ts";
