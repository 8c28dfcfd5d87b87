"""Whoever was to come gives the time back: the slot is free at once, the request asks for another time."""

from django.db import transaction

from simpul.base import clock
from simpul.journal.kinds import Refused
from simpul.journal.receive import store
from simpul.network import workflow
from simpul.network.actions.move import move
from simpul.network.calendars.models import FAMILY, Booking
from simpul.network.calendars.reminders import take_back
from simpul.network.calendars.steps import RELEASE
from simpul.network.models import Request


def give_back(booking: Booking) -> None:
    """Release the booking on the family's word. Done twice it is done once. Raises Refused when it has begun."""
    with transaction.atomic():
        asked = Request.objects.filter(pk=booking.request_id).first()
        if asked is not None:
            store.lock_counters([str(asked.post_id)])
            asked = Request.objects.get(pk=asked.pk)
        held = Booking.objects.select_for_update().get(pk=booking.pk)
        if held.released_at is not None:
            return
        if held.starts_at <= clock.now() or held.came is not None:
            raise Refused("too_late", "Waktunya sudah mulai atau sudah lewat.", "The time has begun or has passed.")
        held.released_at, held.release = clock.now(), FAMILY
        held.save(update_fields=["released_at", "release"])
        take_back(held)
        if asked is not None and workflow.load(asked.workflow).step(RELEASE, asked.state):
            move(None, asked, {"action": RELEASE}, asked.seq)
