"""Cards by name, read once per process."""

from functools import cache

from ..content import CONTENT_DIR, ContentError, read_json
from .model import Card, parse_card

CARDS = ("balita", "hamil", "nifas", "remaja", "dewasa", "lansia")


@cache
def load_card(card_id: str) -> Card:
    """The card of that id from `content/cards`. Raises ContentError for a name that is not a card."""
    if card_id not in CARDS:
        raise ContentError(f"no card named {card_id!r}; cards are {', '.join(CARDS)}.")
    return parse_card(read_json(CONTENT_DIR / "cards" / f"{card_id}.json"))
