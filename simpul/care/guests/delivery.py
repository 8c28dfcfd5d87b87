"""Bring guests home: find out whose child it is, and make the journal of its own post say what was seen here.

Everything here may run any number of times and in any order with what either post writes: what stands, stands.
"""

import logging
from collections.abc import Iterable

from django.db import transaction

from simpul.base import clock
from simpul.care.guests.copies import CARRIED, Link, copies, copy_id, link_of, told, withdrawal_id
from simpul.care.guests.marks import DUE
from simpul.care.models import Guest
from simpul.journal.actions.append import Draft, append
from simpul.journal.kinds import Refused
from simpul.journal.models import Entry, Flag
from simpul.journal.receive import store
from simpul.people.duplicates import Facts
from simpul.people.models import Person
from simpul.people.recognise import Known, recognise
from simpul.people.records import plain

log = logging.getLogger(__name__)
NOT_CARRIED = "guest_not_carried"


def deliver_due(home: str | None = None) -> int:
    """Look at every guest that is marked (of this post, or of any); returns at how many.

    Runs after the commit that marked them, and at the clock's tick for those that a crash left behind.
    """
    marks = Flag.objects.filter(code=DUE)
    if home is not None:
        marks = marks.filter(post=home)
    due: dict[str, list[int]] = {}
    for flag, subject in marks.order_by("entry__place").values_list("pk", "entry__subject"):
        due.setdefault(str(subject), []).append(flag)
    return sum(_look_at(guest, flags) for guest, flags in due.items())


def _look_at(guest: str, flags: list[int]) -> bool:
    try:
        deliver(guest)
    except Exception:
        # The others must not wait for it; the tick tries again.
        log.exception("The guest %s could not be brought home yet", guest)
        return False
    Flag.objects.filter(pk__in=flags).delete()
    return True


def deliver(guest_id: str) -> None:
    """Recognise the guest if nobody has yet, and bring the journal of the child's own post up to date."""
    guest = Guest.objects.filter(pk=guest_id).first()
    if guest is None:
        return
    known = None if guest.link else _known(guest)
    person = known.person if known else _person(link_of(guest))
    if person is None:
        return
    with transaction.atomic():
        now = standing_still(guest, person)
        guest = Guest.objects.get(pk=guest_id)
        if now is not None and guest.link is None and known and _may_decide(guest):
            link_guest(guest, now, known.by, author=_registrar(guest))
            guest = Guest.objects.get(pk=guest_id)
        link = link_of(guest)
        if link is not None:
            _reconcile(guest, link)


def standing_still(guest: Guest, person: Person) -> Person | None:
    """Lock both posts: what is read of one is what is written to the other. The person as of then, or None.

    A family may have arrived while the locks were waited for; the link must name the post where it is.
    """
    store.lock_counters({str(guest.post_id), str(person.post_id)})
    return Person.objects.filter(pk=person.pk).first()


def link_guest(guest: Guest, person: Person, by: str, author: str) -> None:
    """Write down that the guest is this person. The caller holds the lock of the guest's post."""
    data = {"person": str(person.pk), "post": str(person.post_id), "by": by}
    append(guest.post_id, [Draft("guest.linked", str(guest.pk), data)], author, trusted=True)


def withdraw_all(guest: Guest, link: Link, reason: str, author: str) -> None:
    """Take back every copy under the link; the caller holds the locks."""
    _withdraw(link, (entry for entry in told(guest) if entry.kind in CARRIED), reason, author)


def _known(guest: Guest) -> Known | None:
    if not _may_decide(guest):
        return None
    return recognise(asked_of(guest), guest.card_token, str(guest.home_post_id) if guest.home_post_id else None)


def asked_of(guest: Guest) -> Facts:
    """What is known of a guest, for the comparison with persons."""
    return Facts(
        name=guest.name,
        sex=guest.sex,
        birth_date=plain(guest.birth_date),
        birth_date_estimated=guest.birth_date_estimated,
        nik=guest.nik,
        mother_name=guest.mother_name,
    )


def _may_decide(guest: Guest) -> bool:
    return guest.status == "waiting" and not guest.by_hand


def _person(link: Link | None) -> Person | None:
    return Person.objects.filter(pk=link.person).first() if link else None


def _registrar(guest: Guest) -> str:
    found = Entry.objects.get(post=guest.post_id, subject=guest.pk, kind="guest.registered")
    return str(found.author)


def _reconcile(guest: Guest, link: Link) -> None:
    entries = told(guest)
    if guest.status == "void":
        registered = next(entry for entry in entries if entry.kind == "guest.registered")
        carried = (entry for entry in entries if entry.kind in CARRIED)
        _withdraw(link, carried, "Salah catat di posyandu yang menimbang.", str(registered.author))
        return
    home = str(Person.objects.values_list("post", flat=True).get(pk=link.person))
    for copy in copies(guest, link, entries):
        try:
            append(home, [copy.draft], copy.author, trusted=True)
        except Refused:
            Flag.objects.get_or_create(
                entry=copy.source, code=NOT_CARRIED, defaults={"post_id": copy.source.post_id, "at": clock.now()}
            )


def _withdraw(link: Link, sources: Iterable[Entry], reason: str, author: str) -> None:
    wanted = [copy_id(link.id, str(source.pk)) for source in sources]
    there = {str(pk) for pk in Entry.objects.filter(pk__in=wanted).values_list("pk", flat=True)}
    home = str(Person.objects.values_list("post", flat=True).get(pk=link.person))
    # The latest first: a correction goes before what it corrects.
    for copy in reversed([one for one in wanted if one in there]):
        data = {"target": copy, "reason": reason}
        draft = Draft("entry.voided", link.person, data, id=withdrawal_id(copy))
        append(home, [draft], author, trusted=True)
