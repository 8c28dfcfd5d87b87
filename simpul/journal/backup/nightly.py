"""A folder of backups: one more each night, the old ones go when their time is over."""

import re
from datetime import timedelta
from pathlib import Path

from simpul.base import clock
from simpul.journal.backup import make
from simpul.journal.backup.make import Told
from simpul.journal.backup.manifest import Manifest

KEEP_DAYS = 35
"""As long as phones keep their sealed copies: an erased person is in no backup after that."""
_NAME = re.compile(r"simpul-\d{8}T\d{6}Z\.age")


def nightly(folder: Path, keep_days: int = KEEP_DAYS, told: Told = lambda _: None) -> tuple[Path, Manifest, list[Path]]:
    """Write one more backup; returns its path, its manifest, and the files that were removed. Raises BackupProblem.

    Nothing is removed before the new one is whole, and the newest file always stays.
    """
    now = clock.now()
    target = folder / f"simpul-{now:%Y%m%dT%H%M%SZ}.age"
    manifest = make.to_file(target, told)
    return target, manifest, _prune(folder, target, f"simpul-{now - timedelta(days=keep_days):%Y%m%dT%H%M%SZ}.age")


def _prune(folder: Path, newest: Path, oldest_name: str) -> list[Path]:
    old = [path for path in folder.iterdir() if _NAME.fullmatch(path.name) and path.name < oldest_name]
    gone = sorted(path for path in old if path != newest)
    for path in gone:
        path.unlink()
    return gone
