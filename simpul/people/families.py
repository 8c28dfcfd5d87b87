"""How family and consent entries change rows."""

from simpul.journal import merge, tables
from simpul.journal.kinds import StoredEntry
from simpul.journal.unit_of_work import UnitOfWork
from simpul.people.hooks import consent_changed
from simpul.people.late import carry_on, is_here, row_of
from simpul.people.models import Consent, Family, Person
from simpul.people.patching import patch
from simpul.people.records import put_all, unknown_fields, unknown_subject
from simpul.people.wire import (
    FIELD_GROUPS,
    Changed,
    ConsentGiven,
    FamilyFields,
    FamilyRegistered,
)

KNOWN = frozenset(FamilyFields.__struct_fields__)


def registered(entry: StoredEntry, data: FamilyRegistered, work: UnitOfWork) -> None:
    """`family.registered`. Raises Refused when the id is taken."""
    family = tables.new(Family, id=entry.subject, post_id=entry.post, status="active", stamps=merge.registered(entry))
    put_all(family, {name: getattr(data, name) for name in KNOWN}, KNOWN)
    family.extra = unknown_fields(entry.data, KNOWN)
    work.add(family)


def changed(entry: StoredEntry, data: Changed, work: UnitOfWork) -> None:
    """`family.changed`. Raises Refused for a family that the server does not know."""
    family = work.find(Family, entry.subject)
    if family is None:
        raise unknown_subject("keluarga", "family")
    if is_here(family, work):
        patch(work, family, "families", data.fields, KNOWN, FIELD_GROUPS["families"], person=None)


def check_changed(entry: StoredEntry, data: Changed, work: UnitOfWork, role: str) -> None:
    """A family that has left: the change follows it."""
    carry_on(entry, work, work.find(Family, entry.subject))


def consent_given(entry: StoredEntry, data: ConsentGiven, work: UnitOfWork) -> None:
    """`consent.given`: every consent is kept; the latest of a purpose holds."""
    giver = _giver(entry, work)
    if giver is not None and not is_here(giver, work):
        return
    consent = tables.new(Consent, id=entry.id, post_id=entry.post)
    known = frozenset(ConsentGiven.__struct_fields__)
    put_all(consent, {name: getattr(data, name) for name in known} | {"subject": entry.subject}, known | {"subject"})
    consent.extra = unknown_fields(entry.data, known)
    work.add(consent)
    work.later(consent_changed, str(entry.subject))


def check_consent(entry: StoredEntry, data: ConsentGiven, work: UnitOfWork, role: str) -> None:
    """A person or family that has left: the consent follows."""
    carry_on(entry, work, _giver(entry, work))


def _giver(entry: StoredEntry, work: UnitOfWork) -> Person | Family | None:
    """Who consents. One row, also when a hostile phone gave a family the id of a person of another post.

    Following both, the entry would be carried to and fro between the two posts.
    """
    return row_of(entry.subject, work) or work.find(Family, entry.subject)
