"""The keys to which phones seal copies of their outbox: files outside the database and its dump, named by their id.

The folder is `SIMPUL_ESCROW_KEYS`, else `escrow-keys` beside the local data. `current` in it names the key that phones
get; the others stay for opening what was sealed to them.
"""

import hashlib
import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from simpul.base import embedded
from simpul.journal.sign import point_of

ID = re.compile(r"[0-9a-f]{16}")
_CURRENT, _OWNER_ONLY = "current", 0o600


class NoKey(Exception):
    """The private key is not in the folder. The message says where it was looked for."""


class Listed(NamedTuple):
    """A key of the folder as `simpul keys list` shows it."""

    id: str
    made_at: datetime
    current: bool


def folder() -> Path:
    """Where the keys lie."""
    named = os.environ.get("SIMPUL_ESCROW_KEYS")
    return Path(named) if named else embedded.home() / "escrow-keys"


def id_of(point: bytes) -> str:
    """The id of a key: the first 16 hex digits of the SHA-256 of its raw public point."""
    return hashlib.sha256(point).hexdigest()[:16]


def current() -> tuple[str, bytes]:
    """Id and raw public point of the key that phones get; made once outside production. Raises NoKey."""
    try:
        name = (folder() / _CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        name = _first()
    return name, point_of(private(name))


def private(name: str) -> ec.EllipticCurvePrivateKey:
    """The private key of that id. Raises NoKey."""
    if not ID.fullmatch(name):
        raise NoKey("Not the id of a key.")
    return _read(folder(), name)


def rotate() -> str:
    """Make the next key and give it to phones from now on; returns its id. Earlier keys stay."""
    name = _make()
    temporary = folder() / f".{_CURRENT}-{name}"
    temporary.write_text(name, encoding="ascii")
    temporary.replace(folder() / _CURRENT)
    return name


def listed() -> list[Listed]:
    """The keys of the folder, the newest first."""
    if not folder().is_dir():
        return []
    now = ""
    with suppress(FileNotFoundError):
        now = (folder() / _CURRENT).read_text(encoding="ascii").strip()
    files = [file for file in folder().glob("*.pem") if ID.fullmatch(file.stem)]
    made = [(datetime.fromtimestamp(file.stat().st_mtime, UTC), file.stem) for file in files]
    return [Listed(name, at, name == now) for at, name in sorted(made, reverse=True)]


def _first() -> str:
    """The first key of a local installation. Two processes that start at once agree on one."""
    if os.environ.get("SIMPUL_ENV", "local") == "production":
        raise NoKey(f"No escrow key in {folder()}: set SIMPUL_ESCROW_KEYS and run `simpul keys rotate` once.")
    name = _make()
    temporary = folder() / f".{_CURRENT}-{name}"
    temporary.write_text(name, encoding="ascii")
    try:
        os.link(temporary, folder() / _CURRENT)
    except FileExistsError:
        _file(folder(), name).unlink()
        return (folder() / _CURRENT).read_text(encoding="ascii").strip()
    finally:
        temporary.unlink()
    return name


def _make() -> str:
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    key = ec.generate_private_key(ec.SECP256R1())
    name = id_of(point_of(key))
    data = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    handle = os.open(_file(folder(), name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return name


@lru_cache(maxsize=64)
def _read(where: Path, name: str) -> ec.EllipticCurvePrivateKey:
    try:
        data = _file(where, name).read_bytes()
    except FileNotFoundError as error:
        raise NoKey(f"The escrow key {name} is not in {where}.") from error
    key = serialization.load_pem_private_key(data, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or id_of(point_of(key)) != name:
        raise NoKey(f"The file of the escrow key {name} in {where} holds another key.")
    return key


def _file(where: Path, name: str) -> Path:
    return where / f"{name}.pem"
