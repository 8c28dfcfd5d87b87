"""How `parent.code` and its withdrawal change rows."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Model

from simpul.base import clock
from simpul.care.parents.codes import limits
from simpul.care.parents.models import ParentCode
from simpul.care.parents.wire import ParentCodeGiven, ParentCodeRow
from simpul.journal import tables
from simpul.journal.kinds import Kind, Need, Part, Refused, StoredEntry, subject_is_person
from simpul.journal.unit_of_work import UnitOfWork
from simpul.people.hooks import Carrier
from simpul.people.late import carried_row, carry_on, lives_elsewhere, names_of, no_longer_counts, row_of
from simpul.people.models import Person
from simpul.people.moving import of_persons
from simpul.people.records import as_row, misfit, put, unknown_fields

KNOWN = frozenset({"person", "hash", "expires_on"})
_HASH = re.compile(r"[0-9a-f]{64}")
_SLACK = timedelta(days=2)
"""A phone's clock may be a day off; a code still ends."""


def given(entry: StoredEntry, data: ParentCodeGiven, work: UnitOfWork) -> None:
    """`parent.code`: a fact of its own; its id is the entry's."""
    if lives_elsewhere(entry.subject, work):
        return
    code = tables.new(ParentCode, id=entry.id, post_id=entry.post, author=entry.author)
    put(code, "person", entry.subject, KNOWN)
    put(code, "hash", data.hash, KNOWN)
    put(code, "expires_on", data.expires_on, KNOWN)
    code.extra = unknown_fields(entry.data, ParentCodeGiven.__struct_fields__)
    work.add(code)


def check(entry: StoredEntry, data: ParentCodeGiven, work: UnitOfWork, role: str) -> None:
    """Of a child that is known here, and for no longer than a code lives."""
    if not _HASH.fullmatch(data.hash):
        raise misfit("hash")
    try:
        ends = date.fromisoformat(data.expires_on)
    except ValueError:
        raise misfit("expires_on") from None
    if ends > clock.today() + timedelta(days=int(limits()["code_valid_days"])) + _SLACK:
        raise misfit("expires_on")
    person = row_of(entry.subject, work)
    if person is None:
        raise Refused(
            "unknown_person",
            "Anak ini belum terdaftar di posyandu ini.",
            "This child is not on this post's register.",
            "Daftarkan anaknya dulu, lalu buat kode lagi.",
            "Register the child first, then make a code again.",
        )
    carry_on(entry, work, person)


def voided(target: StoredEntry, data: ParentCodeGiven, entry: StoredEntry, work: UnitOfWork) -> None:
    """The code opens nothing any more, and what it opened is shut."""
    no_longer_counts(ParentCode, target, work)


def voided_needs(target: StoredEntry, data: ParentCodeGiven, work: UnitOfWork) -> Iterable[tuple[type[Model], str]]:
    """The code under every name it may have."""
    yield from ((ParentCode, name) for name in names_of(target.id))


def check_voided(target: StoredEntry, data: ParentCodeGiven, entry: StoredEntry, work: UnitOfWork) -> None:
    """A code that has left with its child: the withdrawal follows."""
    carry_on(entry, work, carried_row(ParentCode, target, work) or row_of(target.subject, work))


def _needs(entry: StoredEntry, data: ParentCodeGiven) -> Iterable[Need]:
    yield ParentCode, entry.id
    yield Person, entry.subject


KINDS = (
    Kind(
        "parent.code",
        ParentCodeGiven,
        given,
        needs=_needs,
        person=subject_is_person,
        check=check,
        voided=voided,
        check_voided=check_voided,
        voided_needs=voided_needs,
    ),
)
PART = Part("parentcodes", ParentCode, lambda row: as_row(row, ParentCodeRow))
CARRIER = Carrier("parentcodes", ParentCode, ParentCodeRow, of_persons(ParentCode, "person"), also=("hash",))
