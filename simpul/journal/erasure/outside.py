"""The list of erasures and revoked phones outside the database: a restored backup must not bring either back.

One JSON object in a line, only ever appended. It holds ids and who ordered, no content.
"""

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from simpul.base import embedded

_encode = msgspec.json.Encoder().encode


class Line(msgspec.Struct, kw_only=True, frozen=True):
    """`what` with this `id` is erased (a phone: revoked) since `at`. `post` is where it lived, or empty."""

    what: Literal["entry", "subject", "device"]
    id: str
    post: str = ""
    at: str
    by: str
    ordered_by: str = ""
    reason: str = ""


class BrokenList(Exception):
    """A whole line cannot be read: somebody has changed the list. Nothing may be restored before that is clear."""


def path() -> Path:
    """Where the list lies: `SIMPUL_REDACTIONS`, else in the home folder. Keep a copy on another machine."""
    named = os.environ.get("SIMPUL_REDACTIONS")
    return Path(named) if named else embedded.home() / "redactions.jsonl"


def add(lines: Iterable[Line]) -> None:
    """Append lines, durably, before the database changes: what is on the list and not yet done is done again."""
    data = b"".join(_encode(line) + b"\n" for line in lines)
    if not data:
        return
    handle = os.open(path(), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "rb+", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        end = file.seek(0, os.SEEK_END)
        if end:
            file.seek(end - 1)
            # A line that a crash cut off stays as it is; ours begins on a new one.
            data = (b"" if file.read(1) == b"\n" else b"\n") + data
        file.write(data)
        os.fsync(file.fileno())


def read() -> list[Line]:
    """Every line, the oldest first. Raises BrokenList. A line that a crash cut off never was in force."""
    try:
        raw = path().read_bytes()
    except FileNotFoundError:
        return []
    found = []
    for number, text in enumerate(raw.split(b"\n"), start=1):
        line = _line(text)
        if line is not None:
            found.append(line)
        elif text and text.endswith(b"}"):
            raise BrokenList(f"{path()}: baris {number} tidak terbaca.")
    return found


def _line(text: bytes) -> Line | None:
    try:
        return msgspec.json.decode(text, type=Line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
