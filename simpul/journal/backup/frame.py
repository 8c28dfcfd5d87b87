"""The plain stream inside the encryption: one line of manifest, then PostgreSQL's own archive to the end.

Whoever has the key can open it without Simpul: `age -d -i KEY FILE | tail -n +2 | pg_restore -d DATABASE`.
"""

from collections.abc import Callable
from typing import IO

import msgspec

from simpul.journal.backup.manifest import FORMAT, Manifest
from simpul.journal.backup.problems import BackupProblem

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes of a manifest: a city of 10,000 posts writes 1.5 MB."""


class Source:
    """What is encrypted: the manifest's line, then what `dump` gives until it ends and `finish` agrees.

    An error inside `read` is kept in `error`: the encrypting library reports it as a text only.
    """

    def __init__(self, manifest: Manifest, dump: IO[bytes], finish: Callable[[], None], told: Callable[[int], None]):
        """`told` hears how many plain bytes have passed."""
        self._head = msgspec.json.encode(manifest) + b"\n"
        self._dump, self._finish, self._told = dump, finish, told
        self._passed = 0
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        """The next bytes; empty at the end. Raises what went wrong: the stream then gets no valid end."""
        try:
            return self._next(size)
        except BaseException as error:
            self.error = error
            raise

    def _next(self, size: int) -> bytes:
        if self._head:
            part, self._head = self._head[:size], self._head[size:]
        else:
            part = self._dump.read(size)
        self._passed += len(part)
        self._told(self._passed)
        if not part:
            self._finish()
        return part


class Sink:
    """What was decrypted, chunk by chunk as each was proven: the manifest first, then the archive goes to `open`'s end.

    `open(manifest)` is called once and returns where the archive is written.
    """

    def __init__(self, open_: Callable[[Manifest], IO[bytes]]) -> None:
        """Nothing is opened before the manifest was read."""
        self._open, self._line = open_, bytearray()
        self._to: IO[bytes] | None = None
        self.manifest: Manifest | None = None
        self.error: BaseException | None = None

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        try:
            self._take(bytes(data))
        except BaseException as error:
            self.error = error
            raise
        return len(data)

    def flush(self) -> None:
        """The archive's reader flushes itself."""

    def _take(self, data: bytes) -> None:
        if self._to is not None:
            self._to.write(data)
            return
        self._line += data
        line, found, rest = self._line.partition(b"\n")
        if found:
            self.manifest = read(bytes(line))
            self._to = self._open(self.manifest)
            self._to.write(rest)
        elif len(self._line) > LONGEST_LINE:
            raise BackupProblem("not_a_backup", "Isi berkas ini bukan cadangan Simpul.")


def read(line: bytes) -> Manifest:
    """The manifest of a backup's first line. Raises BackupProblem."""
    try:
        manifest = msgspec.json.decode(line, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BackupProblem("not_a_backup", "Isi berkas ini bukan cadangan Simpul.") from error
    if manifest.format != FORMAT:
        raise BackupProblem("format", f"Bentuk cadangan {manifest.format} tidak dikenal versi ini.")
    return manifest
