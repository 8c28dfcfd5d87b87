"""How entries about guests change their row. What a guest's visits and doses do is for their own kinds."""

import uuid
from collections.abc import Iterable
from typing import Any

from simpul.care.guests.marks import mark
from simpul.care.models import Guest
from simpul.care.wire import FIELD_GROUPS, GuestChanged, GuestFields, GuestLinked, GuestRegistered, GuestUnlinked
from simpul.journal import merge
from simpul.journal.kinds import Kind, Need, StoredEntry
from simpul.journal.unit_of_work import UnitOfWork
from simpul.people.patching import patch
from simpul.people.records import as_row, misfit, put, put_all, unknown_fields, unknown_subject
from simpul.registry.names import unit_name

KNOWN = frozenset(GuestFields.__struct_fields__)
CLINICAL = {"sex", "birth_date"}


def registered(entry: StoredEntry, data: GuestRegistered, work: UnitOfWork) -> None:
    """`guest.registered`. Raises Refused when the id is taken or a value cannot be read."""
    guest = Guest(id=entry.subject, post_id=entry.post, stamps=merge.registered(entry))
    put_all(guest, {name: getattr(data, name) for name in KNOWN}, KNOWN)
    if not guest.name.strip():
        raise misfit("name")
    guest.extra = unknown_fields(entry.data, KNOWN)
    work.add(guest)


def changed(entry: StoredEntry, data: GuestChanged, work: UnitOfWork) -> None:
    """`guest.changed`. Raises Refused for a guest that the post does not have."""
    guest = _known(work, entry.subject)
    patch(work, guest, "guests", data.fields, KNOWN, FIELD_GROUPS["guests"], person=entry.subject, clinical=CLINICAL)


def linked(entry: StoredEntry, data: GuestLinked, work: UnitOfWork) -> None:
    """`guest.linked`: the child is known."""
    guest = _known(work, entry.subject)
    guest.status, guest.link, guest.arrival = "delivered", entry.id, None
    guest.by_hand = guest.by_hand or data.by == "officer"
    put(guest, "person", data.person, frozenset({"person"}))
    put(guest, "to_post", data.post, frozenset({"to_post"}))
    work.touch(guest)


def unlinked(entry: StoredEntry, data: GuestUnlinked, work: UnitOfWork) -> None:
    """`guest.unlinked`: the child waits again, and only people decide."""
    guest = _known(work, entry.subject)
    if str(guest.link) == data.link:
        guest.status, guest.link, guest.person, guest.to_post_id = "waiting", None, None, None
        guest.arrival, guest.by_hand = None, True
        work.touch(guest)


def voided(target: StoredEntry, data: GuestRegistered, entry: StoredEntry, work: UnitOfWork) -> None:
    """The guest was written down by mistake: what was carried home is taken back (`copies`)."""
    guest = work.get(Guest, target.subject)
    if guest is not None:
        guest.status = "void"
        work.touch(guest)


def came_to_live_here(persons: set[str], work: UnitOfWork) -> None:
    """Families have moved to the post: who was a guest here before is one of its own now."""

    def fits(guest: Guest) -> bool:
        return str(guest.post_id) == work.post and str(guest.person) in persons

    for guest in work.where(Guest, fits, post=work.post, person__in=persons):
        guest.arrival = uuid.UUID(work.entry.id)
        work.touch(guest)


def check(entry: StoredEntry, data: Any, work: UnitOfWork, role: str) -> None:
    """Something new is known of the guest: look once more whose child it is."""
    mark(entry.id, work)


def check_voided(target: StoredEntry, data: Any, entry: StoredEntry, work: UnitOfWork) -> None:
    """A guest that was a mistake: what was carried home follows."""
    mark(target.id, work)


def row(guest: Guest) -> dict[str, Any]:
    """The wire row: of the child's own post no more than its name, unless the child is of this post, or became so."""
    wire = as_row(guest, GuestFields)
    is_known = guest.status == "delivered"
    home = unit_name(guest.to_post_id) if is_known else ""
    if is_known and (guest.to_post_id == guest.post_id or guest.arrival):
        wire |= {"person": str(guest.person), "link": str(guest.link), "link_post": str(guest.to_post_id)}
    else:
        wire |= {"person": None, "link": None, "link_post": None}
    own = {"id": str(guest.pk), "post": str(guest.post_id), "seq": guest.seq}
    own |= {"entry": guest.stamps[merge.ALL][3], "status": guest.status}
    return wire | own | {"home_name": home, "extra": guest.extra}


def _known(work: UnitOfWork, guest_id: str) -> Guest:
    guest = work.get(Guest, guest_id)
    if guest is None:
        raise unknown_subject("anak tamu", "guest child")
    return guest


def _needs(entry: StoredEntry, data: Any) -> Iterable[Need]:
    yield Guest, entry.subject


KINDS = (
    Kind(
        "guest.registered",
        GuestRegistered,
        registered,
        needs=_needs,
        person=lambda entry, data: entry.subject,
        check=check,
        voided=voided,
        check_voided=check_voided,
    ),
    Kind("guest.changed", GuestChanged, changed, needs=_needs, check=check),
    Kind("guest.linked", GuestLinked, linked, needs=_needs, office_only=True),
    Kind("guest.unlinked", GuestUnlinked, unlinked, needs=_needs, office_only=True),
)
