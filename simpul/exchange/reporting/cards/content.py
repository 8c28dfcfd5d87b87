"""`content/reports/cards.json` and the columns of each card."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from simpul.knowledge.content import CONTENT_DIR, read_json


@cache
def content() -> Mapping[str, Any]:
    """Which cards are printed, on which paper."""
    data: Mapping[str, Any] = read_json(CONTENT_DIR / "reports" / "cards.json")
    return data


@cache
def columns(card: str) -> Sequence[Mapping[str, Any]]:
    """The printed columns of a card, in order."""
    found: Sequence[Mapping[str, Any]] = read_json(CONTENT_DIR / "cards" / f"{card}.json")["columns"]
    return found
