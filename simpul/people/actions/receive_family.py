"""Bring a family that left one post into the journal of the other, with its whole history."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from django.db import transaction

from simpul.base import clock, ids
from simpul.journal.actions.append import Draft, append
from simpul.journal.models import Entry
from simpul.journal.receive import store
from simpul.people.hooks import carriers
from simpul.people.models import Move
from simpul.people.moving import move_id

Rows = dict[str, list[dict[str, Any]]]
BYTES_PER_ENTRY = 40_000
"""An entry may hold 64 KB; a long history arrives in several."""


def arrival_id(moved_entry: str, number: int = 0) -> str:
    """The id of an arrival that answers a `family.moved`: derived, so that it is written once."""
    return str(uuid.uuid5(ids.NAMESPACE, f"arrived|{moved_entry}|{number}"))


def receive_family(moved_entry: str) -> bool:
    """Write `family.arrived` for a `family.moved` that names a post. Returns whether it was written now.

    May be called any number of times: what has arrived does not arrive again.
    """
    moved = Entry.objects.filter(pk=moved_entry, kind="family.moved").first()
    to_post = (moved.data or {}).get("to_post") if moved else None
    if moved is None or to_post is None:
        return False
    home = str(moved.post_id)
    with transaction.atomic():
        # Both posts stand still while the rows are read: nothing is written between reading and arriving.
        store.lock_counters({home, to_post})
        if Entry.objects.filter(pk=arrival_id(moved_entry)).exists():
            return False
        family = str(moved.subject)
        move = Move.objects.filter(pk=move_id(home, family), to_post=to_post).first()
        if move is None:
            return False
        drafts = _drafts(moved, home, _pack(home, family, move.persons))
        append(to_post, drafts, moved.author, trusted=True, holding=[home])
    return True


def receive_waiting() -> int:
    """Receive every family whose arrival was interrupted (a crash after the move). For the clock's tick."""
    moves = Entry.objects.filter(kind="family.moved", data__to_post__isnull=False).order_by("place")
    waiting = [str(pk) for pk in moves.values_list("pk", flat=True)]
    there = set(Entry.objects.filter(pk__in=[arrival_id(one) for one in waiting]).values_list("pk", flat=True))
    late = [one for one in waiting if uuid.UUID(arrival_id(one)) not in there]
    return sum(receive_family(one) for one in late)


def _pack(home: str, family: str, persons: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for carrier in carriers():
        for row in carrier.of(home, family, persons):
            yield carrier.part, carrier.pack(row)


def _drafts(moved: Entry, home: str, rows: Iterable[tuple[str, dict[str, Any]]]) -> list[Draft]:
    shared = {"from_post": home, "moved_by": str(moved.pk)}
    happened = clock.iso(moved.happened_at)
    drafts: list[Draft] = []
    for number, chunk in enumerate(_chunks(rows)):
        written = arrival_id(str(moved.pk), number)
        data = {**shared, "rows": chunk}
        after = [drafts[0].id] if drafts and drafts[0].id else []
        drafts.append(Draft("family.arrived", str(moved.subject), data, after=after, happened_at=happened, id=written))
    return drafts


def _chunks(rows: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[Rows]:
    chunk: Rows = {}
    size = 0
    for part, row in rows:
        weight = len(msgspec.json.encode(row))
        if chunk and size + weight > BYTES_PER_ENTRY:
            yield chunk
            chunk, size = {}, 0
        chunk.setdefault(part, []).append(row)
        size += weight
    if chunk:
        yield chunk
