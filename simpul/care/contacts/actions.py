"""Keep a contact, erase it at a word, and forget it in time."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from simpul.base import clock
from simpul.care.contacts.contact import Contact, seal
from simpul.care.contacts.content import kept
from simpul.care.contacts.models import AgreedContact
from simpul.network.models import Request

ALONE = timedelta(days=1)
"""A contact whose request is not there: it was set aside, and may be repaired; or it was lawfully erased."""


def keep(request: UUID, unit: UUID, contact: Contact) -> None:
    """The contact of a request that lies at `unit`; a later one takes the place of an earlier."""
    told = {"unit_id": unit, "sealed": seal(request, contact), "left_at": clock.now(), "erased_at": None}
    AgreedContact.objects.update_or_create(request=request, defaults=told)


def erase(requests: Iterable[UUID]) -> int:
    """Erase these contacts; returns how many were still kept."""
    found = AgreedContact.objects.filter(pk__in=list(requests), erased_at=None)
    return found.update(sealed=None, erased_at=clock.now())


def erase_due() -> int:
    """Erase the contacts of requests that ended long enough ago; returns how many. A job of the tick."""
    now = clock.now()
    held = AgreedContact.objects.filter(erased_at=None)
    ended = Request.objects.filter(
        pk__in=held.filter(left_at__lt=now - kept()).values("pk"), open=False, state_since__lt=now - kept()
    )
    alone = held.filter(~Exists(Request.objects.filter(pk=OuterRef("pk"))), left_at__lt=now - ALONE)
    return erase([*ended.values_list("pk", flat=True), *alone.values_list("pk", flat=True)])
