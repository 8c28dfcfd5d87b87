"""Reads of a post's journal and rows, consistent among themselves."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Q

from simpul.base import clock
from simpul.journal import kinds, tables, visible
from simpul.journal.models import Entry
from simpul.journal.wire import Head, Json

_HEAD = ("post_id", "id", "seq", "kind", "subject", "hash", "author", "device", "happened_at")
Rows = dict[str, list[Json]]
AT_ONCE = 1_000
"""Rows of a large post that are read at once."""


class Range(NamedTuple):
    """Places after `after` up to and including `upto`."""

    after: int
    upto: int


@contextmanager
def consistent() -> Iterator[None]:
    """Inside the block all reads see one moment of the database."""
    nested = connection.in_atomic_block
    with transaction.atomic():
        if not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def last_seqs(posts: Iterable[str]) -> dict[str, int]:
    """The last place taken in each post's journal; 0 where nothing was written yet."""
    posts = list(posts)
    found = tables.execute("SELECT post_id, seq FROM journal_postcounter WHERE post_id = ANY(%s::uuid[])", [posts])
    return dict.fromkeys(posts, 0) | {str(post): seq for post, seq in found}


def heads(post: str, after: int, limit: int) -> list[Head]:
    """The next entries of a post as heads, at most `limit`."""
    rows = Entry.objects.filter(post_id=post, seq__gt=after).order_by("seq").values_list(*_HEAD)[:limit]
    return [
        Head(
            id=str(row[1]),
            seq=row[2],
            kind=row[3],
            subject=str(row[4]),
            hash=bytes(row[5]).hex(),
            author=str(row[6]),
            device=str(row[7]) if row[7] else None,
            happened_at=clock.iso(row[8]),
        )
        for row in rows
    ]


def rows(ranges: Mapping[str, Range], ceiling: str) -> dict[str, Rows]:
    """Rows last touched inside the ranges: post → part → wire rows by seq. One query for each part."""
    found: dict[str, Rows] = {post: {} for post in ranges}
    if not ranges:
        return found
    condition = Q()
    for post, (after, upto) in ranges.items():
        condition |= Q(post_id=post, seq__gt=after, seq__lte=upto)
    for part in kinds.parts():
        for post, wire in _seen(part, part.model._base_manager.filter(condition).order_by("seq", "pk"), ceiling):
            found[post].setdefault(part.name, []).append(wire)
    return found


def each_row(post: str, upto: int, ceiling: str) -> Iterator[tuple[str, Json]]:
    """(part, wire row) of a post by seq, few of them in memory at a time. In a transaction."""
    for part in kinds.parts():
        rows = part.model._base_manager.filter(post_id=post, seq__lte=upto).order_by("seq", "pk")
        yield from ((part.name, wire) for _, wire in _seen(part, rows.iterator(chunk_size=AT_ONCE), ceiling))


def _seen(part: kinds.Part, rows: Iterable[Any], ceiling: str) -> Iterator[tuple[str, Json]]:
    """(post, wire row)."""
    gone = visible.above(part.classes, ceiling)
    wires = ((str(row.post_id), visible.seen(part, row, gone)) for row in rows)
    return (one for one in wires if not _review_hidden(part.name, one[1], ceiling))


def _review_hidden(part: str, wire: dict[str, Any], ceiling: str) -> bool:
    """A review of a field above the ceiling would tell its values."""
    if part != "reviews":
        return False
    about = kinds.part(wire["part"])
    return about is not None and visible.hides(about, wire["field"], ceiling)
