"""Writes of the receiving pipeline. Entries go in by COPY: the table has no update and no returning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from simpul.base import clock
from simpul.journal import tables, writes
from simpul.journal.copy_form import NULL, json, text
from simpul.journal.kinds import StoredEntry
from simpul.journal.libpq import Call
from simpul.journal.models import Entry, Flag, PostCounter
from simpul.journal.receive import reasons
from simpul.journal.wire import Reason

if TYPE_CHECKING:
    from simpul.journal.receive.attempt import Placed

_COLUMNS = (
    "id", "post_id", "seq", "kind", "subject", "after", "base", "data", "sealed", "happened_at", "recorded_at",
    "received_at", "author", "device", "device_counter", "app_version", "rules_edition", "hash", "outcome", "reason",
    "redacted_at",
)  # fmt: skip


def lock_counters(posts: Iterable[str]) -> dict[str, int]:
    """Take the posts' counters, in sorted order so that two writers never wait for each other: post → last seq."""
    ordered = sorted(set(posts))
    if not ordered:
        return {}
    found = counters_of(tables.execute(*locking(ordered)))
    missing = set(ordered) - found.keys()
    if not missing:
        return found
    PostCounter.objects.bulk_create([PostCounter(post_id=post) for post in sorted(missing)], ignore_conflicts=True)
    return counters_of(tables.execute(*locking(ordered)))


def locking(posts: Iterable[str]) -> Call:
    """The statement that takes the counters of posts that have one; `counters_of` reads what it gives."""
    query = "SELECT post_id, seq FROM journal_postcounter WHERE post_id = ANY(%s::uuid[]) ORDER BY post_id FOR UPDATE"
    return query, [sorted(set(posts))]


def counters_of(found: Iterable[Sequence[Any]]) -> dict[str, int]:
    """Post → last seq."""
    return {str(post): seq for post, seq in found}


def set_counter(post: str, seq: int) -> None:
    """The last place taken; the caller holds the lock."""
    tables.execute(*setting(post, seq))


def setting(post: str, seq: int) -> Call:
    """The statement of `set_counter`."""
    return "UPDATE journal_postcounter SET seq = %s WHERE post_id = %s", [seq, post]


def add_entries(placed: list[Placed]) -> None:
    """Append entries, in order of their places."""
    if placed:
        tables.copy("journal_entry", _COLUMNS, [_line(one.entry, one.conflict) for one in placed])


def adding(placed: list[Placed]) -> list[Call]:
    """The statement that appends a few entries, to be sent with others; many are appended at once (writes.py)."""
    if len(placed) > writes.FEW:
        add_entries(placed)
        return []
    rows = [_values(one.entry, one.conflict) for one in placed]
    return [writes.from_json("journal_entry", _COLUMNS, _types(), rows)] if rows else []


@cache
def _types() -> tuple[str, ...]:
    of = tables.plan(Entry)
    kinds = dict(zip(of.bare, of.types, strict=True))
    return tuple(kinds[name] for name in _COLUMNS)


def _values(entry: StoredEntry, conflict: bool) -> dict[str, Any]:
    return {
        **msgspec.structs.asdict(entry),
        "post_id": entry.post,
        "data": None if entry.erased else entry.data,
        "sealed": None if entry.erased else entry.sealed,
        "hash": f"\\x{entry.hash}",
        "outcome": "conflict" if conflict else "applied",
        "reason": plain(reasons.REVIEW) if conflict else None,
        "redacted_at": entry.received_at if entry.erased else None,
    }


def _line(entry: StoredEntry, conflict: bool) -> str:
    """The entry in the text form of COPY. Ids, times and the hash were checked: they hold nothing to escape."""
    return "\t".join(
        (
            entry.id,
            entry.post,
            str(entry.seq),
            text(entry.kind),
            entry.subject,
            json(entry.after),
            NULL if entry.base is None else json(entry.base),
            NULL if entry.erased else json(entry.data),
            NULL if entry.sealed is None or entry.erased else json(entry.sealed),
            entry.happened_at,
            entry.recorded_at,
            entry.received_at.isoformat(),
            entry.author,
            entry.device or NULL,
            str(entry.device_counter),
            text(entry.app_version),
            text(entry.rules_edition),
            f"\\\\x{entry.hash}",
            "conflict" if conflict else "applied",
            json(plain(reasons.REVIEW)) if conflict else NULL,
            entry.received_at.isoformat() if entry.erased else NULL,
        )
    )


def plain(reason: Reason) -> Any:
    """A reason as JSON values."""
    return msgspec.to_builtins(reason)


def add_flags(placed: list[Placed]) -> None:
    """Mark the entries that someone should look at."""
    flagged = [one for one in placed if one.arrived.flag]
    if not flagged:
        return
    now = clock.now()
    Flag.objects.bulk_create(
        Flag(entry_id=one.entry.id, post_id=one.entry.post, code=one.arrived.flag, at=now) for one in flagged
    )
