"""When a backup was last made, and last proven by restoring it. The operator's page shows both."""

import logging
from datetime import datetime

from simpul.base import clock
from simpul.journal.backup.manifest import Manifest
from simpul.journal.models import BackupRun

log = logging.getLogger(__name__)
MADE, PROVEN = BackupRun.Kind.MADE, BackupRun.Kind.PROVEN


def last_made() -> BackupRun | None:
    """The latest backup that was written whole; None when there was none."""
    return BackupRun.objects.filter(kind=MADE, ok=True).order_by("-at").first()


def last_proven() -> BackupRun | None:
    """The latest backup that was restored and found whole; None when there was none."""
    return BackupRun.objects.filter(kind=PROVEN, ok=True).order_by("-at").first()


def last_try() -> BackupRun | None:
    """The latest attempt to prove one, whatever came of it."""
    return BackupRun.objects.filter(kind=PROVEN).order_by("-at").first()


def made(manifest: Manifest, name: str, size: int, seconds: float) -> None:
    """Note a backup that was written."""
    _note(MADE, name, size, seconds, manifest.moment, [])


def proven(manifest: Manifest, name: str, size: int, seconds: float, faults: list[str]) -> BackupRun:
    """Note a backup that was restored beside the database and compared."""
    return _note(PROVEN, name, size, seconds, manifest.moment, faults)


def _note(kind: str, name: str, size: int, seconds: float, of: datetime, faults: list[str]) -> BackupRun:
    return BackupRun.objects.create(
        kind=kind,
        at=clock.now(),
        name=name[:200],
        size=size,
        seconds=round(seconds, 3),
        backup_made_at=of,
        ok=not faults,
        faults=faults[:50],
    )
