"""Units that offer a service, best first, with reasons; and one choice for several agencies at once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from simpul.base import clock
from simpul.knowledge.services import Cost, Service, of_request, shared
from simpul.network.routing import narrowing
from simpul.network.routing.loads import loads
from simpul.network.routing.model import Candidate, Facts, Load, Wanted
from simpul.network.routing.narrowing import Row, Stream
from simpul.network.routing.nearby import around, most_beyond
from simpul.network.routing.ranking import place, place_of, rank, score
from simpul.network.routing.rules import Points, Rules, rules
from simpul.network.routing.words import Told, reasons_of
from simpul.network.working_time import calendar
from simpul.registry.capabilities.hours import Hours, parse_hours
from simpul.registry.capabilities.models import Capability
from simpul.registry.models import Unit
from simpul.registry.zones import zone_of_area

FIRST_LOOK, AT_LEAST, WIDER = 6, 60, 4
"""How many rows are read first, for each unit that is asked for; how much wider each further look is."""
EMERGENCY = "darurat"
INSURED = "insurance"
NOBODY = Load()
TOLD = Capability.objects.select_related("unit__area", "unit__profile")


def candidates(wanted: Wanted, limit: int = 10, now: datetime | None = None) -> list[Candidate]:
    """At most `limit` units to which somebody may be sent, best first; units not yet surveyed last, and saying so."""
    moment = now or clock.now()
    wanted = replace(wanted, language=None) if wanted.language == shared("languages")["assumed"] else wanted
    chosen = _chosen(wanted, limit, moment, rules())
    said = {one.unit_id: one for one in TOLD.filter(pk__in=[row.capability for _, row in chosen if row.capability])}
    units = {unit: one.unit for unit, one in said.items()}
    unsaid = [one.unit for one, _ in chosen if one.unit not in units]
    units |= Unit.objects.select_related("area", "profile").in_bulk(unsaid) if unsaid else {}
    return [_candidate(one, row, units[one.unit], said.get(one.unit), wanted, moment) for one, row in chosen]


@dataclass(frozen=True)
class Together:
    """A choice for several services: each service's own candidates, and units that take more than one of them."""

    by_service: dict[str, list[Candidate]]
    shared: list[tuple[Unit, tuple[str, ...]]]


def together(wanted: Wanted, services: Sequence[str], limit: int = 10, now: datetime | None = None) -> Together:
    """Candidates for several services at once; of the shared units, those that take most come first."""
    found = {name: candidates(replace(wanted, service=name), limit, now) for name in dict.fromkeys(services)}
    units: dict[UUID, Unit] = {}
    taken: dict[UUID, list[str]] = {}
    for name, listed in found.items():
        for one in listed:
            if one.able:
                units[one.unit.pk] = one.unit
                taken.setdefault(one.unit.pk, []).append(name)
    several = [(units[unit], tuple(names)) for unit, names in taken.items() if len(names) > 1]
    return Together(found, sorted(several, key=lambda one: (-len(one[1]), one[0].name, str(one[0].pk))))


def _chosen(wanted: Wanted, limit: int, now: datetime, book: Rules) -> list[tuple[Facts, Row]]:
    streams = streams_of(wanted)
    most = max(FIRST_LOOK * limit, AT_LEAST)
    chosen = first(streams, wanted, limit, now, book, most)
    if len(chosen) < limit:
        asked = Stream(of_request(wanted.service), False, None)
        rest = first([asked], wanted, limit, now, book, most)
        able = {facts.unit for facts, _ in chosen}
        chosen += [one for one in rest if one[0].unit not in able][: limit - len(chosen)]
    return chosen


def streams_of(wanted: Wanted) -> list[Stream]:
    service = of_request(wanted.service)
    if wanted.urgency != EMERGENCY:
        return [Stream(service, True, None)]
    names = [*(of_request(name) for name in service.in_emergency), service]
    return [Stream(one, True, number) for number, one in enumerate(names)]


def first(
    streams: list[Stream], wanted: Wanted, limit: int, now: datetime, book: Rules, most: int
) -> list[tuple[Facts, Row]]:
    """The first units of all streams together, read `most` rows at a time: first those nearby, if that is enough.

    Reads on as long as an unread unit could still come among them.
    """
    points, near = book.points[wanted.urgency], around(wanted, book) is not None
    while True:
        read = [(stream, narrowing.read(stream, wanted, book, most + 1, near=near)) for stream in streams]
        known = {key: row for stream, rows in read for key, row in _by_key(stream, rows[:most])}
        best = rank(_facts(read, most, wanted, now, book), points)[:limit]
        unread = [(stream, rows[most]) for stream, rows in read if len(rows) > most]
        if near and not _beyond_reach(best, limit, points, wanted):
            near = False
        elif _certain(best, unread, limit, points, wanted):
            return [(one, known[one.unit, one.service]) for one in best]
        else:
            most *= WIDER


def _by_key(stream: Stream, rows: list[Row]) -> list[tuple[tuple[UUID, str], Row]]:
    return [((row.unit, stream.service.id), row) for row in rows]


def _beyond_reach(best: list[Facts], limit: int, points: Points, wanted: Wanted) -> bool:
    """Whether nobody who is not nearby can stand before the last of the best."""
    return len(best) >= limit and score(best[-1], points) > most_beyond(points, wanted)


def _certain(best: list[Facts], unread: list[tuple[Stream, Row]], limit: int, points: Points, wanted: Wanted) -> bool:
    """Whether nobody who has not been read can stand before the last of the best."""
    if not unread:
        return True
    if len(best) < limit:
        return False
    last = place(best[-1], points)
    return all(last < place_of(_plain(stream, row, wanted), row.bound) for stream, row in unread)


def _facts(read: list[tuple[Stream, list[Row]]], most: int, wanted: Wanted, now: datetime, book: Rules) -> list[Facts]:
    found: list[Facts] = []
    for stream, rows in read:
        seen = rows[:most]
        taken = loads(stream.service, {row.unit: row.capacity for row in seen}, wanted.on, book.week_days)
        found += [
            _plain(stream, row, wanted, taken[row.unit], open_now(row.area, hours_of(row), wanted.on, now))
            for row in seen
        ]
    return found


def _plain(stream: Stream, row: Row, wanted: Wanted, load: Load = NOBODY, is_open: bool | None = None) -> Facts:
    return Facts(
        unit=row.unit,
        name=row.name,
        able=stream.surveyed,
        home=row.unit == wanted.home,
        closeness=row.closeness,
        distance_km=row.distance_km,
        always=row.always,
        open_now=is_open,
        load=load,
        verified=row.verified,
        speaks=row.speaks,
        free=row.free,
        emergency_rank=stream.emergency_rank,
        service=stream.service.id,
    )


def hours_of(row: Row) -> Hours:
    """The opening hours of a row."""
    return _hours(row.hours or "{}", row.on_holidays)


@lru_cache(maxsize=4096)
def _hours(text: str, on_holidays: bool) -> Hours:
    return parse_hours(json.loads(text), on_holidays=on_holidays)


def open_now(area: str, hours: Hours, on: date, now: datetime) -> bool | None:
    """Whether a unit is open at this moment; on another day: whether it opens at all. None: hours unknown."""
    if not hours.known:
        return None
    local = _local(now, zone_of_area(area))
    if local.date() != on:
        return bool(hours.of(on, is_holiday))
    return hours.closes_at(local, is_holiday) is not None


@lru_cache(maxsize=16)
def _local(now: datetime, zone: ZoneInfo) -> datetime:
    """The local time, worked out once for all units that are asked at one moment."""
    return now.astimezone(zone)


def is_holiday(day: date) -> bool:
    """A public holiday of the content's table."""
    return day in calendar().holidays


def cost_of(service: Service, capability: Capability | None, kind: str = "", urgency: str = "biasa") -> Cost:
    """What it costs: as the unit says, else as the service says.

    A hospital (`kind`) sees who is insured by way of the puskesmas, unless the matter is an emergency (`urgency`).
    """
    words, said = shared("costs")["payers"], capability.cost if capability else ""
    payer = said or service.cost.payer
    if kind == Unit.Kind.HOSPITAL and payer == INSURED and urgency != EMERGENCY:
        return Cost(payer, words["referred"])
    return Cost(said, words[said]) if said and said != service.cost.payer else service.cost


def _candidate(
    facts: Facts, row: Row, unit: Unit, capability: Capability | None, wanted: Wanted, now: datetime
) -> Candidate:
    service = of_request(facts.service)
    told = Told(facts, unit, capability, hours_of(row), wanted, now)
    return Candidate(
        unit=unit,
        service=service.id,
        able=facts.able,
        score=-place(facts, rules().points[wanted.urgency])[1],
        reasons=tuple(reasons_of(told, is_holiday)),
        distance_km=facts.distance_km,
        open_now=facts.open_now,
        cost=cost_of(service, capability, unit.kind, wanted.urgency),
        load=facts.load,
        capability=capability,
    )
