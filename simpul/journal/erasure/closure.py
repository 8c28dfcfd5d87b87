"""What belongs to a subject: the rooms that know people tell the journal what an erasure must reach."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from simpul.journal import kinds
from simpul.journal.erasure.renew import Rows
from simpul.journal.models import Entry

_SAYS_WHOM = {"person", "person_id"}
"""Columns by which a row says whom it is about."""


@dataclass
class Reach:
    """What goes with some subjects.

    `subjects`: they and every record about them. `entries`: whole entries. `partial`: entries that speak of others
    too → the data that stays.
    """

    subjects: set[str]
    entries: set[str] = field(default_factory=set)
    partial: dict[str, dict[str, Any]] = field(default_factory=dict)


_reach: list[Callable[[set[str]], Reach]] = []
_left_by: list[Callable[[set[str]], set[str]]] = []


def register_reach(find: Callable[[set[str]], Reach]) -> None:
    """Tell the journal how to find what belongs to a person. Called once, in a room's `apps.py`."""
    if find not in _reach:
        _reach.append(find)


def reach(subjects: Collection[str]) -> Reach:
    """Everything that belongs to the subjects."""
    found = Reach(set(subjects))
    for find in _reach if subjects else ():
        more = find(set(subjects))
        found.subjects |= more.subjects
        found.entries |= more.entries
        found.partial |= more.partial
    return found


def register_left_by(find: Callable[[set[str]], set[str]]) -> None:
    """Tell the journal how to find the posts that those have left whom entries are about. Called once, as above."""
    if find not in _left_by:
        _left_by.append(find)


def left_by(entries: Collection[str]) -> set[str]:
    """Posts that may have written about what the entries are about while it lived elsewhere, and made no row of it.

    Without the entries it lives nowhere: what those posts wrote makes rows there.
    """
    return {post for find in _left_by if entries for post in find(set(entries))}


def led_to_by(gone: Rows) -> set[str]:
    """Entries that say of no person themselves, about rows that went and did: steps of a request, decisions.

    They change nothing any more, and when the person is erased later nothing would lead to what they hold.
    """
    named = {part.name for part in kinds.parts() if _SAYS_WHOM & {one.attname for one in part.model._meta.fields}}
    rows = {pk for parts in gone.values() for part in named & parts.keys() for pk in parts[part]}
    silent = [kind.name for kind in kinds.kinds() if kind.person is kinds.no_person and not kind.office_only]
    found = Entry.objects.filter(subject__in=rows, kind__in=silent, data__isnull=False)
    return {str(pk) for pk in found.values_list("pk", flat=True)}
