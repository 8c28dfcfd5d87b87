"""What still needs a unit. Higher rooms say it; the operator hears it before a unit is closed."""

from collections.abc import Callable

from simpul.registry.models import Unit

Needs = Callable[[Unit], list[str]]
"""Sentences for an operator, without a person in them; empty when nothing needs the unit."""
_asked: list[Needs] = []


def before_closing(needs: Needs) -> None:
    """Ask this before a unit is closed."""
    if needs not in _asked:
        _asked.append(needs)


def still_needed(unit: Unit) -> list[str]:
    """All that must be settled first."""
    return [sentence for needs in _asked for sentence in needs(unit)]
