"""`contact.agreed`: taken out of what arrived and put into a table that can forget."""

import uuid
from collections.abc import Iterable

from simpul.base.outbox.recipient import BadRecipient, phone
from simpul.care.contacts.actions import erase, keep
from simpul.care.contacts.belonging import belongs
from simpul.care.contacts.contact import Contact
from simpul.care.contacts.content import safe_times
from simpul.care.contacts.desk import is_quiet
from simpul.care.contacts.wire import ContactAgreed, Reach
from simpul.journal.kinds import Kind, Need, StoredEntry, register
from simpul.journal.unit_of_work import UnitOfWork
from simpul.network.models import Request
from simpul.people.records import misfit

LONGEST_NAME = 40


def check(entry: StoredEntry, data: ContactAgreed, work: UnitOfWork, role: str) -> None:
    """Keep or erase. Raises Refused for what cannot be a contact, or lies with a request of somewhere else."""
    request = work.find(Request, entry.subject)
    if request is not None and not (is_quiet(request) and belongs(request, entry.post)):
        raise misfit("request")
    subject = uuid.UUID(entry.subject)
    if data.reach is None:
        erase([subject])
    else:
        keep(subject, uuid.UUID(entry.post), _contact(data.reach))


def _contact(reach: Reach) -> Contact:
    if len(reach.name) > LONGEST_NAME:
        raise misfit("name")
    if not set(reach.times) <= safe_times().keys():
        raise misfit("times")
    try:
        number = phone(reach.phone) if reach.phone else ""
    except BadRecipient:
        raise misfit("phone") from None
    return Contact(reach.name.strip(), number, tuple(reach.times), reach.may_leave_message, "")


def apply(entry: StoredEntry, data: ContactAgreed, work: UnitOfWork) -> None:
    """No row of the journal's follows from it."""


def _needs(entry: StoredEntry, data: ContactAgreed) -> Iterable[Need]:
    yield Request, entry.subject


KIND = Kind("contact.agreed", ContactAgreed, apply, needs=_needs, check=check, passing=True)


def register_all() -> None:
    """Tell the journal of the kind."""
    register(KIND)
