"""Entries that wait for others, as the page shows them: what they are, how long, and what they wait for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from simpul.base import clock
from simpul.base.access import only
from simpul.care.dossier import account_names
from simpul.care.entry_words import body_of, kind_words
from simpul.care.reviewing import person_names, person_of
from simpul.journal.models import Quarantine, Waiting
from simpul.registry.access import posts_of
from simpul.registry.models import Account


@dataclass(frozen=True)
class Missing:
    """One of the entries waited for: not arrived (`held` None), or lying here under `status`."""

    held: Quarantine | None
    closed: bool


@dataclass(frozen=True)
class WaitingLine:
    """A waiting entry in words."""

    row: Waiting
    kind: str
    author: str
    person: str | None
    name: str
    age: timedelta
    missing: list[Missing]


def waiting_of(actor: Account) -> QuerySet[Waiting]:
    """What waits at the actor's posts, the longest first."""
    return Waiting.objects.filter(post__in=posts_of(actor)).select_related("post", "device").order_by("received_at")


def access_waiting(actor: Account, entry: UUID | str) -> Waiting:
    """A waiting entry of the actor's posts. Raises NotYours."""
    return only(waiting_of(actor).filter(pk=entry))


def waiting_lines(rows: Iterable[Waiting]) -> list[WaitingLine]:
    """The rows in words, in a handful of queries."""
    found = list(rows)
    bodies = {row.pk: body_of(bytes(row.body)) for row in found}
    people = {row.pk: person_of(str(bodies[row.pk].get("kind", "")), bodies[row.pk]) for row in found}
    names, authors = person_names(people.values()), account_names(row.author for row in found)
    held = _held(name for row in found for name in row.missing)
    return [_line(row, bodies[row.pk], people[row.pk], names, authors, held) for row in found]


def _line(row: Waiting, body: Any, person: str | None, names: Any, authors: Any, held: Any) -> WaitingLine:
    missing = [
        Missing(held.get(name), name in held and held[name].status != Quarantine.Status.OPEN) for name in row.missing
    ]
    return WaitingLine(
        row,
        kind_words(str(body.get("kind", ""))),
        authors.get(str(row.author), ""),
        person,
        names.get(str(person), ""),
        clock.now() - row.received_at,
        missing,
    )


def _held(names: Iterable[str]) -> dict[str, Quarantine]:
    rows = Quarantine.objects.filter(entry__in=set(names)).order_by("pk")
    return {row.entry: row for row in rows}
