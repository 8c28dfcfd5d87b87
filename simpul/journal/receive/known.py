"""What the server holds already of the entries that arrive. Read under the posts' locks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from simpul.journal import tables
from simpul.journal.libpq import Call
from simpul.journal.models import Waiting
from simpul.journal.receive.arrived import UUID, Arrived
from simpul.journal.receive.follow import answered
from simpul.journal.wire import Reason, Receipt


@dataclass
class Known:
    """Entries with a place, entries set aside and entries that wait, by id."""

    placed: dict[str, Receipt] = field(default_factory=dict)
    aside: dict[tuple[str, str], Receipt] = field(default_factory=dict)
    waiting: dict[str, Waiting] = field(default_factory=dict)
    instead: dict[str, str] = field(default_factory=dict)
    answers: set[str] = field(default_factory=set)
    """What answered entries that were set aside, and which of those answers have a place."""

    def original(self, item: Arrived) -> Receipt | None:
        """The receipt given before for the same id and hash, if it is final."""
        first = self.placed.get(item.id)
        if first is not None and first.hash == item.hash:
            return first
        return self.aside.get((item.id, item.hash))

    def accepted(self, item: Arrived) -> bool:
        """Whether this very entry has its place, or waits for it."""
        first, waits = self.placed.get(item.id), self.waiting.get(item.id)
        return (first is not None and first.hash == item.hash) or (waits is not None and waits.hash == item.hash)

    def other_content(self, item: Arrived) -> bool:
        """Whether the id is taken by another content."""
        first = self.placed.get(item.id)
        waits = self.waiting.get(item.id)
        return (first is not None and first.hash != item.hash) or (waits is not None and waits.hash != item.hash)


class _After(msgspec.Struct):
    after: list[str] = []


_after = msgspec.json.Decoder(_After)


_PLACED = "SELECT id, hash, seq, outcome, reason FROM journal_entry WHERE id = ANY(%s::uuid[])"
_ASIDE = "SELECT entry, hash, reason FROM journal_quarantine WHERE entry = ANY(%s)"
_WAITING = "post_id = ANY(%s::uuid[]) OR entry = ANY(%s::uuid[])"


def load(items: list[Arrived], posts: list[str]) -> Known:
    """What is known of the items, of what they wait for, and of whatever waits in the posts."""
    return read(items, tables.execute_all(asking(items, posts)))


def asking(items: list[Arrived], posts: list[str]) -> list[Call]:
    """The statements of `load`, to be sent after the one that locks the posts; `read` takes the answers."""
    ids = [name for name in _own(items) | _before(items) if _is_uuid(name)]
    arriving = list({item.id for item in items})
    return [tables.asking(Waiting, _WAITING, [posts, ids]), (_PLACED, [ids]), (_ASIDE, [arriving])]


def read(items: list[Arrived], found: Sequence[Any]) -> Known:
    """What the statements of `asking` found, and whatever those that wait are waiting for."""
    waiting, placed, aside = found
    known = Known(waiting={str(row.entry): row for row in tables.instances(Waiting, waiting)})
    before = _before(items)
    named = _own(items) | before
    _take_placed(known, placed)
    for row in known.waiting.values():
        before.update(_after.decode(row.body).after)
    if further := [name for name in before - named if _is_uuid(name)]:
        _take_placed(known, tables.execute(_PLACED, [further]))
    known.instead, known.answers = answered(before - known.placed.keys() - {item.id for item in items})
    for entry, hash_, reason in aside:
        known.aside[entry, hash_] = _receipt(entry, hash_, None, "quarantined", tables.read_json(reason))
    return known


def _own(items: list[Arrived]) -> set[str]:
    return {item.id for item in items if item.entry is not None and len(item.id) == 36}


def _before(items: list[Arrived]) -> set[str]:
    return {name for item in items if item.entry is not None and item.reason is None for name in item.entry.after}


def _take_placed(known: Known, found: Iterable[Sequence[Any]]) -> None:
    for pk, digest, seq, outcome, reason in found:
        why = tables.read_json(reason) if reason else None
        known.placed[str(pk)] = _receipt(str(pk), digest.hex(), seq, outcome, why)


def _receipt(id_: str, hash_: str, seq: int | None, outcome: Any, reason: Any) -> Receipt:
    why = msgspec.convert(reason, Reason) if reason else None
    return Receipt(id=id_, outcome=outcome, hash=hash_, seq=seq, reason=why, replayed=True)


def _is_uuid(name: str) -> bool:
    return UUID.fullmatch(name) is not None
