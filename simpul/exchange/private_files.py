"""Files of access to other systems: outside the database and its dumps, for the owner's eyes alone."""

import os
import stat
from pathlib import Path
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


class PrivateFileError(Exception):
    """A file that cannot be used; the message says what to do and holds no secret."""


_read: dict[str, tuple[float, Any]] = {}


def read(setting: str, named: str, form: type[T]) -> T:
    """The JSON file that `setting` names, read anew when it has changed. Raises PrivateFileError."""
    path = Path(named)
    try:
        mark = path.stat().st_mtime
        if _read.get(named, (None, None))[0] != mark:
            _read[named] = (mark, _checked(setting, path, form))
    except OSError as error:
        raise PrivateFileError(f"{setting}: the file cannot be read ({error.strerror}).") from None
    found: T = _read[named][1]
    return found


def _checked(setting: str, path: Path, form: type[T]) -> T:
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise PrivateFileError(f"{setting}: others may read the file; chmod 600 it.")
    try:
        return msgspec.json.decode(path.read_bytes(), type=form)
    except msgspec.MsgspecError as error:
        raise PrivateFileError(f"{setting}: {error}") from None
