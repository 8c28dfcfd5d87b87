"""Late requests of an area in figures: per unit and step, how long, how many somebody deals with. Names nobody.

Small counts are not shown as they are (`content/reports/small-cells.json`): offices above a puskesmas learn that
something is late, and where, not how few people it is about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.db import connection

from simpul.base import clock
from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.registry.areas_of import areas_of
from simpul.registry.models import Account

TELLS = ("unit", "head", "dinas")
QUERY = """
SELECT u.name, f.tell, count(*), count(*) FILTER (WHERE f.held_until > %(now)s), min(f.due_at)
  FROM network_firing f
  JOIN network_request r ON r.id = f.request AND r.state_since = f.since AND r.open
  JOIN registry_unit u ON u.id = f.unit_id
 WHERE u.area_id LIKE ANY(%(areas)s)
   AND NOT EXISTS (SELECT 1 FROM network_firing n WHERE n.request = f.request AND n.since = f.since AND n.step > f.step)
 GROUP BY u.id, u.name, f.tell
"""


@dataclass(frozen=True)
class UnitFigures:
    """One unit: counts in words by the step they have reached, how many are dealt with, the longest."""

    name: str
    steps: tuple[str, ...]
    held: str
    longest: timedelta
    at_least: int
    exact: bool


def figures(actor: Account) -> list[UnitFigures]:
    """Units in the actor's areas with late requests, the longest late first."""
    now = clock.now()
    codes = [area.code for area in areas_of(actor)]
    found: dict[str, dict[str, tuple[int, int, datetime]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(QUERY, {"now": now, "areas": [*codes, *(f"{code}.%" for code in codes)]})
        for name, tell, count, held, since in cursor.fetchall():
            found.setdefault(name, {})[tell] = (count, held, since)
    return sorted((_unit(name, steps, now) for name, steps in found.items()), key=lambda one: -one.longest)


def _unit(name: str, steps: dict[str, tuple[int, int, datetime]], now: datetime) -> UnitFigures:
    counts = [steps[tell][0] if tell in steps else 0 for tell in TELLS]
    held = sum(one[1] for one in steps.values())
    longest = now - min(one[2] for one in steps.values())
    known = sum(one if one >= least() else min(one, 1) for one in counts)
    exact = all(one == 0 or one >= least() for one in counts)
    return UnitFigures(name, tuple(shown(counts)), next(iter(shown([held]))), longest, known, exact)


def total(found: Iterable[UnitFigures]) -> tuple[int, bool]:
    """(how many at least, whether that is all). It says no more than the cells, or a small one could be reckoned."""
    rows = list(found)
    return sum(one.at_least for one in rows), all(one.exact for one in rows)


def shown(counts: Iterable[int]) -> list[str]:
    """Figures as an office above may see them: `<5` for a few, a dash for none."""
    return ["–" if one == 0 else f"<{least()}" if one < least() else str(one) for one in counts]


@cache
def least() -> int:
    """The smallest count that is shown as it is."""
    return int(read_json(CONTENT_DIR / "reports" / "small-cells.json")["least"])
