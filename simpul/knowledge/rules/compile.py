"""Turn a rule tree into one closure that answers True, False or None (unknown)."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from .ast import COMPARE_OPS, Facts, Rule, RuleError, Truth
from .clauses import Test, compile_between, compile_compare, compile_in, compile_missing

_CLAUSES: dict[str, tuple[Callable[[Any, str], Test], tuple[str, ...]]] = {
    **dict.fromkeys(COMPARE_OPS, (compile_compare, ("fact", "value"))),
    "in": (compile_in, ("fact", "values")),
    "between": (compile_between, ("fact", "min", "max")),
    "missing": (compile_missing, ("fact",)),
}
OPS = (*_CLAUSES, "and", "or", "not", "count_at_least")


def compile_rule(rule: Rule, where: str = "rule") -> Test:
    """Compile once, ask often: the closure takes facts by name and returns True, False or None (unknown).

    Raises RuleError, with the path in the tree, for an unknown op, a missing key or a value of a wrong kind.
    """
    if not isinstance(rule, dict) or rule.get("op") not in OPS:
        found = rule.get("op") if isinstance(rule, dict) else rule
        raise RuleError(f"{where}: unknown op {found!r}; use one of {', '.join(OPS)}.")
    op = str(rule["op"])
    if op in _CLAUSES:
        build, keys = _CLAUSES[op]
        _need(rule, keys, where)
        return build(rule, where)
    _need(rule, ("n", "of") if op == "count_at_least" else ("of",), where)
    return _compile_node(cast(dict[str, Any], rule), op, where)


def _need(rule: Rule, keys: Sequence[str], where: str) -> None:
    absent = [key for key in keys if key not in rule]
    if absent:
        raise RuleError(f"{where}: op '{rule['op']}' lacks {', '.join(absent)}; add it.")


def _compile_node(rule: dict[str, Any], op: str, where: str) -> Test:
    if op == "not":
        return _not(compile_rule(rule["of"], f"{where}.of"))
    if not isinstance(rule["of"], list) or not rule["of"]:
        raise RuleError(f"{where}.of: op '{op}' needs a list of at least one part.")
    parts = tuple(compile_rule(part, f"{where}.of[{i}]") for i, part in enumerate(rule["of"]))
    if op == "count_at_least":
        return _count(parts, rule["n"], where)
    return _and(parts) if op == "and" else _or(parts)


def _not(part: Test) -> Test:
    def test(facts: Facts) -> Truth:
        truth = part(facts)
        return None if truth is None else not truth

    return test


def _and(parts: tuple[Test, ...]) -> Test:
    def test(facts: Facts) -> Truth:
        answer: Truth = True
        for part in parts:
            truth = part(facts)
            if truth is False:
                return False
            if truth is None:
                answer = None
        return answer

    return test


def _or(parts: tuple[Test, ...]) -> Test:
    def test(facts: Facts) -> Truth:
        answer: Truth = False
        for part in parts:
            truth = part(facts)
            if truth is True:
                return True
            if truth is None:
                answer = None
        return answer

    return test


def _count(parts: tuple[Test, ...], n: object, where: str) -> Test:
    if type(n) is not int or not 1 <= n <= len(parts):
        raise RuleError(f"{where}: n is {n!r}; it must be a whole number from 1 to {len(parts)}.")
    needed: int = n

    def test(facts: Facts) -> Truth:
        answers = [part(facts) for part in parts]
        sure = answers.count(True)
        if sure >= needed:
            return True
        return None if sure + answers.count(None) >= needed else False

    return test
