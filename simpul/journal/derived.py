"""Tables computed from projections: no entry makes their rows, yet verify and rebuild answer for them too."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class Derived:
    """A table that follows from rows of projections alone. `compute` fills it when it is empty."""

    model: type[Model]
    compute: Callable[[], object]


_derived: dict[str, Derived] = {}


def register_derived(derived: Derived) -> None:
    """Make a derived table known. Each room registers its own in its `apps.py`."""
    _derived[derived.model._meta.db_table] = derived


def derived_tables() -> list[str]:
    """Names of the tables."""
    return sorted(_derived)


def compute_all() -> None:
    """Fill every derived table anew from the rows that are there."""
    for table in derived_tables():
        _derived[table].compute()
