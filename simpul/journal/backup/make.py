"""Make a backup: one moment of the database, compressed, encrypted to public keys, streamed."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pyrage

from simpul.journal.backup import keys, manifest, runs, tools
from simpul.journal.backup.frame import Source
from simpul.journal.backup.manifest import Manifest
from simpul.journal.backup.problems import BackupProblem

COMPRESSION = 4
"""Level of gzip, which every `pg_dump` has: half the time of its default for a twentieth more bytes."""
Told = Callable[[int], None]


def to_file(target: Path, told: Told = lambda _: None) -> Manifest:
    """Write a backup to a new file; it bears its name only when it is whole. Raises BackupProblem."""
    if target.exists():
        raise BackupProblem("exists", f"{target} sudah ada. Cadangan tidak pernah ditimpa; pilih nama lain.")
    part = target.with_name(f".{target.name}.part")
    started = time.monotonic()
    try:
        with _create(part) as file:
            made = write(file, told)
            file.flush()
            os.fsync(file.fileno())
        size = part.stat().st_size
        part.rename(target)
        _sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)
    runs.made(made, target.name, size, time.monotonic() - started)
    return made


def write(out: Any, told: Told = lambda _: None) -> Manifest:
    """Write a backup to an open binary stream. When it raises, what was written has no valid end."""
    readers = keys.recipients()
    at = tools.owner_of()
    with moment(at) as (described, snapshot), _dumping(at, snapshot) as (dump, finish):
        source = Source(described, dump, finish, told)
        try:
            pyrage.encrypt_io(source, out, readers)
        except pyrage.EncryptError as error:
            raise _cause(source, error) from error
    return described


def _cause(source: Source, error: Exception) -> BaseException:
    """What really happened: ours when reading failed, else the target's (a full disk, a closed pipe)."""
    if source.error is not None:
        return source.error
    return BackupProblem("target", f"Cadangan tidak dapat ditulis: {error}. Periksa ruang kosong di tujuan.")


@contextmanager
def moment(at: dict[str, str]) -> Iterator[tuple[Manifest, str]]:
    """One moment of the database: its manifest, and the name under which `pg_dump` sees the same. Nobody waits."""
    with tools.connect(at) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        yield manifest.describe(connection), row[0]
        connection.rollback()


@contextmanager
def _dumping(at: dict[str, str], snapshot: str) -> Iterator[tuple[IO[bytes], Callable[[], None]]]:
    command = [tools.tool("pg_dump", at), "--format=custom", f"--compress={COMPRESSION}", f"--snapshot={snapshot}"]
    command += ["--no-owner", "--no-privileges", "--no-password"]
    command += [f"--exclude-table-data={table}" for table in manifest.WITHOUT_DATA]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=tools.environment(at), start_new_session=True
    )
    assert process.stdout is not None

    def finish() -> None:
        said = process.communicate()[1]
        if process.returncode != 0:
            raise BackupProblem("dump", f"pg_dump berhenti: {said.decode(errors='replace').strip()[-500:]}")

    try:
        yield process.stdout, finish
    finally:
        process.kill()
        process.wait()


def _create(path: Path) -> IO[bytes]:
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", buffering=1 << 20)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
