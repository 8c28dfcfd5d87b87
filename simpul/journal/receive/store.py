"""Writes of the receiving pipeline. Entries go in by COPY: the table has no update and no returning."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec
from django.db import connection

from simpul.base import clock
from simpul.journal.kinds import StoredEntry
from simpul.journal.models import Flag, PostCounter
from simpul.journal.receive import reasons
from simpul.journal.wire import Reason

if TYPE_CHECKING:
    from simpul.journal.receive.attempt import Placed

_COLUMNS = (
    "id, post_id, seq, kind, subject, after, base, data, sealed, happened_at, recorded_at, received_at, author, "
    "device, device_counter, app_version, rules_edition, hash, outcome, reason, redacted_at"
)
_json = msgspec.json.Encoder().encode


def lock_counters(posts: Iterable[str]) -> dict[str, int]:
    """Take the posts' counters, in sorted order so that two writers never wait for each other: post → last seq."""
    ordered = sorted(set(posts))
    if not ordered:
        return {}
    missing = set(ordered) - _locked(ordered).keys()
    if missing:
        PostCounter.objects.bulk_create([PostCounter(post_id=post) for post in sorted(missing)], ignore_conflicts=True)
    return _locked(ordered)


def _locked(posts: list[str]) -> dict[str, int]:
    rows = PostCounter.objects.select_for_update().filter(post__in=posts).order_by("post_id")
    return {str(post): seq for post, seq in rows.values_list("post_id", "seq")}


def set_counter(post: str, seq: int) -> None:
    """The last place taken; the caller holds the lock."""
    PostCounter.objects.filter(post_id=post).update(seq=seq)


def add_entries(placed: list[Placed]) -> None:
    """Append entries, in order of their places."""
    if not placed:
        return
    statement = f"COPY journal_entry ({_COLUMNS}) FROM STDIN"
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.cursor.copy(statement) as copy,
    ):
        for one in placed:
            copy.write_row(_row(one.entry, one.conflict))


def _row(entry: StoredEntry, conflict: bool) -> tuple[Any, ...]:
    return (
        entry.id,
        entry.post,
        entry.seq,
        entry.kind,
        entry.subject,
        _text(entry.after),
        _text(entry.base),
        None if entry.erased else _text(entry.data),
        None if entry.erased else _text(entry.sealed),
        entry.happened_at,
        entry.recorded_at,
        entry.received_at,
        entry.author,
        entry.device,
        entry.device_counter,
        entry.app_version,
        entry.rules_edition,
        bytes.fromhex(entry.hash),
        "conflict" if conflict else "applied",
        _text(plain(reasons.REVIEW)) if conflict else None,
        entry.received_at if entry.erased else None,
    )


def _text(value: Any) -> str | None:
    return None if value is None else _json(value).decode()


def plain(reason: Reason) -> Any:
    """A reason as JSON values."""
    return msgspec.to_builtins(reason)


def add_flags(placed: list[Placed]) -> None:
    """Mark the entries that someone should look at."""
    flagged = [one for one in placed if one.arrived.flag]
    now = clock.now()
    Flag.objects.bulk_create(
        Flag(entry_id=one.entry.id, post_id=one.entry.post, code=one.arrived.flag, at=now) for one in flagged
    )
