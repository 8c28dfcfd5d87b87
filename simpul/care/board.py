"""The live board: each post of a puskesmas today, in words first, with what the journal has heard."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BooleanField, ExpressionWrapper, Q

from simpul.base import clock
from simpul.care.models import Guest, Session, Visit
from simpul.journal import tables
from simpul.journal.phones import heard, silence
from simpul.network.models import Request
from simpul.registry.models import Unit
from simpul.registry.zones import zone_of_area

LAST_STEP = "5"
STATES = ("quiet", "open", "closed", "not_open")
"""In the order in which the board shows them: what needs someone first."""


@dataclass(frozen=True)
class Tile:
    """A post today. `heard` is when the server last got something from it; counts are of persons and requests."""

    post: Unit
    state: str
    place: str
    opened_at: datetime | None
    closed_at: datetime | None
    heard: datetime | None
    arrived: int
    done: int
    referred: int


@dataclass(frozen=True)
class Totals:
    """Sums over the board; no person is named."""

    posts: int
    open: int
    closed: int
    quiet: int
    arrived: int
    done: int
    referred: int


def board(posts: Iterable[Unit]) -> list[Tile]:
    """One tile for each post; posts not heard from first, then open ones."""
    units = list(posts)
    now = clock.now()
    zones = {unit.pk: zone_of_area(unit.area_id) for unit in units}
    days = {pk: now.astimezone(zone).date() for pk, zone in zones.items()}
    sessions = {(s.post_id, s.date): s for s in Session.objects.filter(post__in=units, date__in=set(days.values()))}
    calls = _heard(list(days))
    visits = _visits(days)
    referred = _referred(days, zones)
    tiles = []
    for unit in units:
        session = sessions.get((unit.pk, days[unit.pk]))
        arrived, done = visits.get(unit.pk, (0, 0))
        last = calls.get(unit.pk)
        tiles.append(
            Tile(
                unit,
                _state(session, last, now),
                session.place if session else "",
                session.opened_at if session else None,
                session.closed_at if session and session.status == "closed" else None,
                last,
                arrived,
                done,
                referred.get(unit.pk, 0),
            )
        )
    return sorted(tiles, key=lambda tile: (STATES.index(tile.state), tile.post.name))


def totals(tiles: list[Tile]) -> Totals:
    """Counts for a glance."""

    def of(state: str) -> int:
        return sum(tile.state == state for tile in tiles)

    return Totals(
        len(tiles),
        of("open") + of("quiet"),
        of("closed"),
        of("quiet"),
        sum(tile.arrived for tile in tiles),
        sum(tile.done for tile in tiles),
        sum(tile.referred for tile in tiles),
    )


def _state(session: Session | None, heard: datetime | None, now: datetime) -> str:
    if session is None:
        return "not_open"
    if session.status == "closed":
        return "closed"
    return "quiet" if heard is None or now - heard > silence().open_day else "open"


_LAST = """
SELECT c.post_id, e.received_at FROM journal_postcounter c CROSS JOIN LATERAL (
 SELECT received_at, device FROM journal_entry WHERE post_id = c.post_id AND seq = c.seq LIMIT 1
) e WHERE c.post_id = ANY(%s) AND e.device IS NOT NULL
"""
"""One entry of each post by its place: as a plain join the whole journal of a city is read."""


def _heard(posts: list[Any]) -> dict[Any, datetime]:
    """When the server last got an entry from each post, or a call of one of its phones."""
    found: dict[Any, datetime] = dict(tables.execute(_LAST, [posts]).fetchall())
    for post, moment in heard(posts).items():
        found[post] = max(moment, found.get(post, moment))
    return found


def _visits(days: dict[Any, date]) -> dict[Any, tuple[int, int]]:
    """Post → persons who arrived today, persons who passed the last step."""
    seen = Visit.objects.filter(served_at__in=list(days), date__in=set(days.values()), status="ok")
    last = ExpressionWrapper(Q(steps__has_key=LAST_STEP), BooleanField())
    rows = list(seen.annotate(last=last).values_list("served_at", "date", "person", "last"))
    # A guest who is known has a visit here and its copy at home: one child.
    guests = Guest.objects.filter(pk__in=seen.values("person"), status="delivered")
    known = dict(guests.values_list("pk", "person"))
    arrived: dict[Any, set[Any]] = {}
    done: dict[Any, set[Any]] = {}
    for post, day, visitor, passed in rows:
        person = known.get(visitor, visitor)
        if days[post] == day:
            arrived.setdefault(post, set()).add(person)
            if passed:
                done.setdefault(post, set()).add(person)
    return {post: (len(people), len(done.get(post, ()))) for post, people in arrived.items()}


def _referred(days: dict[Any, date], zones: dict[Any, ZoneInfo]) -> dict[Any, int]:
    counted: dict[Any, int] = {}
    rows = Request.objects.filter(post__in=list(days), opened_at__date__in=set(days.values()))
    for post, opened in rows.values_list("post", "opened_at"):
        if opened.astimezone(zones[post]).date() == days[post]:
            counted[post] = counted.get(post, 0) + 1
    return counted
