"""Why a rule answered as it did: the clauses that decided it, with the values of their facts."""

from collections.abc import Iterator
from typing import Any, TypedDict, cast

from .ast import Facts, Rule, Truth
from .compile import compile_rule


class TraceClause(TypedDict):
    """One clause that decided: its fact, op, what it expected, what was found, and whether it held."""

    fact: str
    op: str
    expected: Any
    actual: Any
    holds: bool


def trace(rule: Rule, facts: Facts) -> list[TraceClause]:
    """The clauses that decided the answer, in the order of the tree; empty while the answer is unknown.

    A true `and` names all its clauses, a true `or` and a true count only those that held; a false one
    names those that failed.
    """
    truth = compile_rule(rule)(facts)
    return [] if truth is None else list(_deciding(rule, facts, truth))


def _deciding(rule: Rule, facts: Facts, truth: bool) -> Iterator[TraceClause]:
    op = rule["op"]
    if op == "not":
        yield from _deciding(cast(Any, rule)["of"], facts, not truth)
    elif "of" in rule:
        for part in cast(Any, rule)["of"]:
            part_truth: Truth = compile_rule(part)(facts)
            if part_truth is truth:
                yield from _deciding(part, facts, truth)
    else:
        yield _clause(cast(dict[str, Any], rule), facts, truth)


def _clause(rule: dict[str, Any], facts: Facts, holds: bool) -> TraceClause:
    expected: Any = rule.get("value", rule.get("values"))
    if rule["op"] == "between":
        expected = [rule["min"], rule["max"]]
    fact = str(rule["fact"])
    return {"fact": fact, "op": rule["op"], "expected": expected, "actual": facts.get(fact), "holds": holds}


def facts_named(rule: Rule) -> set[str]:
    """The names of all facts that the rule asks for."""
    if rule["op"] == "not":
        return facts_named(cast(Any, rule)["of"])
    if "of" in rule:
        return {name for part in cast(Any, rule)["of"] for name in facts_named(part)}
    return {str(cast(Any, rule)["fact"])}
