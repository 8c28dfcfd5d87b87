"""How `firstaid.recorded` and its withdrawal change rows."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Model

from simpul.care.firstaid.models import FirstAid
from simpul.care.firstaid.wire import FirstAidRecorded, FirstAidRow
from simpul.journal import tables
from simpul.journal.kinds import Kind, Need, Part, StoredEntry, register, register_part
from simpul.journal.unit_of_work import UnitOfWork
from simpul.knowledge import first_aid
from simpul.knowledge.colour_scales import P3lp
from simpul.people.hooks import Carrier, carry
from simpul.people.late import carried_row, carry_on, lives_elsewhere, names_of, no_longer_counts, row_of
from simpul.people.models import Person
from simpul.people.moving import of_persons
from simpul.people.records import as_row, misfit, put_all

KNOWN = frozenset(FirstAidRecorded.__struct_fields__)
LONGEST_EDITION = 40


def recorded(entry: StoredEntry, data: FirstAidRecorded, work: UnitOfWork) -> None:
    """`firstaid.recorded`: a fact of its own. What no field knows is not kept: here nobody writes a story."""
    if lives_elsewhere(data.person, work):
        return
    row = tables.new(FirstAid, id=entry.id, post_id=entry.post, aid=entry.subject, author=entry.author)
    put_all(row, {name: getattr(data, name) for name in KNOWN}, KNOWN)
    row.waits = first_aid.is_critical(data.path) and data.accepted is not True
    work.add(row)


def check(entry: StoredEntry, data: FirstAidRecorded, work: UnitOfWork, role: str) -> None:
    """Only what a path may have left. About a person who has moved: the record follows."""
    if len(data.edition) > LONGEST_EDITION:
        raise misfit("edition")
    wrong = first_aid.fault(_record(data))
    if wrong is not None:
        raise misfit(wrong)
    carry_on(entry, work, row_of(data.person, work))


def _record(data: FirstAidRecorded) -> first_aid.Record:
    return first_aid.Record(
        on=_day("date", data.date),
        path=tuple(data.path),
        zone=P3lp(data.zone) if data.zone is not None else None,
        actions=tuple(data.actions),
        handed_to=data.handed_to,
        handed=data.handed_at is not None,
        accepted=data.accepted,
        follow_up=_day("follow_up", data.follow_up) if data.follow_up is not None else None,
    )


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise misfit(name) from None


def voided(target: StoredEntry, data: FirstAidRecorded, entry: StoredEntry, work: UnitOfWork) -> None:
    """The record no longer counts: another has taken its place, or it was a slip."""
    no_longer_counts(FirstAid, target, work)


def voided_needs(target: StoredEntry, data: FirstAidRecorded, work: UnitOfWork) -> Iterable[tuple[type[Model], str]]:
    """The record under every name it may have."""
    yield from ((FirstAid, name) for name in names_of(target.id))


def check_voided(target: StoredEntry, data: FirstAidRecorded, entry: StoredEntry, work: UnitOfWork) -> None:
    """A record that has left with its person: the withdrawal follows."""
    carry_on(entry, work, carried_row(FirstAid, target, work) or row_of(data.person, work))


def _needs(entry: StoredEntry, data: FirstAidRecorded) -> Iterable[Need]:
    yield FirstAid, entry.id
    if data.person:
        yield Person, data.person


def _person(entry: StoredEntry, data: FirstAidRecorded) -> str | None:
    return data.person


KIND = Kind(
    "firstaid.recorded",
    FirstAidRecorded,
    recorded,
    needs=_needs,
    person=_person,
    check=check,
    voided=voided,
    check_voided=check_voided,
    voided_needs=voided_needs,
)


def register_all() -> None:
    """Tell the journal of the kind and its part, and the people room of what moves along."""
    register(KIND)
    register_part(Part("firstaids", FirstAid, lambda row: as_row(row, FirstAidRow)))
    carry(Carrier("firstaids", FirstAid, FirstAidRow, of_persons(FirstAid, "person"), also=("edition", "waits")))
