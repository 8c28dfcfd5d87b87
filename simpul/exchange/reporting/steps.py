"""The five steps of an open day with the colours of the paper forms (`content/reports/steps.json`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from simpul.knowledge.content import CONTENT_DIR, read_json


@dataclass(frozen=True)
class Step:
    """A step: its number, name, and colour as six hexadecimal digits."""

    number: int
    label: Mapping[str, str]
    colour: str


@cache
def steps() -> tuple[Step, ...]:
    """All five, in order."""
    data = read_json(CONTENT_DIR / "reports" / "steps.json")
    return tuple(Step(one["step"], one["label"], one["colour"]) for one in data["steps"])
