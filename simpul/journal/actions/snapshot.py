"""The state of a post at a seq for one ceiling: compressed ahead of time, kept, and sent as it lies there.

A phone that waits for a file gets one at once: `make_ahead` (a job of the clock's tick) keeps files near the end of
their journals, once a post has been quiet for a moment. What was written since, the pull brings.
"""

import gzip
import hashlib
import threading
import time
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from operator import itemgetter
from typing import cast

import brotli
import msgspec
from django.db import transaction

from simpul.base import audit, clock, heap
from simpul.journal import asking, epoch, kinds, reading, tables
from simpul.journal.kinds import KADER
from simpul.journal.models import SnapshotFile
from simpul.journal.problems import not_yours
from simpul.journal.senders import Sender
from simpul.journal.standing import CEILING
from simpul.journal.tokens import Cursors, seal
from simpul.journal.wire import Json, Snapshot

MAX_BEHIND = 200
MAX_AGE = timedelta(minutes=10)
"""A kept file that is at most so many entries behind and so old is sent as it is: the pull brings the rest."""
QUIET = timedelta(minutes=1)
AT_ONCE_S = 10.0
"""How long a post must not have written before its file is made ahead; seconds of such work in one tick."""
GZIP_LEVEL, BROTLI_LEVEL = 6, 5
"""Random ids compress badly. Brotli's wider window finds them again: a quarter less than gzip in the same time. Higher
levels of either give 3 % at most, until Brotli's highest (16 % more), which takes 20 seconds for a large post."""
_making = threading.Lock()
_encode = msgspec.json.Encoder().encode
_KEPT = (
    "SELECT f.seq, f.checksum, CASE WHEN %s THEN f.brotli END,"
    " CASE WHEN %s AND f.brotli IS NOT NULL THEN '' ELSE f.body END, f.made_at, c.seq FROM journal_snapshotfile f"
    " JOIN journal_postcounter c ON c.post_id = f.post_id WHERE f.post_id = %s AND f.ceiling = %s AND f.layout = %s"
)
_STALE = (
    "SELECT c.post_id, w.ceiling FROM journal_postcounter c JOIN registry_post p ON p.unit_id = c.post_id"
    " JOIN (SELECT post_id, ceiling FROM journal_snapshotfile UNION SELECT post_id, %s FROM journal_postcounter) w"
    " ON w.post_id = c.post_id"
    " LEFT JOIN journal_snapshotfile f ON f.post_id = c.post_id AND f.ceiling = w.ceiling AND f.layout = %s"
    " LEFT JOIN journal_entry e ON e.post_id = c.post_id AND e.seq = c.seq"
    " WHERE c.seq > 0 AND (f.seq IS NULL OR f.seq < c.seq) AND (e.received_at IS NULL OR e.received_at < %s)"
    " ORDER BY c.seq - coalesce(f.seq, 0) DESC, c.post_id, w.ceiling"
)
"""Journals of posts only: no phone loads another unit's."""


def snapshot(sender: Sender, post: str, *, small: bool = False) -> SnapshotFile:
    """The file of a post, with its `small` (Brotli) form if asked for. Raises ApiProblem when it is not the phone's."""
    ceiling = sender.scope.ceilings.get(post)
    if ceiling is None:
        raise not_yours()
    file = _kept(post, ceiling, small, sender.epoch) or _made(post, ceiling, small, sender.epoch)
    with transaction.atomic():  # one commit for both
        spent = asking.spending(sender.device, asking.SNAPSHOT, clock.now())
        read = audit.reading(post, "snapshot", [f"{post}@{file.seq}"], "sync")
        tables.execute_all([spent, audit.naming(sender.device), read])
    return file


def _made(post: str, ceiling: str, small: bool, now_epoch: str) -> SnapshotFile:
    """Phones of a post often come together: one makes the file, the others take it. Large posts need much memory."""
    with _making:
        return _kept(post, ceiling, small, now_epoch) or make(post, ceiling)


def _kept(post: str, ceiling: str, small: bool, now_epoch: str) -> SnapshotFile | None:
    row = tables.execute(_KEPT, [small, small, post, ceiling, _layout(now_epoch)], binary=True).fetchone()
    if row is None:
        return None
    seq, checksum, compact, body, made_at, last = row
    behind = last - seq
    if behind == 0 or (0 < behind <= MAX_BEHIND and clock.now() - made_at <= MAX_AGE):
        return SnapshotFile(
            post_id=post, ceiling=ceiling, seq=seq, checksum=checksum, brotli=compact, body=body, made_at=made_at
        )
    return None


def make_ahead(budget_s: float = AT_ONCE_S) -> int:
    """Make the files that are behind, those furthest behind first, while the budget lasts; returns how many.

    Files of an older layout, which nobody would be sent, are thrown away.
    """
    SnapshotFile.objects.exclude(layout=_layout()).delete()
    parameters = [CEILING[KADER], _layout(), clock.now() - QUIET]
    until, made = time.monotonic() + budget_s, 0
    for post, ceiling in tables.execute(_STALE, parameters).fetchall():
        if time.monotonic() >= until:
            break
        make(str(post), ceiling)
        made += 1
    return made


def make(post: str, ceiling: str) -> SnapshotFile:
    """Read the post, compress it and keep the file in place of the older one."""
    now = clock.now()
    with reading.consistent():
        raw, seq = _raw(post, ceiling)
    file = SnapshotFile(
        post_id=post,
        ceiling=ceiling,
        seq=seq,
        layout=_layout(),
        checksum=hashlib.sha256(raw).hexdigest(),
        body=gzip.compress(raw, compresslevel=GZIP_LEVEL, mtime=0),
        brotli=brotli.compress(raw, quality=BROTLI_LEVEL),
        made_at=now,
    )
    del raw
    with transaction.atomic():
        SnapshotFile.objects.bulk_create(
            [file],
            update_conflicts=True,
            unique_fields=["post", "ceiling"],
            update_fields=["seq", "layout", "checksum", "body", "brotli", "made_at"],
        )
    heap.give_back()
    return file


def _raw(post: str, ceiling: str) -> tuple[bytes, int]:
    """The file before it is compressed, and its seq. In one moment of the database."""
    seq = reading.last_seqs([post])[post]
    body = Snapshot(
        post=post,
        seq=seq,
        epoch=epoch.current(),
        made_at=clock.iso(clock.now()),
        token=seal(Cursors(epoch.current(), {post: seq})),
        # Written out, each takes a tenth of what its objects do; the encoder lays them down as they are.
        rows=cast(reading.Rows, _light_first(reading.each_row(post, seq, ceiling))),
    )
    return _encode(body), seq


_LAST_FIRST = {"persons": "birth_date", "visits": "date"}
"""Part → the column by whose text its rows are laid, the last first."""


def _light_first(rows: Iterable[tuple[str, Json]]) -> dict[str, list[msgspec.Raw]]:
    """People and lists first, visits last and newest first: a phone on a slow line shows them while they come.

    Of the people, those whom today's open day expects: the youngest first. Rows come out as JSON.
    """
    found: dict[str, list[tuple[str, bytes]]] = {}
    for part, row in rows:
        column = _LAST_FIRST.get(part)
        found.setdefault(part, []).append((str(row.get(column) or "") if column else "", _encode(row)))
    for part in _LAST_FIRST.keys() & found.keys():
        found[part].sort(key=itemgetter(0), reverse=True)
    ordered = sorted(found, key=lambda part: part == "visits")
    return {part: [msgspec.Raw(text) for _, text in found.pop(part)] for part in ordered}


def forget(post: str) -> None:
    """Throw the kept files of a post away (after a redaction or a rebuild)."""
    SnapshotFile.objects.filter(post_id=post).delete()


def _layout(now_epoch: str | None = None) -> str:
    return hashlib.sha256(f"{now_epoch or epoch.current()}|{_parts_layout()}".encode()).hexdigest()


@cache
def _parts_layout() -> str:
    """Changes when a part, a column or a class does."""
    lines = [
        f"{part.name}|{[field.name for field in part.model._meta.concrete_fields]}|{sorted(part.classes.items())}"
        for part in kinds.parts()
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
