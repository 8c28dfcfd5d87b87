"""When a call is safe, and how long a contact is kept (`content/programme/agreed-contact.json`)."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from simpul.base.words import say
from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.registry.capabilities.hours import minutes_of


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day: its id, from and until which minute of the local day."""

    id: str
    starts: int
    ends: int


@cache
def _content() -> dict[str, Any]:
    found: dict[str, Any] = read_json(CONTENT_DIR / "programme" / "agreed-contact.json")
    return found


def kept() -> timedelta:
    """So long is a contact kept after its request has ended."""
    return timedelta(days=int(_content()["kept_days"]))


def least_left() -> timedelta:
    """A part of the day of which less is left is taken as over."""
    return timedelta(minutes=int(_content()["least_left_minutes"]))


def ahead_days() -> int:
    """So far is the next safe part of the day looked for."""
    return int(_content()["looks_ahead_days"])


def parts() -> list[Part]:
    """The parts of the day with their hours, as the page offers them."""
    return [Part(one["id"], minutes_of(one["starts"]), minutes_of(one["ends"])) for one in _content()["safe_times"]]


def safe_times() -> dict[str, str]:
    """Id of a part of the day → its words in the page's language."""
    return {one["id"]: say(one["words"]) for one in _content()["safe_times"]}


def times_in_words(times: tuple[str, ...]) -> list[str]:
    """The chosen parts of the day in words, in their own order; ids that this content does not know are left out."""
    return [words for name, words in safe_times().items() if name in times]
