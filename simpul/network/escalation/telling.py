"""Who is written to when a step fires: the unit that owes the answer, its head, the health office.

A message says only that something waits, with a link to the page; one recipient gets at most one in a while
(`content/programme/escalation.json`), however many requests are late.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from simpul.base import clock
from simpul.base.outbox import BadRecipient, send
from simpul.network.escalation.content import book
from simpul.network.escalation.recipients import Contact, contacts
from simpul.registry.zones import zone_of_unit

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
    return sum(_write(one, known, now) for one in found)


def _write(one: Late, known: Mapping[tuple[UUID, UUID, str], list[Contact]], now: datetime) -> int:
    template = "request-late-urgent" if one.urgency == GRAVE else "request-late"
    values = {"since": clock.iso(one.since), "link": PAGE}
    written = 0
    for contact in known[one.unit, one.home, one.tell]:
        key = f"late|{contact.owner}|{one.urgency}|{_window(one.urgency, now)}"
        try:
            send(contact.channel, contact.to, template, values, key=key, zone=zone_of_unit(str(one.unit)))
        except BadRecipient:
            continue
        written += 1
    return written


def _window(urgency: str, now: datetime) -> str:
    """The stretch of time in which a recipient gets one message."""
    gap = book().gap_of(urgency).total_seconds()
    return datetime.fromtimestamp(now.timestamp() // gap * gap, UTC).strftime("%Y%m%dT%H%M")
