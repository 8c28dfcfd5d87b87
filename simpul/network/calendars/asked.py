"""What a family asked for, apart from the moments that only stand in for it, and how an appointment fits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from simpul.network.models import Request
from simpul.network.moments import readable

MOST_CHOSEN = 3
"""As many moments a phone lets a family name one by one."""
NOON = 12
SCHEDULE = "schedule"

Part = Literal["pagi", "siang", "puskesmas"]
Fit = Literal["asked", "instead", "other"]
"""`asked`: as it was said. `instead`: not one that was named, but what would do. `other`: neither."""


@dataclass(frozen=True)
class AskedTimes:
    """`chosen`: moments that were named, best first. `more`: how many others an older phone wrote beside them.
    `otherwise`: what would do when those are taken; None where it was not said.
    """

    chosen: list[datetime]
    more: int
    otherwise: Part | None


def asked_times(request: Request) -> AskedTimes:
    """Of an entry without `wish` nobody knows how many moments were named (docs/protocol.md)."""
    wish: dict[str, Any] | None = request.wish
    if wish is not None:
        named = request.wanted[: max(0, wish["chosen"])]
        return AskedTimes(readable(named), 0, wish.get("otherwise", "puskesmas"))
    more = max(0, len(request.wanted) - MOST_CHOSEN)
    return AskedTimes(readable(request.wanted[:MOST_CHOSEN]), more, None)


def fit_of(request: Request, zone: ZoneInfo) -> Fit | None:
    """How the appointment stands to what was asked.

    None where nothing was asked, nothing is agreed, or the family took another time itself.
    """
    at, every = request.appointment_at, readable(request.wanted)
    if at is None or not every or (at not in every and _scheduled_by(request) == str(request.opened_by)):
        return None
    said = asked_times(request)
    if at in (every if request.wish is None else said.chosen):
        return "asked"
    if said.otherwise is None or not (at in every or is_part_of(at, said.otherwise, zone)):
        return "other"
    return "instead" if said.chosen else "asked"


def _scheduled_by(request: Request) -> str:
    """Who agreed on the time; the calendar does so in the name of whoever asked."""
    return next((str(step["by"]) for step in reversed(request.history) if step["action"] == SCHEDULE), "")


def is_part_of(at: datetime, part: Part, zone: ZoneInfo) -> bool:
    """Whether the moment lies in this part of the day of the place."""
    return part == "puskesmas" or (part == "pagi") == (at.astimezone(zone).hour < NOON)
