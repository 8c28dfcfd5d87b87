"""Figures of escalation (`content/programme/escalation.json`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.network.workflow import Limit

OF_THE_DEAD = ("death-notice",)
"""Workflows whose matter is a death; any other clock stands still for someone who has died."""


@dataclass(frozen=True)
class Book:
    """`grace`: urgency → how long a request that somebody took does not climb. `gap`: urgency → how long a recipient is
    left in peace after a message."""

    grace: Mapping[str, Limit]
    gap: Mapping[str, timedelta]
    fallback: str

    def grace_of(self, urgency: str) -> Limit:
        """For an urgency; an unknown one counts as the first of the content."""
        return self.grace.get(urgency, self.grace[self.fallback])

    def gap_of(self, urgency: str) -> timedelta:
        """For an urgency; an unknown one counts as the first of the content."""
        return self.gap.get(urgency, self.gap[self.fallback])


@cache
def book() -> Book:
    """The figures in force."""
    raw: Mapping[str, Any] = read_json(CONTENT_DIR / "programme" / "escalation.json")
    return Book(
        grace={name: Limit(**one) for name, one in raw["grace"].items()},
        gap={name: timedelta(minutes=one) for name, one in raw["message_gap_minutes"].items()},
        fallback=next(iter(raw["grace"])),
    )
