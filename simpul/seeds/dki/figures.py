"""The figures of `content/places/dki-jakarta.json`, and who is chosen where a figure names nobody."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from simpul.knowledge.content import CONTENT_DIR, read_json

FILE = CONTENT_DIR / "places" / "dki-jakarta.json"
TO_VERIFY = "Perlu dipastikan"
NAMES_ARE_EXAMPLES = "Nama tempatnya contoh: yang diumumkan hanya jumlahnya"


@dataclass(frozen=True)
class Fact:
    """So many of so many are able to give a service, as published for a day; holds until the next one (`until`).

    `source` says itself what the content says of its certainty.
    """

    service: str
    able: int
    on: date
    until: date | None
    source: str


@cache
def figures() -> Any:
    """The file."""
    return read_json(FILE)


def facts(about: str) -> list[Fact]:
    """What was published about `puskesmas` or `hospital`, in order of day."""
    told = sorted((one for one in figures()["facts"] if one["about"] == about), key=lambda one: str(one["on"]))
    ends = [date.fromisoformat(one["on"]) - timedelta(days=1) for one in told[1:]]
    return [
        Fact(one["service"], one["able"], date.fromisoformat(one["on"]), until, _source(one))
        for one, until in zip(told, [*ends, None], strict=True)
    ]


def _source(told: dict[str, str]) -> str:
    return f"{told['source']}. {TO_VERIFY}" if told["certainty"] == "to verify" else told["source"]


def in_fixed_order(keys: Iterable[str]) -> list[str]:
    """The same order each time, tied to nothing that a reader could take for a reason."""
    return sorted(keys, key=lambda key: hashlib.sha256(f"dki|{key}".encode()).digest())


def answers(told: list[Fact], keys: Iterable[str]) -> Iterator[tuple[Fact, str, bool]]:
    """Fact, key and whether it is able: the first of a fixed order are, so that few change from fact to fact.

    Whoever was able before and is not counted any more gets no answer: a smaller figure says that it is not known.
    """
    ordered = in_fixed_order(keys)
    most = 0
    for fact in told:
        for number, key in enumerate(ordered):
            if number < fact.able or number >= most:
                yield fact, key, number < fact.able
        most = max(most, fact.able)
