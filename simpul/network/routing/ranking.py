"""The order of units: a sum of points, then the nearer one, then the name. Pure; independent of the order given."""

from collections.abc import Iterable

from simpul.network.routing.model import Facts
from simpul.network.routing.rules import Points

Place = tuple[bool, int, bool, float, str, str, str]


def score(facts: Facts, points: Points) -> int:
    """The sum of what speaks for and against a unit."""
    return (
        points.home * facts.home
        + points.area[facts.closeness]
        + points.of_distance(facts.distance_km)
        + points.always * facts.always
        + points.open_now * bool(facts.open_now)
        + points.room * facts.load.room
        + points.full * facts.load.full
        + points.verified * facts.verified
        + points.free * facts.free
        + (points.language if facts.speaks else points.no_language if facts.speaks is False else 0)
        + points.emergency_first * (facts.emergency_rank == 0)
    )


def place(facts: Facts, points: Points) -> Place:
    """The key of the order; no two units share one. Units that were not surveyed come after all that are able."""
    return place_of(facts, score(facts, points))


def place_of(facts: Facts, total: int) -> Place:
    """The key for a given sum."""
    km = facts.distance_km
    return (not facts.able, -total, km is None, km or 0.0, facts.name, str(facts.unit), facts.service)


def rank(all_facts: Iterable[Facts], points: Points) -> list[Facts]:
    """Units in order, each once: with the service for which it stands best."""
    best: dict[object, Facts] = {}
    for facts in sorted(all_facts, key=lambda one: place(one, points)):
        best.setdefault(facts.unit, facts)
    return list(best.values())
