"""The state of a post at a seq for one ceiling, compressed and kept until it is too old to start from."""

import gzip
import hashlib
from datetime import timedelta
from functools import cache

import msgspec
from django.db import transaction

from simpul.base import audit, clock
from simpul.journal import epoch, kinds, reading
from simpul.journal.models import SnapshotFile
from simpul.journal.problems import not_yours
from simpul.journal.reading import Range
from simpul.journal.senders import Sender
from simpul.journal.tokens import Cursors, seal
from simpul.journal.wire import Snapshot

MAX_BEHIND = 200
MAX_AGE = timedelta(minutes=10)
"""A kept file that is at most so many entries behind and so old is sent as it is: the pull brings the rest."""


def snapshot(sender: Sender, post: str) -> SnapshotFile:
    """The file for a post of the phone's scope. Raises ApiProblem when the phone does not serve it."""
    ceiling = sender.scope.ceilings.get(post)
    if ceiling is None:
        raise not_yours()
    file = _kept(post, ceiling) or make(post, ceiling)
    audit.read(sender.device, post, "snapshot", [f"{post}@{file.seq}"], "sync")
    return file


def _kept(post: str, ceiling: str) -> SnapshotFile | None:
    file = SnapshotFile.objects.filter(post_id=post, ceiling=ceiling, layout=_layout()).first()
    if file is None:
        return None
    behind = reading.last_seqs([post])[post] - file.seq
    if behind == 0 or (0 < behind <= MAX_BEHIND and clock.now() - file.made_at <= MAX_AGE):
        return file
    return None


def make(post: str, ceiling: str) -> SnapshotFile:
    """Read the post, compress it and keep the file in place of the older one."""
    now = clock.now()
    with reading.consistent():
        body = _body(post, ceiling)
    raw = msgspec.json.encode(body)
    file = SnapshotFile(
        post_id=post,
        ceiling=ceiling,
        seq=body.seq,
        layout=_layout(),
        checksum=hashlib.sha256(raw).hexdigest(),
        body=gzip.compress(raw, compresslevel=6, mtime=0),
        made_at=now,
    )
    with transaction.atomic():
        SnapshotFile.objects.bulk_create(
            [file],
            update_conflicts=True,
            unique_fields=["post", "ceiling"],
            update_fields=["seq", "layout", "checksum", "body", "made_at"],
        )
    return file


def _body(post: str, ceiling: str) -> Snapshot:
    seq = reading.last_seqs([post])[post]
    return Snapshot(
        post=post,
        seq=seq,
        epoch=epoch.current(),
        made_at=clock.iso(clock.now()),
        token=seal(Cursors(epoch.current(), {post: seq})),
        rows=_light_first(reading.rows({post: Range(-1, seq)}, ceiling)[post]),
    )


def _light_first(rows: reading.Rows) -> reading.Rows:
    """People and lists first, visits last and newest first: a phone on a slow line shows them while they come."""
    light = {part: rows[part] for part in rows if part != "visits"}
    visits = sorted(rows.get("visits", []), key=lambda row: str(row["date"]), reverse=True)
    return {**light, "visits": visits} if visits else light


def forget(post: str) -> None:
    """Throw the kept files of a post away (after a redaction or a rebuild)."""
    SnapshotFile.objects.filter(post_id=post).delete()


def _layout() -> str:
    return hashlib.sha256(f"{epoch.current()}|{_parts_layout()}".encode()).hexdigest()


@cache
def _parts_layout() -> str:
    """Changes when a part, a column or a class does."""
    lines = [
        f"{part.name}|{[field.name for field in part.model._meta.concrete_fields]}|{sorted(part.classes.items())}"
        for part in kinds.parts()
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
