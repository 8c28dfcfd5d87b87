"""What an officer decides about a guest: whose child it is, that it is another's after all, or a child nobody knows."""

import uuid

from django.db import transaction

from simpul.base import ids
from simpul.care.guests.copies import link_of
from simpul.care.guests.delivery import deliver, link_guest, standing_still, withdraw_all
from simpul.care.models import Guest
from simpul.journal.actions.append import Draft, append
from simpul.journal.receive import store
from simpul.people.models import Person
from simpul.people.records import plain
from simpul.registry.models import Account

WRONG_CHILD = "Puskesmas: tamu ini anak lain."


def link(actor: Account, guest: Guest, person: Person) -> None:
    """This guest is this person: what was seen goes home. Nothing happens when the guest is known already."""
    with transaction.atomic():
        now = standing_still(guest, person)
        held = Guest.objects.get(pk=guest.pk)
        if now is not None and held.status == "waiting":
            link_guest(held, now, "officer", str(actor.pk))
            deliver(str(guest.pk))


def unlink(actor: Account, guest: Guest) -> None:
    """It was another child: every copy is taken back, and only people decide from now on."""
    person = Person.objects.filter(pk=guest.person).first() if guest.person else None
    if person is None:
        return
    with transaction.atomic():
        store.lock_counters({str(guest.post_id), str(person.post_id)})
        held = Guest.objects.get(pk=guest.pk)
        holds = link_of(held)
        if holds is None:
            return
        withdraw_all(held, holds, WRONG_CHILD, str(actor.pk))
        undo = Draft("guest.unlinked", str(guest.pk), {"link": holds.id})
        append(guest.post_id, [undo], actor, trusted=True)


def send_to(actor: Account, guest: Guest, post: str) -> None:
    """The officer knows the child's post: the guest is listed there too, and recognised if it can be."""
    draft = Draft("guest.changed", str(guest.pk), {"fields": {"home_post": post}}, base={"home": guest.seq})
    append(guest.post_id, [draft], actor, trusted=True)


def register(actor: Account, guest: Guest, post: str) -> Person:
    """Nobody knows this child: put it on the register of a post, and bring home what was seen.

    Raises Refused. Done twice it registers once.
    """
    family, person = (_registered_id(what, guest, post) for what in ("family", "person"))
    born = ("name", "sex", "birth_date_estimated", "mother_name", "nik", "card_token")
    child = {name: getattr(guest, name) for name in born} | {"birth_date": plain(guest.birth_date)}
    with transaction.atomic():
        if not Person.objects.filter(pk=person).exists():
            head = {"head_name": guest.mother_name or guest.name}
            first = Draft("family.registered", family, head, id=str(ids.uuid7()))
            data = child | {"family": family, "relation": "anak"}
            append(post, [first, Draft("person.registered", person, data, [str(first.id)])], actor)
        known = Person.objects.get(pk=person)
        link(actor, guest, known)
    return known


def _registered_id(what: str, guest: Guest, post: str) -> str:
    return str(uuid.uuid5(ids.NAMESPACE, f"guest-{what}|{guest.pk}|{post}"))
