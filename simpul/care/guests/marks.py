"""Which guests someone must look at again: written down with the entry itself, so that a crash forgets none."""

from django.db import transaction
from django.db.models import Q

from simpul.base import clock
from simpul.care.models import Guest
from simpul.journal.models import Entry, Flag
from simpul.journal.unit_of_work import UnitOfWork
from simpul.people.models import Person
from simpul.people.records import uuids

DUE = "guest"
"""Flag of an entry about a guest that has not been looked at since."""


def mark(entry: str, work: UnitOfWork) -> None:
    """Look at the guest of this entry after commit."""
    home = work.post
    work.later(_remember, entry)
    transaction.on_commit(lambda: _deliver(home), robust=True)


def mark_guest_of(person: str, entry: str, work: UnitOfWork) -> None:
    """Like `mark`, when `person` is a guest of this post and nobody on its register."""
    if work.find(Guest, person) is not None:
        mark(entry, work)


def _remember(entries: set[str]) -> None:
    now = clock.now()
    found = Entry.objects.filter(pk__in=uuids(entries))
    Flag.objects.bulk_create(Flag(entry=one, post_id=one.post_id, code=DUE, at=now, seen_at=now) for one in found)


def persons_known(persons: set[str]) -> None:
    """Persons were registered or changed: mark the waiting guests who may be one of them. Runs in the batch."""
    waiting = Guest.objects.filter(status="waiting", by_hand=False)
    if not waiting.exists():
        return
    rows = list(Person.objects.filter(pk__in=uuids(persons)).values_list("birth_date", "nik", "card_token"))
    births, niks, tokens = ({row[place] for row in rows} - {None} for place in range(3))
    alike = Q(birth_date__in=births) | Q(nik__in=niks) | Q(card_token__in=tokens)
    found = dict(waiting.filter(alike).values_list("pk", "post_id"))
    if found:
        entries = Entry.objects.filter(subject__in=found, post__in=set(found.values()), kind="guest.registered")
        _remember({str(pk) for pk in entries.values_list("pk", flat=True)})
        for home in set(found.values()):
            transaction.on_commit(lambda home=str(home): _deliver(home), robust=True)


def _deliver(home: str) -> None:
    from simpul.care.guests.delivery import deliver_due

    deliver_due(home)
