"""Whoever was to come chooses another time of the same place, by the address of the appointment."""

from django.db import transaction

from simpul.base import clock
from simpul.journal.kinds import Refused
from simpul.journal.receive import store
from simpul.network.calendars import queries
from simpul.network.calendars.actions.book import book, taken
from simpul.network.calendars.door_states import door_of
from simpul.network.calendars.models import Booking
from simpul.network.models import Request


def choose_again(booking: Booking, slot_id: str) -> Booking:
    """Promise another slot of the same place instead; returns the new promise. Raises Refused: not possible (any more).

    An address opens its own place only: a slot of another one is taken as none.
    """
    with transaction.atomic():
        asked = Request.objects.filter(pk=booking.request_id).first()
        if asked is None:
            raise _not_here()
        store.lock_counters([str(asked.post_id)])
        door = door_of(Booking.objects.select_related("unit").get(pk=booking.pk), clock.now())
        if not door.may_choose or door.asked is None:
            raise _not_here()
        slot = queries.slot(slot_id)
        if slot is None or slot.unit != str(booking.unit_id):
            raise taken()
        return book(None, door.asked, slot_id)


def _not_here() -> Refused:
    return Refused(
        "not_here",
        "Waktu ini tidak dapat diganti lewat halaman ini. Hubungi puskesmas atau kader posyandu.",
        "This time cannot be changed on this page. Ask the puskesmas or the kader of your post.",
    )
