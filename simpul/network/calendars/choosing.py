"""Free times for a request, by place: the unit that was asked first, then others that can help, with their reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Literal
from zoneinfo import ZoneInfo

from simpul.base import clock
from simpul.base.words import say
from simpul.network import places as standing_places
from simpul.network import workflow
from simpul.network.calendars.asked import asked_times
from simpul.network.calendars.content import appointments, by_appointment
from simpul.network.calendars.costs import cost_of
from simpul.network.calendars.queries import free_slots
from simpul.network.calendars.slots import Slot
from simpul.network.calendars.steps import RELEASE
from simpul.network.flow import Actor
from simpul.network.models import Request
from simpul.network.places import ASKED, asked_unit
from simpul.network.refusals import refused_by
from simpul.network.routing.choosing import candidates
from simpul.network.routing.whence import wanted_from
from simpul.registry.models import Account
from simpul.registry.names import unit_name
from simpul.registry.zones import zone_of_unit

DAYS_SHOWN = 5
"""Days of a place that stand on the page; the others are opened."""


Wished = Literal["chosen", "instead"]


@dataclass(frozen=True)
class Time:
    """A free time: with whom, and whether the family chose it or it stands in for what they chose."""

    slot: Slot
    who: str
    wish: Wished | None

    @property
    def wished(self) -> bool:
        """Whether the family asked for it, in whatever place."""
        return self.wish is not None


@dataclass(frozen=True)
class OpenDay:
    """A day at a place with its free times. `open`: shown unfolded."""

    day: date
    times: list[Time]
    open: bool


@dataclass(frozen=True)
class Place:
    """A place with what is free there. `asked`: the one that owes the answer now. `may`: whether one may book here."""

    unit: str
    name: str
    asked: bool
    may: bool
    cost: str
    reasons: list[str]
    zone: str
    days: list[OpenDay] = field(default_factory=list)

    @property
    def shown(self) -> list[OpenDay]:
        """The days that stand on the page."""
        return self.days[:DAYS_SHOWN]

    @property
    def more(self) -> list[OpenDay]:
        """The days behind "more"."""
        return self.days[DAYS_SHOWN:]

    @property
    def more_times(self) -> int:
        """How many times they hold."""
        return sum(len(one.times) for one in self.more)

    @property
    def wished(self) -> list[Time]:
        """The times that the family asked for."""
        return [time for one in self.days for time in one.times if time.wished]


@dataclass(frozen=True)
class Rights:
    """What somebody may do with the times: book at the asked unit, and at another one (the request goes there)."""

    here: bool
    elsewhere: bool


NOBODY = Rights(here=False, elsewhere=False)


def rights(actor: Account, request: Request) -> Rights:
    """Read from the workflow, as `book` will ask it."""
    flow, held = workflow.load(request.workflow), standing_places.standing(actor, request)
    here = flow.step("schedule", request.state)
    return Rights(here is not None and here.is_open_to(held), _may_pass_on(flow, request.state, held))


def _may_pass_on(flow: workflow.Workflow, state: str, held: frozenset[Actor]) -> bool:
    """Whether another unit may be asked from this state (a time that is agreed is given back first) and booked."""
    free = flow.step(RELEASE, state)
    if free is not None and free.is_open_to(held):
        state = free.target
    on = flow.step("reroute", state)
    if on is None or not on.is_open_to(held):
        return False
    then = flow.step("schedule", on.target)
    return then is not None and then.is_open_to(frozenset(one for one in held if one.at != ASKED))


def places(request: Request, may: Rights) -> list[Place]:
    """Where a time can be chosen, the asked unit first even when nothing is free there; empty without calendars."""
    if not by_appointment(request.service):
        return []
    asked = asked_unit(request.post_id, request.to_unit_id)
    today = clock.today(zone_of_unit(asked))
    wanted = wanted_from(request.post_id, request.service, today, urgency=request.urgency)
    why = {str(one.unit.pk): [say(reason.words) for reason in one.reasons] for one in candidates(wanted)}
    refused = refused_by(request)
    units = [asked, *(unit for unit in why if unit != asked and unit not in refused)]
    free = _by_unit(free_slots(request.service, units, today, appointments().horizon_days))
    names = _names(slot for found in free.values() for slot in found)
    return [
        Place(
            unit=unit,
            name=unit_name(unit),
            asked=unit == asked,
            may=may.here if unit == asked else may.elsewhere,
            cost=say(cost_of(request.service, unit, today, request.urgency)),
            reasons=why.get(unit, []),
            zone=zone_of_unit(unit).key,
            days=open_days(free.get(unit, []), names, _wishes(request), zone_of_unit(unit)),
        )
        for unit in units
        if unit == asked or unit in free
    ]


def granted_elsewhere(found: list[Place]) -> list[Place]:
    """Other places that have a time which the family asked for, where the asked one has none of them."""
    if any(one.asked and one.wished for one in found):
        return []
    return [one for one in found if one.wished]


def _by_unit(slots: list[Slot]) -> dict[str, list[Slot]]:
    found: dict[str, list[Slot]] = {}
    for slot in slots:
        found.setdefault(slot.unit, []).append(slot)
    return found


def _names(slots: Iterable[Slot]) -> dict[str, str]:
    asked = {slot.psychologist for slot in slots}
    return {str(pk): name for pk, name in Account.objects.filter(pk__in=asked).values_list("pk", "name")}


def _wishes(request: Request) -> dict[str, Wished]:
    """Wire moments that were asked for. Of an older phone's list nobody knows which were chosen: all may have been."""
    named = request.wanted if request.wish is None else [clock.iso(at) for at in asked_times(request).chosen]
    return {at: "chosen" if at in named else "instead" for at in request.wanted}


def open_days(
    slots: list[Slot], names: Mapping[str, str], wishes: Mapping[str, Wished], zone: ZoneInfo
) -> list[OpenDay]:
    """By day of the place; the first is open, and each with a time that was asked for."""
    found: list[OpenDay] = []
    for day, several in groupby(slots, key=lambda slot: slot.starts_at.astimezone(zone).date()):
        times = [
            Time(slot, names.get(slot.psychologist, ""), wishes.get(clock.iso(slot.starts_at))) for slot in several
        ]
        found.append(OpenDay(day, times, not found or any(one.wished for one in times)))
    return found
