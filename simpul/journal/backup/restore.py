"""Restore a backup as a new life of the database: loaded beside it, put in its place at one stroke."""

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import connections
from psycopg import sql

from simpul.base import audit, clock, database
from simpul.journal import epoch
from simpul.journal.backup import left_behind, load, runs, tools
from simpul.journal.backup.left_behind import LeftBehind
from simpul.journal.backup.load import Told
from simpul.journal.backup.manifest import Manifest, differences
from simpul.journal.backup.problems import BackupProblem
from simpul.journal.erasure.again import Again, apply_list
from simpul.journal.models import Device, EnrolmentCode

Say = Callable[[str], None]
_SPOKEN = ("journal_entry", "journal_device", "registry_account")
"""Tables that hold rows as soon as a database is in use."""


@dataclass
class Restored:
    """What was done. `put_away`: the name under which the former database still stands; empty when there was none."""

    manifest: Manifest
    epoch: str
    put_away: str
    again: Again
    phones: int
    seconds: float
    lost: LeftBehind


def restore(
    source: Path, private: Path, *, replace: str = "", say: Say = lambda _: None, told: Told = lambda _: None
) -> Restored:
    """Restore `source`. `replace` must be the database's name when it holds data. Raises BackupProblem.

    Until the last step the present database stays as it is and goes on working.
    """
    started = time.monotonic()
    name = tools.present()
    _refuse_overwriting(name, replace)
    with load.scratch(f"{name[:40]}_restore") as fresh:
        say("memuat cadangan ke basis data baru")
        with source.open("rb") as file:
            manifest = load.into(file, private, fresh, told)
        faults = differences(manifest, load.found_in(fresh))
        if faults:
            raise BackupProblem("incomplete", f"Isi yang dimuat tidak sama dengan daftarnya: {', '.join(faults[:5])}")
        lost = left_behind.count(manifest, name)
        say("menyesuaikan skema, hak akses, daftar penghapusan, dan masa baru")
        with database.elsewhere(fresh):
            begun, again = _begin(manifest, lost)
            # It was loaded and compared with its list just now: that is what a proof is.
            runs.proven(manifest, source.name, source.stat().st_size, time.monotonic() - started, [])
            phones = Device.objects.filter(revoked_at=None, token_hash__isnull=False).count()
        say("menukar basis data")
        put_away = _swap(fresh, name)
    return Restored(manifest, begun, put_away, again, phones, time.monotonic() - started, lost)


def _begin(manifest: Manifest, lost: LeftBehind) -> tuple[str, Again]:
    """A new life for what was loaded: today's schema and rights, a new epoch, nothing erased comes back."""
    database.migrate()
    with database.as_owner():
        again = apply_list()
    known = {"backup_made_at": manifest.moment, "former_until": lost.until, "office_lost": lost.entries}
    begun = epoch.begin(epoch.BACKUP, **known)
    # Whoever was half enrolled begins anew; sessions of staff were left out of the backup.
    EnrolmentCode.objects.filter(used_at=None, expires_at__gt=manifest.moment).update(expires_at=manifest.moment)
    audit.note("restore", "restored", "database", {"made_at": manifest.made_at, "epoch": begun})
    return begun, again


def _refuse_overwriting(name: str, replace: str) -> None:
    if replace and replace != name:
        raise BackupProblem("name", f"Basis data ini bernama {name}, bukan {replace}. Tidak ada yang diubah.")
    if not replace and _in_use(name):
        raise BackupProblem(
            "in_use", f"Basis data {name} berisi data. Untuk menggantinya, ulangi dengan --replace {name}."
        )


def _in_use(name: str) -> bool:
    try:
        with tools.connect(tools.owner_of(name)) as connection:
            for table in _SPOKEN:
                there = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [table]).fetchone()
                if there == (True,) and _any(connection, table):
                    return True
    except psycopg.OperationalError:
        return _exists(name)
    return False


def _any(connection: "psycopg.Connection[tuple[object, ...]]", table: str) -> bool:
    return connection.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table))).fetchone() is not None


def _exists(name: str) -> bool:
    with tools.connect(tools.admin()) as connection:
        return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _swap(fresh: str, name: str) -> str:
    """Put `fresh` in the place of `name`, both renamed in one transaction; returns where the former one stands."""
    away = f"{name[:40]}_before_{clock.now():%Y%m%d_%H%M%S}" if _exists(name) else ""
    connections["default"].close()
    with tools.connect(tools.admin()) as connection:
        _send_away(connection, [fresh, name])
        try:
            if away:
                connection.execute(_rename(name, away))
            connection.execute(_rename(fresh, name))
        except psycopg.errors.ObjectInUse as error:
            raise BackupProblem("busy", f"{name} masih dipakai. Hentikan layanan Simpul, lalu ulangi.") from error
    return away


def _send_away(connection: "psycopg.Connection[tuple[object, ...]]", names: list[str]) -> None:
    """End whatever is still connected, where we may; where we may not, the renaming says that somebody is there."""
    with contextlib.suppress(psycopg.errors.InsufficientPrivilege), connection.transaction():
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = ANY(%s) AND pid <> pg_backend_pid()",
            [names],
        )


def _rename(one: str, other: str) -> sql.Composed:
    return sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(one), sql.Identifier(other))
