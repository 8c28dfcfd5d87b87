"""How `screening.recorded` and its withdrawal change rows."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec
from django.db.models import Model

from simpul.care.guests.marks import mark_guest_of
from simpul.care.models import Guest
from simpul.care.screenings.models import Screening
from simpul.care.screenings.scoring import count
from simpul.care.screenings.wire import ScreeningRecorded, ScreeningRow
from simpul.journal import tables
from simpul.journal.kinds import Kind, Need, Part, StoredEntry, register, register_part, subject_is_person
from simpul.journal.unit_of_work import UnitOfWork
from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.people.hooks import Carrier, carry
from simpul.people.late import carried_row, carry_on, lives_elsewhere, names_of, no_longer_counts, row_of
from simpul.people.models import Person
from simpul.people.moving import of_persons
from simpul.people.records import as_row, misfit, put, unknown_fields

KNOWN = frozenset(ScreeningRecorded.__struct_fields__)
TREATING_TEAM = (
    "respondent",
    "answers",
    "edition",
    "said_complete",
    "said_action",
    "counted_with",
    "score",
    "band",
    "critical",
    "visit",
    "by",
    "is_private",
)
"""Columns that travel between posts with a person, never to a phone."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
MOST_ANSWERS = 300
LONGEST_ANSWER = 200


def recorded(entry: StoredEntry, data: ScreeningRecorded, work: UnitOfWork) -> None:
    """`screening.recorded`: a fact of its own. Raises Refused for an instrument or answers of no such form."""
    if lives_elsewhere(entry.subject, work):
        return
    _check_form(data)
    found = count(data)
    row = tables.new(
        Screening,
        id=entry.id,
        post_id=entry.post,
        by=entry.author,
        instrument=data.instrument,
        answers=data.answers,
        respondent=msgspec.to_builtins(data.respondent),
        edition=data.edition,
        said_complete=data.complete,
        said_action=data.action,
        counted_with=found.edition,
        complete=found.complete,
        score=found.score,
        band=found.band,
        critical=found.critical,
        action=found.action,
        is_private=data.is_private,
        declined=data.declined,
    )
    for name, value in (("person", entry.subject), ("date", data.date), ("visit", data.visit)):
        put(row, name, value, frozenset({name}))
    row.extra = unknown_fields(entry.data, KNOWN)
    work.add(row)


def _check_form(data: ScreeningRecorded) -> None:
    """The instrument's name travels to phones: nothing but a name may stand there."""
    if not _NAME.fullmatch(data.instrument):
        raise misfit("instrument")
    if len(data.edition) > LONGEST_ANSWER:
        raise misfit("edition")
    if len(data.answers) > MOST_ANSWERS or not all(map(_is_answer, data.answers.items())):
        raise misfit("answers")
    if data.declined is not None and (data.answers or data.complete or data.action):
        raise misfit("declined")


def _is_answer(pair: tuple[str, Any]) -> bool:
    item, value = pair
    short = not isinstance(value, str) or (len(value) <= LONGEST_ANSWER and "\x00" not in value)
    return len(item) <= LONGEST_ANSWER and "\x00" not in item and short and not isinstance(value, dict | list)


def check(entry: StoredEntry, data: object, work: UnitOfWork, role: str) -> None:
    """A person who has left with the family: the screening follows. A guest's goes to the person's own post."""
    person = row_of(entry.subject, work)
    carry_on(entry, work, person)
    if person is None:
        mark_guest_of(entry.subject, entry.id, work)


def voided(target: StoredEntry, data: ScreeningRecorded, entry: StoredEntry, work: UnitOfWork) -> None:
    """The screening no longer counts. What was answered stays for the treating team."""
    no_longer_counts(Screening, target, work)


def voided_needs(target: StoredEntry, data: object, work: UnitOfWork) -> Iterable[tuple[type[Model], str]]:
    """The screening under every name it may have; and whether it is about a guest."""
    yield from ((Screening, name) for name in names_of(target.id))
    yield Guest, target.subject


def check_voided(target: StoredEntry, data: object, entry: StoredEntry, work: UnitOfWork) -> None:
    """A screening that has left with its family, or is on its way after it: the withdrawal follows."""
    carry_on(entry, work, carried_row(Screening, target, work) or row_of(target.subject, work))
    mark_guest_of(target.subject, target.id, work)


def _needs(entry: StoredEntry, data: Any) -> Iterable[Need]:
    yield Screening, entry.id
    yield Person, entry.subject


KIND = Kind(
    "screening.recorded",
    ScreeningRecorded,
    recorded,
    needs=_needs,
    person=subject_is_person,
    classes={"answers": "K2"},
    check=check,
    voided=voided,
    check_voided=check_voided,
    voided_needs=voided_needs,
)


@cache
def asked_at_posts() -> frozenset[str]:
    """Instruments that a kader may ask. The name of another one would tell by itself what somebody was asked about."""
    programme = read_json(CONTENT_DIR / "programme" / "screening.json")
    offered = {one["instrument"] for one in programme["offers"] if "kader" in one["by"]}
    return frozenset({*offered, programme["no_free_instrument"]["instrument"]})


def row(screening: Screening) -> dict[str, Any]:
    """The wire row."""
    wire = as_row(screening, ScreeningRow)
    return wire if screening.instrument in asked_at_posts() else wire | {"instrument": ""}


def pack(screening: Screening) -> dict[str, Any]:
    """The row as it moves to another post, with the instrument's own name."""
    return as_row(screening, ScreeningRow)


def register_all() -> None:
    """Tell the journal of the kind and its part, and the people room of what moves along."""
    register(KIND)
    register_part(Part("screenings", Screening, row))
    of = of_persons(Screening, "person")
    carry(Carrier("screenings", Screening, ScreeningRow, of, also=TREATING_TEAM, wire=pack))
