"""Reminders of an appointment: only where somebody may be written to, in words that say neither who nor what for.

They are written with the booking, for later, and taken back with it: nobody is reminded of a time that has moved.
"""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from simpul.base import clock, outbox
from simpul.base.outbox import BadRecipient
from simpul.base.outbox.models import Message
from simpul.network.calendars.content import Reminder, appointments
from simpul.network.calendars.doors import path_of
from simpul.network.calendars.models import Booking
from simpul.network.calendars.reaching import reach_of
from simpul.network.models import Request
from simpul.registry.zones import zone_of_unit

MADE, REMINDER, CHANGED = "appointment-made", "appointment-reminder", "appointment-changed"
UNSURE, MISSED = "appointment-unsure", "appointment-missed"
ABOUT = "booking:"


def announce(booking: Booking, request: Request, again: int = 0) -> int:
    """Write the message of the new appointment and its reminders; returns how many.

    `again`: how often the family was told meanwhile that the time is not sure.
    """
    to = contact_of(request)
    if not to:
        return 0
    zone = zone_of_unit(str(booking.unit_id))
    at = clock.iso(booking.starts_at)
    link, mark = path_of(booking.pk), f"|{again}" if again else ""
    try:
        _send(booking, to, MADE, f"{MADE}{mark}", {"at": at, "link": link}, None, zone)
    except BadRecipient:
        return 0
    moments = _ahead(booking, zone)
    for reminder, moment in moments:
        _send(booking, to, REMINDER, f"{reminder.id}{mark}", {"at": at, "link": link}, moment, zone)
    return 1 + len(moments)


def say_changed(booking: Booking, request: Request) -> int:
    """Write that this time holds no more, with the address where another can be chosen; returns how many (0 or 1)."""
    return _say(booking, request, CHANGED, CHANGED)


def say_missed(booking: Booking, request: Request) -> int:
    """Write that nobody was met, with the address where another time can be chosen; returns how many (0 or 1)."""
    return _say(booking, request, MISSED, MISSED)


def say_unsure(booking: Booking, request: Request, times: int) -> int:
    """Write that this time is not sure, for the next of so many `times`; returns how many (0 or 1)."""
    return _say(booking, request, UNSURE, f"{UNSURE}|{times}")


def _say(booking: Booking, request: Request, template: str, which: str) -> int:
    to = contact_of(request)
    if not to:
        return 0
    try:
        _send(booking, to, template, which, {"link": path_of(booking.pk)}, None, zone_of_unit(str(booking.unit_id)))
    except BadRecipient:
        return 0
    return 1


def with_messages_until(moment: datetime) -> list[UUID]:
    """Bookings about which something is to be sent by then."""
    due = Message.objects.filter(state=Message.State.WAITING, due_at__lte=moment, about__startswith=ABOUT)
    return [UUID(about.removeprefix(ABOUT)) for about in due.values_list("about", flat=True).distinct()]


def take_back(booking: Booking) -> int:
    """Nothing that waits about this booking is sent any more; returns how many were taken back."""
    return outbox.cancel(about=_about(booking))


def contact_of(request: Request) -> str:
    """The number that may be written to about a request; empty where none may."""
    return reach_of([request])[request.pk].to


def _ahead(booking: Booking, zone: ZoneInfo) -> list[tuple[Reminder, datetime]]:
    found = [(one, _moment(booking, one, zone)) for one in appointments().reminders]
    return [(one, moment) for one, moment in found if clock.now() < moment < booking.starts_at]


def _moment(booking: Booking, reminder: Reminder, zone: ZoneInfo) -> datetime:
    day = booking.starts_at.astimezone(zone).date() - timedelta(days=reminder.days_before)
    return datetime.combine(day, reminder.at, zone)


def _send(
    booking: Booking,
    to: str,
    template: str,
    which: str,
    params: dict[str, str | int],
    not_before: datetime | None,
    zone: ZoneInfo,
) -> None:
    outbox.send(
        appointments().reminder_channel,
        to,
        template,
        params,
        key=f"appointment|{booking.pk}|{which}",
        not_before=not_before,
        about=_about(booking),
        zone=zone,
    )


def _about(booking: Booking) -> str:
    return f"{ABOUT}{booking.pk}"
