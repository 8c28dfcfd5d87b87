"""What counts how much (`content/programme/routing.json`), read once: more in favour is never worth less."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from simpul.knowledge.content import CONTENT_DIR, ContentError, read_json

FILE = CONTENT_DIR / "programme" / "routing.json"
LEVELS = ("province", "city", "district", "village")


@dataclass(frozen=True)
class Points:
    """Points for one urgency. `area` by closeness: 0 elsewhere, 1 same province … 4 same village."""

    home: int
    area: tuple[int, ...]
    below_km: tuple[float, ...]
    distance: tuple[int, ...]
    """One more than `below_km`: the last is for what lies farther away."""
    always: int
    open_now: int
    room: int
    full: int
    verified: int
    language: int
    no_language: int
    free: int
    emergency_first: int

    def of_distance(self, km: float | None) -> int:
        """Points for a distance; none for an unknown one."""
        return 0 if km is None else self.distance[bisect_right(self.below_km, km)]


@dataclass(frozen=True)
class ForPhones:
    """Of which services a post's phones keep places, how many each, and how many for an emergency."""

    services: tuple[str, ...]
    places: int
    urgent: int


@dataclass(frozen=True)
class Rules:
    """The whole file."""

    earth_radius_km: float
    fresh_days: int
    week_days: int
    phone: ForPhones
    points: Mapping[str, Points]


@cache
def rules() -> Rules:
    """The rules in force. Raises ContentError when nearer would be worth less than farther."""
    return parse(read_json(FILE))


def parse(raw: Mapping[str, Any]) -> Rules:
    """Rules from their JSON. Raises ContentError."""
    points = {urgency: _points(urgency, one) for urgency, one in raw["points"].items()}
    kept = raw["phone"]
    phone = ForPhones(tuple(kept["services"]), kept["places"], kept["urgent"])
    return Rules(raw["earth_radius_km"], raw["fresh_days"], raw["week_days"], phone, points)


def _points(urgency: str, raw: Mapping[str, Any]) -> Points:
    area = (0, *(raw["area"][level] for level in LEVELS))
    below, distance = zip(*raw["distance"], strict=True)
    rising = all(a <= b for a, b in pairwise(area))
    falling = all(a >= b for a, b in pairwise(distance)) and all(a < b for a, b in pairwise(below))
    if not (rising and falling):
        raise ContentError(f"routing.json, {urgency}: nearer is worth less than farther; put the figures in order.")
    plain = {key: raw[key] for key in raw if key not in ("area", "distance")}
    return Points(area=area, below_km=tuple(below), distance=(*distance, 0), **plain)
