"""A request that comes with moments that suit the family: the first of them that is still free is booked.

Written down with the request, so that a crash forgets none; looked at after the commit and at the clock's tick.
"""

import logging
from collections.abc import Iterable, Iterator

from django.db import transaction

from simpul.base import clock
from simpul.journal.kinds import Refused
from simpul.network import workflow
from simpul.network.calendars import queries
from simpul.network.calendars.actions.book import book
from simpul.network.calendars.content import appointments
from simpul.network.calendars.models import Booking, Wish
from simpul.network.calendars.slots import Slot
from simpul.network.calendars.steps import last_action
from simpul.network.models import Request
from simpul.registry.names import puskesmas_of_post
from simpul.registry.zones import zone_of_unit

log = logging.getLogger(__name__)


def keep(requests: Iterable[str]) -> None:
    """Write these wishes down, in the requests' own transaction; they are looked at after it."""
    now = clock.now()
    Wish.objects.bulk_create(
        [Wish(request=one, at=now) for one in sorted(requests)],
        update_conflicts=True,
        update_fields=["booked", "at"],
        unique_fields=["request"],
    )
    transaction.on_commit(lambda: _grant(sorted(requests)), robust=True)


def drop(requests: Iterable[str]) -> None:
    """A time was given back and no other is wished: what a crash left of an older wish is not granted any more."""
    Wish.objects.filter(pk__in=sorted(requests), booked=None).update(booked=False, at=clock.now())


def grant_waiting() -> int:
    """Look at every wish that was not looked at; returns at how many."""
    return _grant([str(pk) for pk in Wish.objects.filter(booked=None).order_by("at").values_list("pk", flat=True)])


def _grant(requests: Iterable[str]) -> int:
    return sum(_look_at(one) for one in requests)


def _look_at(request: str) -> bool:
    try:
        grant(request)
    except Exception:
        # The others must not wait for it; the tick tries again.
        log.exception("The wish of the request %s could not be looked at yet", request)
        return False
    return True


def grant(request_id: str) -> Booking | None:
    """Book the first wished moment that is free; None when all are taken, or somebody has answered already."""
    request = Request.objects.filter(pk=request_id).first()
    booking = _first_free(request) if request is not None and _waits(request) else None
    Wish.objects.filter(pk=request_id).update(booked=booking is not None, at=clock.now())
    return booking


def _waits(request: Request) -> bool:
    return request.open and request.appointment_at is None and _is_latest(request)


def _is_latest(request: Request) -> bool:
    """Whether nobody did anything since the wish was said: with the request, or with a step that asks for one."""
    if len(request.history) == 1:
        return True
    step = workflow.load(request.workflow).named(last_action(request))
    return step is not None and step.asks("wanted")


def _first_free(request: Request) -> Booking | None:
    for slot in wished_slots(request):
        try:
            return book(None, request, slot.id)
        except Refused as refusal:
            # Somebody was quicker: the next wish. A step that is not possible now is left to the officers.
            if refusal.reason.code != "slot_taken":
                log.info("A wish was left to the officers: %s", refusal.reason.code)
                return None
    return None


def wished_slots(request: Request) -> Iterator[Slot]:
    """Free slots of the asked unit at the wished moments, in the order of the wishes."""
    unit = request.to_unit_id or puskesmas_of_post(request.post_id)
    if unit is None:
        return
    today = clock.today(zone_of_unit(str(unit)))
    rules = appointments()
    at: dict[str, list[Slot]] = {}
    for slot in queries.free_slots(request.service, [unit], today, rules.horizon_days):
        at.setdefault(clock.iso(slot.starts_at), []).append(slot)
    for moment in request.wanted[: rules.wishes_most]:
        yield from sorted(at.get(moment, ()), key=lambda slot: slot.channel != request.channel)


def granted(request: object) -> bool | None:
    """What became of a wish: booked, all taken, or None while it waits or there was none."""
    return Wish.objects.filter(pk=str(request)).values_list("booked", flat=True).first()
