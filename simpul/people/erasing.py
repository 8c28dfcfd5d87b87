"""What belongs to a person, wherever it was written: for lawful erasure."""

import uuid
from typing import Any

from django.db.models import Q

from simpul.journal import kinds
from simpul.journal.erasure.closure import Reach
from simpul.journal.models import Entry
from simpul.people.merged import records_of
from simpul.people.models import Family, Move, Person

_ABOUT = ("person_id", "person", "subject", "record")
"""Columns by which a row of whatever room says whom it is about."""
_NAMES_TARGET = ("entry.voided", "entry.repaired")
Rows = dict[str, list[dict[str, Any]]]


def reach(persons: set[str]) -> Reach:
    """Everything about the persons, under whichever of their merged records, and of families that nobody is left of."""
    people = {record for person in persons if _is_uuid(person) for record in records_of(person)}
    families = _families(people)
    emptied = {
        family for family in families if not Person.objects.filter(family=family).exclude(pk__in=people).exists()
    }
    found = Reach(people | emptied | _records(people | emptied))
    found.entries = _entries(found.subjects)
    _take_out_of_arrivals(found, families)
    return found


def left_by(entries: set[str]) -> set[str]:
    """Posts that a family has left which the entries, or the persons they are about, belong to."""
    written = Entry.objects.filter(pk__in=entries).values_list("subject", "data__person")
    about = {str(name) for names in written for name in names if name and _is_uuid(str(name))}
    moves = Move.objects.filter(family__in=about | _families(about))
    return {str(post) for post in moves.values_list("post", flat=True)}


def _families(people: set[str]) -> set[str]:
    """Families that the persons are or were of."""
    now = Person.objects.filter(pk__in=people, family__isnull=False).values_list("family_id", flat=True)
    before = Entry.objects.filter(subject__in=people, kind="person.registered", data__family__isnull=False)
    left = [Move.objects.filter(persons__contains=[person]).values_list("family", flat=True) for person in people]
    written = [str(name) for name in before.values_list("data__family", flat=True)]
    return {str(pk) for pk in (*now, *written, *(pk for moves in left for pk in moves)) if _is_uuid(str(pk))}


def _records(subjects: set[str]) -> set[str]:
    """Rows of every room about the subjects: visits, pregnancies, reviews; guests, and what is about those in turn."""
    found: set[str] = set()
    ahead = set(subjects)
    while ahead:
        ahead = _rows_about(ahead) - found - subjects
        found |= ahead
    return found


def _rows_about(subjects: set[str]) -> set[str]:
    found: set[str] = set()
    for part in kinds.parts():
        columns = {field.attname for field in part.model._meta.concrete_fields}
        about = Q()
        for column in columns.intersection(_ABOUT):
            about |= Q(**{f"{column}__in": subjects})
        if about and part.model not in (Person, Family):
            found |= {str(pk) for pk in part.model._default_manager.filter(about).values_list("pk", flat=True)}
    return found


def _entries(subjects: set[str]) -> set[str]:
    """Entries about the subjects, and those that speak of such an entry. A family's arrival speaks of others too.

    Where a row's id is its entry's, the entry may have a subject of its own that no row leads to.
    """
    named = Q(subject__in=subjects) | Q(pk__in=subjects)
    about = Entry.objects.filter(named).exclude(kind__in=("family.arrived", "entry.redacted"))
    found = {str(pk) for pk in about.values_list("pk", flat=True)}
    speaking = Entry.objects.filter(kind__in=_NAMES_TARGET, data__target__in=sorted(found))
    return found | {str(pk) for pk in speaking.values_list("pk", flat=True)}


def _take_out_of_arrivals(found: Reach, families: set[str]) -> None:
    for entry in Entry.objects.filter(kind="family.arrived", subject__in=families, data__isnull=False):
        data: dict[str, Any] = entry.data or {}
        rows: Rows = data["rows"]
        kept = {part: [row for row in held if not _is_about(row, found.subjects)] for part, held in rows.items()}
        if not any(kept.values()):
            found.entries.add(str(entry.pk))
        elif kept != rows:
            found.partial[str(entry.pk)] = data | {"rows": {part: held for part, held in kept.items() if held}}


def _is_about(row: dict[str, Any], subjects: set[str]) -> bool:
    return any(row.get(name) in subjects for name in ("id", "person", "subject", "record"))


def _is_uuid(text: str) -> bool:
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False
