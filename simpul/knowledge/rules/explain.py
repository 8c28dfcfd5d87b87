"""Why a rule answered as it did: the clauses that decided it, with the values of their facts."""

from collections.abc import Callable
from typing import Any, TypedDict, cast

from .ast import Facts, Rule
from .clauses import Test
from .compile import compile_rule


class TraceClause(TypedDict):
    """One clause that decided: its fact, op, what it expected, what was found, and whether it held."""

    fact: str
    op: str
    expected: Any
    actual: Any
    holds: bool


Tracer = Callable[[Facts], list[TraceClause]]


def trace(rule: Rule, facts: Facts) -> list[TraceClause]:
    """The clauses that decided the answer, in the order of the tree; empty while the answer is unknown.

    A true `and` names all its clauses, a true `or` and a true count only those that held; a false one
    names those that failed.
    """
    return compile_trace(rule)(facts)


def compile_trace(rule: Rule) -> Tracer:
    """`trace` for one rule, compiled once and asked often."""
    test, deciding = compile_rule(rule), _deciding(rule)

    def explain(facts: Facts) -> list[TraceClause]:
        truth = test(facts)
        found: list[TraceClause] = []
        if truth is not None:
            deciding(facts, truth, found)
        return found

    return explain


_Deciding = Callable[[Facts, bool, list[TraceClause]], None]
"""Append to a list the clauses that made a part of the tree answer so."""


def _deciding(rule: Rule) -> _Deciding:
    op = rule["op"]
    if op == "not":
        inner = _deciding(cast(Any, rule)["of"])
        return lambda facts, truth, found: inner(facts, not truth, found)
    if "of" in rule:
        return _deciding_parts([(compile_rule(part), _deciding(part)) for part in cast(Any, rule)["of"]])
    return _clause(cast(dict[str, Any], rule))


def _deciding_parts(parts: list[tuple[Test, _Deciding]]) -> _Deciding:
    def append(facts: Facts, truth: bool, found: list[TraceClause]) -> None:
        for test, deciding in parts:
            if test(facts) is truth:
                deciding(facts, truth, found)

    return append


def _clause(rule: dict[str, Any]) -> _Deciding:
    fact, op = str(rule["fact"]), rule["op"]
    expected: Any = [rule["min"], rule["max"]] if op == "between" else rule.get("value", rule.get("values"))

    def append(facts: Facts, holds: bool, found: list[TraceClause]) -> None:
        found.append({"fact": fact, "op": op, "expected": expected, "actual": facts.get(fact), "holds": holds})

    return append


def facts_named(rule: Rule) -> set[str]:
    """The names of all facts that the rule asks for."""
    if rule["op"] == "not":
        return facts_named(cast(Any, rule)["of"])
    if "of" in rule:
        return {name for part in cast(Any, rule)["of"] for name in facts_named(part)}
    return {str(cast(Any, rule)["fact"])}
