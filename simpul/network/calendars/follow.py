"""What the steps of a request do to its slot. Runs with the entry, in its transaction; never while replaying."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from simpul.base import clock
from simpul.network.calendars.models import Booking
from simpul.network.calendars.news import TOLD
from simpul.network.calendars.reminders import say_changed, say_missed, take_back
from simpul.network.calendars.telling import ask_the_post_later
from simpul.network.models import Request
from simpul.registry.zones import local_day

CAME = {"arrive": True, "complete": True, "no_show": False}
"""Steps that say whether somebody came to the appointment; every other one lets go of the slot or keeps it."""


def follow(requests: Iterable[str]) -> None:
    """Bring the bookings of these requests in line with their rows."""
    open_ones = Booking.objects.filter(request__in=[UUID(one) for one in requests], released_at=None, came=None)
    rows = {row.pk: row for row in Request.objects.filter(pk__in=open_ones.values("request"))}
    now = clock.now()
    for booking in open_ones:
        _follow(booking, rows.get(booking.request_id), now)


def _follow(booking: Booking, request: Request | None, now: datetime) -> None:
    if request is not None and _keeps(request, booking):
        return
    action = str(request.history[-1]["action"]) if request is not None and request.history else "void"
    came = CAME.get(action)
    # Whoever is met on an earlier day leaves the slot to somebody else.
    unit = str(booking.unit_id)
    if came is not None and local_day(unit, booking.starts_at) <= local_day(unit, now):
        booking.came = came
    else:
        booking.released_at, booking.release = now, action
    take_back(booking)
    booking.save(update_fields=["came", "released_at", "release"])
    _tell(booking, request, now)


def _tell(booking: Booking, request: Request | None, now: datetime) -> None:
    if request is None:
        return
    if booking.release in TOLD and booking.starts_at > now:
        say_changed(booking, request)
    elif booking.came is False:
        say_missed(booking, request)
    else:
        return
    ask_the_post_later([booking.request_id])


def _keeps(request: Request, booking: Booking) -> bool:
    """Whether the request stands where this booking put it; a time that was typed anew is another appointment."""
    stands = request.slot == str(booking.pk) and request.appointment_at == booking.starts_at
    return stands and request.state == "scheduled"
