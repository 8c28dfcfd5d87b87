"""Reminders of whoever may no longer be written to are recalled, in the same transaction as the word that says so.

The tick looks once more before anything is sent: the right to write may also fall away without a consent that says so
(a person who died or moved away, a number that was deleted, families that were merged).
"""

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from simpul.base import clock
from simpul.journal import tables
from simpul.network.calendars.models import Booking
from simpul.network.calendars.reminders import contact_of, take_back, with_messages_until
from simpul.network.models import Request
from simpul.people.merged import KIN
from simpul.people.records import uuids

AHEAD = timedelta(hours=1)
"""How far before its time the tick looks at a message; it runs many times in it."""
BOOKED = f"""{KIN}, about(id) AS (
    SELECT id FROM kin UNION SELECT id FROM people_person WHERE family_id = ANY(%s::uuid[]))
SELECT ahead.id FROM about CROSS JOIN LATERAL (
    SELECT b.id FROM network_request r JOIN network_booking b ON b.request_id = r.id
     WHERE r.person_id = about.id AND r.open AND b.released_at IS NULL AND b.starts_at > %s OFFSET 0) AS ahead
"""  # noqa: S608 (our own text)
"""Times ahead of these persons, of whoever they were merged with, and of these families. Every consent asks it, so
OFFSET 0: by way of the few persons, never by way of all times ahead."""


def recall(subjects: set[str]) -> int:
    """Take back what waits for these persons and families where nobody may be written to; returns how many."""
    asked = uuids(subjects)
    found = tables.execute(BOOKED, [asked, asked, clock.now()]).fetchall()
    return _recall(Booking.objects.filter(pk__in=[booking for (booking,) in found])) if found else 0


def recall_due() -> int:
    """The same for whatever is to be sent next; returns how many."""
    return _recall(Booking.objects.filter(pk__in=with_messages_until(clock.now() + AHEAD)))


def _recall(bookings: QuerySet[Booking]) -> int:
    found = list(bookings)
    asked = Request.objects.filter(pk__in=[one.request_id for one in found]).select_related("person__family")
    requests: dict[UUID, Request] = {one.pk: one for one in asked}
    unwished = [one for one in found if (held := requests.get(one.request_id)) is None or not contact_of(held)]
    return sum(take_back(one) for one in unwished)
