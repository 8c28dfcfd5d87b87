"""Troubles of the machine: backups, audit, disk."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from simpul.base import embedded
from simpul.journal import audit_runs
from simpul.journal.alerts.limits import limits
from simpul.journal.alerts.sources import Found
from simpul.journal.backup import runs
from simpul.journal.models import AuditRun, ServerEpoch
from simpul.registry.models import Unit

CODES = ("backup_missing", "backup_unproven", "audit_broken", "audit_unverified", "anchor_missing", "disk_low")


def look(posts: Sequence[Unit], now: datetime) -> Iterator[Found]:
    """Each part that is not as it should be. A new installation has half a day to make its first backup."""
    limit, born = limits(), _born(now)
    made, proven, tried = runs.last_made(), runs.last_proven(), runs.last_try()
    if made is not None:
        yield from _overdue("backup_missing", made.at, limit.backup_made, now)
    else:
        yield from _overdue("backup_missing", born, limit.backup_first, now)
    if tried is not None and not tried.ok:
        yield Found("backup_unproven", "machine", tried.at, len(tried.faults))
    else:
        yield from _overdue("backup_unproven", proven.at if proven else born, limit.backup_proven, now)
    yield from _audit(now, born)
    disk = shutil.disk_usage(embedded.home())
    if disk.free / disk.total < limit.disk_free:
        yield Found("disk_low", "machine", None, round(100 * disk.free / disk.total))


def _audit(now: datetime, born: datetime) -> Iterator[Found]:
    limit, verified = limits(), audit_runs.last(AuditRun.Kind.VERIFIED)
    if verified is not None and verified.faults:
        yield Found("audit_broken", "machine", verified.at, verified.faults)
    yield from _overdue("audit_unverified", verified.at if verified else born, limit.audit_verified, now)
    anchored = audit_runs.last(AuditRun.Kind.ANCHORED)
    yield from _overdue("anchor_missing", anchored.at if anchored else born, limit.anchor, now)


def _overdue(code: str, last: datetime, limit: timedelta, now: datetime) -> Iterator[Found]:
    if now - last > limit:
        yield Found(code, "machine", last)


def _born(now: datetime) -> datetime:
    first = ServerEpoch.objects.order_by("started_at").first()
    return first.started_at if first else now
