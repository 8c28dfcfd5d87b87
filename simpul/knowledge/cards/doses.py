"""Questions of a card that a dose of the day answers (`content/programme/card-doses.json`)."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from simpul.knowledge.content import CONTENT_DIR, read_json


@cache
def _answers() -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = read_json(CONTENT_DIR / "programme" / "card-doses.json")["answers"]
    return found


def answered_by_dose(card: str, products: Collection[str]) -> list[str]:
    """Fields of a card to which Yes is the answer where one of these products was given on the day of the visit."""
    return [
        one["field"] for one in _answers() if one["card"] == card and any(name in products for name in one["products"])
    ]
