"""A time that nobody is there to keep is not let go by the server: its family is told in good time that it is not sure.

Whoever can move it is reminded each day of the week before. Safe to run any number of times, by two workers at once.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from simpul.base import clock
from simpul.base.outbox import BadRecipient, send
from simpul.base.outbox.models import Message
from simpul.network.calendars.content import appointments
from simpul.network.calendars.models import Booking
from simpul.network.calendars.reminders import ABOUT, MADE, UNSURE, announce, say_unsure, take_back
from simpul.network.calendars.unkept import unkept
from simpul.network.escalation.recipients import Contact, contacts, of_account
from simpul.network.models import Request
from simpul.registry.zones import local_day, zone_of_unit

TO_MOVE, PAGE, HEAD = "appointments-to-move", "/kalender/pindah/", "head"


def run() -> None:
    """Tell the families and those who can move."""
    now = clock.now()
    tell_families(now)
    remind_staff(now)


def tell_families(now: datetime) -> int:
    """Write where a near time is not sure, and where one that was not sure holds after all; returns how many."""
    family = appointments().unsure_for_family
    near = set(unkept(now).filter(starts_at__lte=now + family).values_list("pk", flat=True))
    warned = _warned(now - family)
    ahead = Booking.objects.filter(pk__in=warned, released_at=None, came=None, starts_at__gt=now)
    holds = set(ahead.values_list("pk", flat=True)) - set(unkept(now).values_list("pk", flat=True))
    return sum(_write(pk, unsure=True) for pk in near - warned) + sum(_write(pk, unsure=False) for pk in holds)


def told_of(bookings: Iterable[Booking]) -> dict[UUID, bool]:
    """Of those that are near: whether the family was written to that the time is not sure."""
    now, family = clock.now(), appointments().unsure_for_family
    near = [one.pk for one in bookings if one.starts_at <= now + family]
    warned = _warned(now - family) if near else set()
    return {pk: pk in warned for pk in near}


def remind_staff(now: datetime) -> int:
    """Write to the psychologist and the head, once on each day of their place; returns how many messages there are."""
    ahead = unkept(now).filter(starts_at__lte=now + appointments().unsure_for_staff)
    rows = list(ahead.select_related("psychologist"))
    heads = contacts({(one.unit_id, one.unit_id, HEAD) for one in rows})
    found: dict[tuple[UUID, str], Contact] = {}
    for one in rows:
        # Whoever works there no more is not asked.
        own = None if vars(one)["is_gone"] else of_account(one.psychologist)
        asked = [*heads[one.unit_id, one.unit_id, HEAD], *([own] if own else [])]
        found.update({(one.unit_id, contact.owner): contact for contact in asked})
    return sum(_remind(unit, contact, now) for (unit, _owner), contact in found.items())


def _remind(unit: UUID, to: Contact, now: datetime) -> int:
    key = f"to-move|{to.owner}|{local_day(str(unit), now)}"
    try:
        send(to.channel, to.to, TO_MOVE, {"link": PAGE}, key=key, zone=zone_of_unit(str(unit)))
    except BadRecipient:
        return 0
    return 1


def _warned(since: datetime) -> set[UUID]:
    """Bookings of which the last word was that they are not sure."""
    said = Message.objects.filter(template=UNSURE, created_at__gte=since, about__startswith=ABOUT)
    abouts = set(said.exclude(state=Message.State.CANCELLED).values_list("about", flat=True))
    words = Message.objects.filter(about__in=abouts, template__in=(MADE, UNSURE)).order_by("created_at", "pk")
    last = dict(words.exclude(state=Message.State.CANCELLED).values_list("about", "template"))
    return {UUID(about.removeprefix(ABOUT)) for about, template in last.items() if template == UNSURE}


def _write(pk: UUID, *, unsure: bool) -> int:
    """One word to one family, unless another worker has said it meanwhile; what waits about the time gives way."""
    with transaction.atomic():
        booking = Booking.objects.select_for_update().filter(pk=pk, released_at=None).first()
        request = Request.objects.filter(pk=booking.request_id).first() if booking is not None else None
        said = pk in _warned(clock.now() - appointments().unsure_for_family)
        if booking is None or request is None or said == unsure:
            return 0
        take_back(booking)
        times = Message.objects.filter(about=f"{ABOUT}{pk}", template=UNSURE).count()
        return say_unsure(booking, request, times) if unsure else announce(booking, request, times)
