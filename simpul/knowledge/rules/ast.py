"""The shape of a rule as data: a typed JSON tree (schema: `content/schema/rule.schema.json`)."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict

Scalar = bool | int | float | str
"""A value that a clause compares with: boolean, number, or text (dates as `YYYY-MM-DD`)."""

Facts = Mapping[str, object]
"""What is known, by fact name. Absent, None and the empty text all mean: not known."""

Truth = bool | None
"""Kleene's three values: True, False, and None for unknown."""

CompareOp = Literal["eq", "ne", "lt", "le", "gt", "ge"]
COMPARE_OPS: tuple[CompareOp, ...] = ("eq", "ne", "lt", "le", "gt", "ge")


class All(TypedDict):
    """True when every part is true."""

    op: Literal["and", "or"]
    of: "Sequence[Rule]"


class Not(TypedDict):
    """The opposite; unknown stays unknown."""

    op: Literal["not"]
    of: "Rule"


class Compare(TypedDict):
    """A fact against one value of the same kind; a fact of another kind is unknown, never an error."""

    op: CompareOp
    fact: str
    value: Scalar


class In(TypedDict):
    """A fact is one of the values (all of one kind)."""

    op: Literal["in"]
    fact: str
    values: Sequence[Scalar]


class Between(TypedDict):
    """A numeric fact from `min` to `max`, both included."""

    op: Literal["between"]
    fact: str
    min: float
    max: float


class Missing(TypedDict):
    """True when the fact is not known; never unknown itself."""

    op: Literal["missing"]
    fact: str


class CountAtLeast(TypedDict):
    """True when `n` or more of the parts are true."""

    op: Literal["count_at_least"]
    n: int
    of: "Sequence[Rule]"


Clause = Compare | In | Between | Missing
Rule = All | Not | CountAtLeast | Clause


class RuleError(ValueError):
    """A rule that cannot be compiled; the message says where in the tree and what to do."""
