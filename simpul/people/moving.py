"""How a family leaves one post and arrives at another, with everything that belongs to it."""

import uuid
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from simpul.base import ids
from simpul.journal import merge
from simpul.journal.kinds import Need, Refused, StoredEntry
from simpul.journal.models import Projected, Review
from simpul.journal.unit_of_work import UnitOfWork
from simpul.people.hooks import Carrier, carriers, persons_arrived
from simpul.people.late import is_here
from simpul.people.models import Consent, Family, Move, Person
from simpul.people.records import OWN, put_all, unknown_subject
from simpul.people.wire import FamilyArrived, FamilyMoved
from simpul.registry.models import Post
from simpul.registry.names import unit_name
from simpul.registry.zones import local_day


def move_id(post: str, family: str) -> str:
    """The table id of a family's leaving of a post."""
    return str(uuid.uuid5(ids.NAMESPACE, f"move|{post}|{family}"))


def moved(entry: StoredEntry, data: FamilyMoved, work: UnitOfWork) -> None:
    """`family.moved`: the family and its active persons leave; the post keeps a row in `moves`."""
    family = work.find(Family, entry.subject)
    if family is None:
        raise unknown_subject("keluarga", "family")
    if not is_here(family, work):
        raise _already_moved()
    date = local_day(entry.post, entry.happened)
    gone = _leaving(work, str(family.pk))
    family.status = "moved"
    work.touch(family)
    for person in gone:
        person.status, person.status_date = "moved", date
        work.touch(person)
    row = work.find(Move, move_id(entry.post, str(family.pk))) or _new_move(entry, work)
    row.head_name, row.date = family.head_name, date
    row.persons = [str(person.pk) for person in gone]
    row.to_address, row.reason = data.to_address, data.reason
    row.to_post_id = uuid.UUID(data.to_post) if data.to_post else None
    work.touch(row)


def _new_move(entry: StoredEntry, work: UnitOfWork) -> Move:
    family = uuid.UUID(entry.subject)
    date = local_day(entry.post, entry.happened)
    return work.add(Move(id=move_id(entry.post, entry.subject), post_id=entry.post, family=family, date=date))


def _leaving(work: UnitOfWork, family: str) -> list[Person]:
    """Active persons of the family, and those merged into them."""
    found = work.where(
        Person,
        lambda row: str(row.family_id) == family and row.status == "active" and is_here(row, work),
        family_id=family,
    )
    known = {str(person.pk) for person in found}
    fresh = set(known)
    while fresh:
        added = [row for row in _merged_into(work, fresh) if str(row.pk) not in known]
        found += [row for row in added if row.status == "active"]
        fresh = {str(row.pk) for row in added}
        known |= fresh
    return found


def _merged_into(work: UnitOfWork, kept: set[str]) -> list[Person]:
    def fits(row: Person) -> bool:
        return str(row.merged_into_id) in kept and is_here(row, work)

    return work.where(Person, fits, merged_into_id__in=kept)


def check_moved(entry: StoredEntry, data: FamilyMoved, work: UnitOfWork, role: str) -> None:
    """The new post must exist and be another one; it receives the family after commit."""
    if data.to_post is None:
        return
    if data.to_post == entry.post or not _is_post(data.to_post):
        raise Refused(
            "post_unknown",
            "Posyandu tujuan tidak ditemukan.",
            "The post to move to was not found.",
            "Pilih posyandu tujuan lagi, atau kosongkan bila belum tahu.",
            "Choose the post again, or leave it empty when it is not known.",
            field="to_post",
        )
    entry_id = entry.id
    transaction.on_commit(lambda: _receive(entry_id), robust=True)


def _is_post(unit: str) -> bool:
    try:
        return Post.objects.filter(pk=uuid.UUID(unit)).exists()
    except ValueError:
        return False


def _receive(entry_id: str) -> None:
    from simpul.people.actions.receive_family import receive_family

    receive_family(entry_id)


def _already_moved() -> Refused:
    return Refused(
        "already_moved",
        "Keluarga ini sudah pindah ke posyandu lain.",
        "This family has already moved to another post.",
    )


def arrival_needs(entry: StoredEntry, data: FamilyArrived) -> Iterable[Need]:
    """Every row that arrives."""
    for carrier in carriers():
        for row in data.rows.get(carrier.part, []):
            yield carrier.model, row["id"]


def arrived(entry: StoredEntry, data: FamilyArrived, work: UnitOfWork) -> None:
    """`family.arrived`: every row of the family now belongs to this post."""
    for carrier in carriers():
        for row in data.rows.get(carrier.part, []):
            _settle_in(carrier, row, entry, work)
    persons_arrived({row["id"] for row in data.rows.get("persons", [])}, work)


def _settle_in(carrier: Carrier, row: dict[str, Any], entry: StoredEntry, work: UnitOfWork) -> None:
    known = work.find(carrier.model, row["id"])
    instance = known or carrier.model(id=row["id"], post_id=entry.post)
    put_all(instance, {name: value for name, value in row.items() if name not in OWN}, carrier.known)
    instance.extra = row.get("extra", instance.extra)
    # The old post's places say nothing here: whoever sees the arrival has seen everything that came with it.
    instance.stamps = merge.registered(entry)
    if carrier.arrived:
        carrier.arrived(instance)
    if known is None:
        work.add(instance)
    else:
        work.adopt(instance)


def settle_person(person: Person) -> None:
    """A person who has arrived is active again."""
    from simpul.people.persons import name_changed

    if person.status == "moved":
        person.status, person.status_date = "active", None
    name_changed(person)


def settle_family(family: Family) -> None:
    """A family that has arrived is active again."""
    family.status = "active"


def move_row(move: Move) -> dict[str, Any]:
    """The wire row of part `moves`."""
    return {
        "id": str(move.family),
        "post": str(move.post_id),
        "seq": move.seq,
        "head_name": move.head_name,
        "persons": move.persons,
        "to_post": str(move.to_post_id) if move.to_post_id else None,
        "to_post_name": unit_name(move.to_post_id),
        "date": move.date.isoformat(),
    }


def of_persons(model: type[Projected], column: str) -> Any:
    """A carrier's `of`: rows of the post whose `column` names one of the persons."""

    def rows(post: str, family: str, persons: list[str]) -> list[Any]:
        found = model._default_manager.filter(**{"post_id": post, f"{column}__in": persons})
        return list(found.order_by("id"))

    return rows


def families_of(post: str, family: str, persons: list[str]) -> list[Family]:
    """The family itself."""
    return list(Family.objects.filter(post=UUID(post), pk=UUID(family)))


def consents_of(post: str, family: str, persons: list[str]) -> list[Consent]:
    """What the family and its persons agreed to."""
    subjects = [UUID(one) for one in (family, *persons)]
    return list(Consent.objects.filter(post=UUID(post), subject__in=subjects).order_by("id"))


def open_reviews_of(post: str, family: str, persons: list[str]) -> list[Review]:
    """Reviews about the family or its persons that wait for a decision."""
    about = Q(person__in=[UUID(one) for one in persons]) | Q(record=UUID(family))
    return list(Review.objects.filter(about, post=UUID(post), status="open").order_by("id"))
