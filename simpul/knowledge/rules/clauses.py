"""Single clauses: one fact against one expectation, three-valued."""

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .ast import Between, Compare, Facts, In, Missing, RuleError, Scalar, Truth

Test = Callable[[Facts], Truth]

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}


def is_known(value: object) -> bool:
    """Whether a fact's value says anything: None, the empty text and NaN do not."""
    return value is not None and value != "" and value == value


def as_number(value: object) -> float | None:
    """The value as a float, or None when it is not a finite-or-infinite number (booleans are not numbers)."""
    kind = type(value)
    if kind is float or kind is int:
        return value if value == value else None  # type: ignore[return-value]  # NaN is unknown
    return float(value) if isinstance(value, Decimal) and not value.is_nan() else None


def of_kind(value: object, kind: type) -> object:
    """The value when it is of the kind (bool, str, or float for any number), else None."""
    if kind is float:
        return as_number(value)
    return value if type(value) is kind and value != "" else None


def kind_of(value: Scalar, where: str) -> type:
    """bool, str or float: the kind that a rule's value has. Raises RuleError for anything else."""
    if type(value) in (bool, str):
        return type(value)
    if as_number(value) is None:
        raise RuleError(f"{where}: {value!r} is not a boolean, a number or a text; write one of these.")
    return float


def compile_compare(rule: Compare, where: str) -> Test:
    """Closure for eq, ne, lt, le, gt, ge."""
    fact, value = rule["fact"], rule["value"]
    kind, compare = kind_of(value, where), _OPERATORS[rule["op"]]
    if kind is bool and rule["op"] not in ("eq", "ne"):
        raise RuleError(f"{where}: '{rule['op']}' cannot order true and false; use eq or ne.")

    def test(facts: Facts) -> Truth:
        actual = of_kind(facts.get(fact), kind)
        return None if actual is None else compare(actual, value)

    return test


def compile_in(rule: In, where: str) -> Test:
    """Closure for membership in a list of one kind."""
    fact, values = rule["fact"], list(rule["values"])
    kinds = {kind_of(value, where) for value in values}
    if len(kinds) != 1:
        raise RuleError(f"{where}: 'values' must hold one kind of value and at least one; found {values!r}.")
    (kind,) = kinds
    allowed = frozenset(values)

    def test(facts: Facts) -> Truth:
        actual = of_kind(facts.get(fact), kind)
        return None if actual is None else actual in allowed

    return test


def compile_between(rule: Between, where: str) -> Test:
    """Closure for a closed range."""
    fact, low, high = rule["fact"], rule["min"], rule["max"]
    if not low <= high:
        raise RuleError(f"{where}: min {low!r} is above max {high!r}; swap them.")

    def test(facts: Facts) -> Truth:
        actual = as_number(facts.get(fact))
        return None if actual is None else low <= actual <= high

    return test


def compile_missing(rule: Missing, where: str) -> Test:
    """Closure that is true while the fact is not known."""
    fact = rule["fact"]
    return lambda facts: not is_known(facts.get(fact))
