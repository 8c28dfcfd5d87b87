"""Tables computed from projections: no entry makes their rows, yet verify and rebuild answer for them too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

Rows = Callable[[type[Model]], Sequence[Any]]
"""The rows of a model, in order of their ids."""


@dataclass(frozen=True)
class Derived:
    """A table that follows from rows of projections alone.

    `of_rows` makes its rows from the projections of some posts. `across` names the subjects (persons) whose rows lie
    at several posts, which no post can compute by itself; `again` computes stored rows of such subjects anew.
    """

    model: type[Model]
    of_rows: Callable[[Rows], list[Any]]
    across: Callable[[], set[str]]
    again: Callable[[set[str]], object]


_derived: dict[str, Derived] = {}


def register_derived(one: Derived) -> None:
    """Make a derived table known. Each room registers its own in its `apps.py`."""
    _derived[one.model._meta.db_table] = one


def derived() -> list[Derived]:
    """Every derived table, by name."""
    return [_derived[name] for name in sorted(_derived)]


def derived_tables() -> list[str]:
    """Names of the tables."""
    return sorted(_derived)
