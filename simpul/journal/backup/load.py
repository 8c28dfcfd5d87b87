"""Load a backup into a new database of its own, whole or not at all."""

import secrets
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import psycopg
import pyrage
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from simpul.base import embedded
from simpul.journal.backup import keys, tools
from simpul.journal.backup.frame import Sink
from simpul.journal.backup.manifest import Manifest, describe
from simpul.journal.backup.problems import BackupProblem

Told = Callable[[int], None]


@contextmanager
def scratch(prefix: str) -> Iterator[str]:
    """A new empty database; it is dropped unless somebody has renamed it."""
    name = f"{prefix}_{secrets.token_hex(4)}"
    create(name)
    try:
        yield name
    finally:
        with tools.connect(tools.admin(), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def create(name: str) -> None:
    """Create an empty database that the owner role owns. Raises BackupProblem when nobody may."""
    owner = tools.owner_of().get("user", embedded.OWNER)
    statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        with tools.connect(tools.admin(), autocommit=True) as connection:
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(owner)))
    except psycopg.errors.InsufficientPrivilege as error:
        raise BackupProblem(
            "may_not_create",
            "Tidak ada peran yang boleh membuat basis data. Sebut DATABASE_ADMIN_URL, atau beri pemilik hak CREATEDB.",
        ) from error


def into(source: IO[bytes], private: Path, name: str, told: Told = lambda _: None) -> Manifest:
    """Decrypt and load a backup into the empty database `name`; returns its manifest. Raises BackupProblem."""
    openers = keys.identities(private)
    at = tools.owner_of(name)
    restoring = _Restoring(at)
    sink = Sink(restoring.start)
    try:
        pyrage.decrypt_io(_Counted(source, told), sink, openers)
        restoring.finish()
    except (pyrage.DecryptError, OSError, BackupProblem) as error:
        raise _cause(sink, restoring, error) from error
    finally:
        restoring.stop()
    if sink.manifest is None:
        raise BackupProblem("not_a_backup", "Isi berkas ini bukan cadangan Simpul.")
    return sink.manifest


def found_in(name: str) -> Manifest:
    """What a loaded database holds, in the shape of a manifest."""
    with tools.connect(tools.owner_of(name)) as connection:
        return describe(connection)


def _cause(sink: Sink, restoring: "_Restoring", error: BaseException) -> BaseException:
    if isinstance(sink.error, KeyboardInterrupt | BackupProblem):
        return sink.error
    if isinstance(error, BackupProblem):
        return error
    if isinstance(sink.error, OSError):
        return BackupProblem("load", f"pg_restore berhenti: {restoring.said()}")
    if isinstance(error, pyrage.DecryptError) and "matching" in str(error):
        return BackupProblem(
            "wrong_key", "Kunci ini tidak membuka cadangan itu. Cari kunci yang lain; cadangannya utuh."
        )
    return BackupProblem(
        "damaged", "Cadangan ini terpotong atau berubah, dan tidak dimuat. Ambil salinan lain atau cadangan sebelumnya."
    )


class _Restoring:
    """`pg_restore` at work, in one transaction: what is not loaded whole is not loaded."""

    def __init__(self, at: dict[str, str]) -> None:
        self._at = at
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, manifest: Manifest) -> IO[bytes]:
        """Begin; the archive is written to what is returned. Raises BackupProblem for a backup of a newer Simpul."""
        _refuse_newer(manifest)
        command = [tools.tool("pg_restore", self._at), "--format=custom", "--single-transaction", "--exit-on-error"]
        command += ["--no-owner", "--no-privileges", "--no-password", f"--dbname={self._at['dbname']}"]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=tools.environment(self._at),
            start_new_session=True,
        )
        assert self._process.stdin is not None
        return self._process.stdin

    def finish(self) -> None:
        """The whole archive was proven and written: let it commit. Raises BackupProblem."""
        if self._process is None:
            return
        self._last_words = self._process.communicate()[1].decode(errors="replace")
        if self._process.returncode != 0:
            raise BackupProblem("load", f"pg_restore berhenti: {self.said()}")

    def said(self) -> str:
        """Its last words."""
        if self._process is not None and not hasattr(self, "_last_words"):
            self.stop()
            assert self._process.stderr is not None
            self._last_words = self._process.stderr.read().decode(errors="replace")
        return getattr(self, "_last_words", "").strip()[-500:]

    def stop(self) -> None:
        """End it, whatever it does; its transaction is then undone."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def _refuse_newer(manifest: Manifest) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = [name for name in manifest.migrations if name not in known]
    if unknown:
        raise BackupProblem(
            "newer",
            f"Cadangan ini dari Simpul yang lebih baru ({manifest.app_version}; {unknown[0]}). Perbarui Simpul dulu.",
        )


class _Counted:
    """Reads on, and tells how many bytes have passed."""

    def __init__(self, source: IO[bytes], told: Told) -> None:
        self._source, self._told, self._passed = source, told, 0

    def read(self, size: int = -1) -> Any:
        data = self._source.read(size)
        self._passed += len(data)
        self._told(self._passed)
        return data
