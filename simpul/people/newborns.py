"""One birth recorded on two phones is one child: its id follows from the pregnancy and the order of birth."""

from collections.abc import Mapping
from typing import Any

from simpul.base import ids
from simpul.journal import merge
from simpul.journal.kinds import StoredEntry
from simpul.journal.unit_of_work import UnitOfWork
from simpul.people.models import Person
from simpul.people.patching import patch
from simpul.people.phonetic import parse_name
from simpul.people.records import put_all, unknown_fields, value_of
from simpul.people.wire import CLINICAL_FIELDS, FIELD_GROUPS, PersonFields, PersonRegistered

KNOWN = frozenset(PersonFields.__struct_fields__)
BLANK: tuple[Any, ...] = (None, "", {}, False)


def is_of_birth(entry: StoredEntry, data: PersonRegistered) -> bool:
    """Whether the id is the one that every phone gives this child of this pregnancy."""
    return data.born_of is not None and entry.subject == ids.birth_id(data.born_of, data.birth_order or 1)


def told_again(entry: StoredEntry, data: PersonRegistered, person: Person, work: UnitOfWork) -> set[str]:
    """Take in what a second phone says of a child that is here; returns the fields that changed.

    What the first left open is filled. A name takes the place of "Bayi Ny. …" and never the other way. What differs
    opens a review. A child that had been withdrawn as a mistake is born again as it is told now.
    """
    if person.status == "mistake":
        return _born_again(entry, data, person, work)
    said = {name: value for name in sorted(KNOWN) if (value := getattr(data, name)) not in BLANK}
    fills = {name: value for name, value in said.items() if _gives_way(name, person, value)}
    put_all(person, fills, KNOWN)
    person.stamps.update({name: merge.stamp(entry) for name in fills})
    rest = {name: value for name, value in said.items() if name not in fills and not _is_stand_in(name, value)}
    if fills:
        work.touch(person)
    return set(fills) | _patched(person, rest, work)


def _patched(person: Person, fields: Mapping[str, Any], work: UnitOfWork) -> set[str]:
    groups = FIELD_GROUPS["persons"]
    return patch(work, person, "persons", fields, KNOWN, groups, person=str(person.pk), clinical=CLINICAL_FIELDS)


def _born_again(entry: StoredEntry, data: PersonRegistered, person: Person, work: UnitOfWork) -> set[str]:
    person.status, person.status_date = "active", None
    put_all(person, {name: getattr(data, name) for name in KNOWN}, KNOWN)
    person.extra = unknown_fields(entry.data, KNOWN)
    person.stamps = merge.registered(entry)
    work.touch(person)
    return set(KNOWN)


def _gives_way(name: str, person: Person, value: Any) -> bool:
    present = value_of(person, name)
    return present in BLANK or (_is_stand_in(name, present) and not _is_stand_in(name, value))


def _is_stand_in(name: str, value: Any) -> bool:
    return name == "name" and parse_name(str(value)).unnamed
