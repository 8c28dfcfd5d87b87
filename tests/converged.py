"""Whether a phone's rows of a post are the server's."""

import json
from collections.abc import Iterator
from typing import Any

from simpul.journal import reading
from simpul.journal.reading import Range

Parts = dict[str, dict[str, dict[str, Any]]]
ABOUT = ("id", "person", "family", "subject", "record", "mother")


def differences(post: str, held: Parts) -> Iterator[str]:
    """Every row that a kader's phone holds of the post and that is not as the server has it, or that it lacks.

    Rows about people who have left the post live elsewhere now; what the phone still has of them is history.
    """
    last = reading.last_seqs([post])
    truth = reading.rows({post: Range(-1, last[post])}, "K1")[post]
    gone = _gone(held)
    for part in sorted(held.keys() | truth.keys()):
        here = held.get(part, {})
        there = {row["id"]: json.loads(json.dumps(row)) for row in truth.get(part, [])}
        left = {pk for pk in here.keys() - there.keys() if _about(here[pk]) & gone}
        for pk in sorted((here.keys() | there.keys()) - left):
            if here.get(pk) != there.get(pk):
                yield f"{part} {pk}: {here.get(pk)} is not {there.get(pk)}"


def _gone(held: Parts) -> set[str]:
    return {name for move in held.get("moves", {}).values() for name in (move["id"], *move["persons"])}


def _about(row: dict[str, Any]) -> set[str]:
    return {str(row[name]) for name in ABOUT if row.get(name)}
