"""The kinds and parts of the people room (docs/protocol.md)."""

from collections.abc import Iterable
from typing import Any

from simpul.journal.kinds import Kind, Need, Part, StoredEntry, register, register_part, subject_is_person
from simpul.journal.models import Review
from simpul.journal.own_wire import ReviewRow
from simpul.people import families, moving, persons
from simpul.people.hooks import Carrier, carry
from simpul.people.models import Consent, Family, Move, Person
from simpul.people.records import as_row
from simpul.people.wire import (
    Changed,
    ConsentGiven,
    ConsentRow,
    FamilyArrived,
    FamilyMoved,
    FamilyRegistered,
    FamilyRow,
    PersonLeft,
    PersonMerged,
    PersonRegistered,
    PersonRow,
    PersonUnmerged,
)


def _family(entry: StoredEntry, data: Any) -> Iterable[Need]:
    yield Family, entry.subject


def _person(entry: StoredEntry, data: Any) -> Iterable[Need]:
    yield Person, entry.subject


def _new_person(entry: StoredEntry, data: PersonRegistered) -> Iterable[Need]:
    yield Person, entry.subject
    if data.family:
        yield Family, data.family


def _pair(entry: StoredEntry, data: PersonMerged | PersonUnmerged) -> Iterable[Need]:
    yield Person, entry.subject
    yield Person, data.gone


def _giver(entry: StoredEntry, data: ConsentGiven) -> Iterable[Need]:
    yield Person, entry.subject
    yield Family, entry.subject
    yield Consent, entry.id


def _move(entry: StoredEntry, data: FamilyMoved) -> Iterable[Need]:
    yield Family, entry.subject
    yield Move, moving.move_id(entry.post, entry.subject)


KINDS = (
    Kind("family.registered", FamilyRegistered, families.registered, needs=_family),
    Kind("family.changed", Changed, families.changed, needs=_family, check=families.check_changed),
    Kind("family.moved", FamilyMoved, moving.moved, needs=_move, check=moving.check_moved),
    Kind(
        "family.arrived",
        FamilyArrived,
        moving.arrived,
        needs=moving.arrival_needs,
        office_only=True,
        classes={"rows": "K2"},
    ),
    Kind(
        "person.registered",
        PersonRegistered,
        persons.registered,
        needs=_new_person,
        person=subject_is_person,
        check=persons.check_registered,
    ),
    Kind(
        "person.changed",
        Changed,
        persons.changed,
        needs=_person,
        person=subject_is_person,
        check=persons.check_subject,
    ),
    Kind("person.merged", PersonMerged, persons.merged, needs=_pair, person=subject_is_person),
    Kind("person.unmerged", PersonUnmerged, persons.unmerged, needs=_pair, person=subject_is_person),
    Kind(
        "person.left",
        PersonLeft,
        persons.left,
        needs=_person,
        person=subject_is_person,
        check=persons.check_subject,
    ),
    Kind(
        "consent.given",
        ConsentGiven,
        families.consent_given,
        needs=_giver,
        person=subject_is_person,
        check=families.check_consent,
    ),
)


def register_all() -> None:
    """Tell the journal of every kind and part of this room."""
    for kind in KINDS:
        register(kind)
    register_part(Part("families", Family, lambda row: as_row(row, FamilyRow), settle=persons.settle_family))
    register_part(
        Part("persons", Person, lambda row: as_row(row, PersonRow), settle=persons.settle, settled=persons.settled)
    )
    register_part(Part("consents", Consent, lambda row: as_row(row, ConsentRow)))
    register_part(Part("moves", Move, moving.move_row))
    carry(Carrier("families", Family, FamilyRow, moving.families_of, arrived=moving.settle_family))
    carry(Carrier("persons", Person, PersonRow, moving.of_persons(Person, "id"), arrived=moving.settle_person))
    carry(Carrier("consents", Consent, ConsentRow, moving.consents_of))
    carry(Carrier("reviews", Review, ReviewRow, moving.open_reviews_of, also=("resolved_by",)))
