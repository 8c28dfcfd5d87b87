"""GET /api/v1/posts/{post}/slots: free times that a post may offer, to be kept for when there is no signal."""

import uuid
from datetime import date

from django.http import HttpRequest, HttpResponse

from simpul.base import clock
from simpul.journal.http import endpoint
from simpul.journal.openapi import Operation, describe
from simpul.journal.wire import Words
from simpul.network.calendars.content import appointments
from simpul.network.calendars.costs import cost_of
from simpul.network.calendars.queries import free_slots
from simpul.network.calendars.slots import Slot
from simpul.network.calendars.wire import ServiceSlotsInfo, SlotInfo, SlotsAnswer
from simpul.network.for_post import told_of
from simpul.registry.names import puskesmas_of_post, unit_name
from simpul.registry.zones import local_day


@endpoint("GET")
def slots(request: HttpRequest, post: uuid.UUID) -> HttpResponse:
    """What is free at the post's puskesmas; 404 for a post that this phone does not serve, as for one that is none."""
    return told_of(request, post, told)


def told(post: str) -> SlotsAnswer:
    """The answer for a post, without any person in it."""
    unit = puskesmas_of_post(post)
    today = local_day(post, clock.now())
    services = [_of_service(name, unit, today) for name in appointments().channels] if unit else []
    return SlotsAnswer(as_of=clock.iso(clock.now()), services=services)


def _of_service(service: str, unit: str, today: date) -> ServiceSlotsInfo:
    cost = cost_of(service, unit, today)
    found = free_slots(service, [unit], today, appointments().horizon_days)
    return ServiceSlotsInfo(
        service=service,
        unit=unit,
        unit_name=unit_name(unit),
        cost=Words(id=cost["id"], en=cost["en"]),
        slots=_once(found),
    )


def _once(found: list[Slot]) -> list[SlotInfo]:
    """Each time once, whoever is free then."""
    seen = {(slot.starts_at, slot.channel): slot for slot in reversed(found)}
    return [
        SlotInfo(at=clock.iso(at), minutes=int((slot.ends_at - at).total_seconds() // 60), channel=channel)
        for (at, channel), slot in sorted(seen.items())
    ]


def register() -> None:
    """Describe the route among the phones' others."""
    describe(
        Operation("post_slots", "posts/{post}/slots", "Free times where the post asks", SlotsAnswer, refusals=(404,))
    )
