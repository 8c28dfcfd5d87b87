"""Who is written to when a step fires: the unit that owes the answer, its head, the health office.

A message says only that something waits, with a link to the page; one recipient gets at most one in a while
(`content/programme/escalation.json`), however many requests are late.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from simpul.base import clock
from simpul.base.outbox import BadRecipient, compose, write
from simpul.base.outbox.models import Message
from simpul.network.escalation.content import book
from simpul.network.escalation.recipients import Contact, contacts
from simpul.registry.models import Unit
from simpul.registry.zones import zone_of_area

PAGE = "/terlambat/"
GRAVE = "darurat"


@dataclass(frozen=True)
class Late:
    """Steps that fired in one tick for one unit: whom to tell, how urgent, how many, the longest late since."""

    unit: UUID
    home: UUID
    tell: str
    urgency: str
    count: int
    since: datetime


def tell(late: Iterable[Late], now: datetime) -> int:
    """Write to whoever has a contact; returns how many messages there are now for these steps."""
    found = sorted(late, key=lambda one: (one.urgency != GRAVE, one.since))
    known = contacts({(one.unit, one.home, one.tell) for one in found})
    areas = dict(Unit.objects.filter(pk__in={one.unit for one in found}).values_list("pk", "area_id"))
    messages = [one for late in found for one in _messages(late, known, zone_of_area(areas[late.unit]), now)]
    write(messages)
    return len(messages)


def _messages(
    one: Late, known: Mapping[tuple[UUID, UUID, str], list[Contact]], zone: ZoneInfo, now: datetime
) -> Iterator[Message]:
    template = "request-late-urgent" if one.urgency == GRAVE else "request-late"
    values = {"since": clock.iso(one.since), "link": PAGE}
    for contact in known[one.unit, one.home, one.tell]:
        key = f"late|{contact.owner}|{one.urgency}|{_window(one.urgency, now)}"
        with suppress(BadRecipient):
            yield compose(contact.channel, contact.to, template, values, key=key, zone=zone)


def _window(urgency: str, now: datetime) -> str:
    """The stretch of time in which a recipient gets one message."""
    gap = book().gap_of(urgency).total_seconds()
    return datetime.fromtimestamp(now.timestamp() // gap * gap, UTC).strftime("%Y%m%dT%H%M")
