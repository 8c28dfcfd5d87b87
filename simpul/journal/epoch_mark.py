"""A restore that nobody announced (a copied disk, a snapshot of the machine, a replica that lagged) is found.

A small file beside the data says how far the journals had come. A database that has come less far is an older one.
"""

import logging
import os
from pathlib import Path

import msgspec
from django.db import connection

from simpul.base import embedded
from simpul.journal import epoch
from simpul.journal.models import ServerEpoch

log = logging.getLogger(__name__)


class Mark(msgspec.Struct):
    """How far the database had come: its epoch, and the last place given in any journal."""

    epoch: str
    place: int


def watch() -> str | None:
    """Begin a new epoch when this database is older than the one that was here; returns it. For the clock's tick."""
    path = _path()
    if path is None:
        return None
    seen, begun = _read(path), None
    if seen is not None and _older(seen):
        begun = epoch.begin(epoch.FOUND)
        log.error("The database was restored without `simpul restore`. Run `simpul journal redact-again`.")
    _write(path, Mark(epoch.current(), _place()))
    return begun


def _older(seen: Mark) -> bool:
    if seen.epoch == epoch.current():
        return _place() < seen.place
    # An epoch that this database knows has been followed by another one: that was announced.
    return not ServerEpoch.objects.filter(pk=seen.epoch).exists()


def _place() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM journal_place")
        return int(cursor.fetchone()[0])


def _path() -> Path | None:
    """Where the mark lies: `SIMPUL_EPOCH_MARK` (empty: nowhere), else in the home folder."""
    named = os.environ.get("SIMPUL_EPOCH_MARK")
    if named is None:
        return embedded.home() / f"epoch-mark-{connection.settings_dict['NAME']}.json"
    return Path(named) if named else None


def _read(path: Path) -> Mark | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Mark)
    except FileNotFoundError:
        return None
    except msgspec.MsgspecError:
        log.warning("The mark of the epoch cannot be read and is written anew")
        return None


def _write(path: Path, mark: Mark) -> None:
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(msgspec.json.encode(mark))
    new.replace(path)
