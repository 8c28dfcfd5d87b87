"""What belongs to a subject: the rooms that know people tell the journal what an erasure must reach."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any


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
