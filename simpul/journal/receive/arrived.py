"""One entry as it arrived: read, hashed and fitted to its kind, in memory, without the database."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from simpul.base import clock
from simpul.journal import kinds
from simpul.journal.hash import arrived_hash
from simpul.journal.kinds import Kind
from simpul.journal.receive import reasons
from simpul.journal.wire import Entry, Reason

MAX_ENTRY_BYTES = 64 * 1024
_MAX_ID, _MAX_HASH, _MAX_COUNTER = 36, 64, 2**53
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_FOUR = re.compile("\n".join([UUID.pattern] * 4))
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
_IDS = ("id", "post", "subject", "author")
_SHORT = {"kind": 60, "app_version": 40, "rules_edition": 40}
_entry = msgspec.json.Decoder(Entry)
_anything = msgspec.json.Decoder()


@dataclass
class Arrived:
    """An entry on its way in. `reason` says why it must be set aside; `flag` that someone should look at it.

    `id` and `hash` are as claimed, cut to what the quarantine holds; `entry` is None when the bytes are no entry.
    """

    body: bytes
    id: str
    hash: str
    entry: Entry | None = None
    kind: Kind | None = None
    data: Any = None
    role: str = ""
    flag: str = ""
    reason: Reason | None = None
    erased: bool = False
    """On the list of lawful erasures: it gets its place and no content (redactions.py)."""

    @property
    def readable(self) -> Entry:
        """The entry; only for those that could be read."""
        assert self.entry is not None
        return self.entry


def read(body: bytes, *, hashed: bool = False) -> Arrived:
    """Read one entry. Never raises: what is wrong is in `reason`. `hashed`: the hash was made here, a moment ago."""
    try:
        entry = _entry.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        return _unreadable(body, str(error))
    arrived = Arrived(body, printable(entry.id, _MAX_ID), printable(entry.hash, _MAX_HASH), entry)
    arrived.reason = _fault(arrived, entry, hashed)
    if arrived.reason is None:
        _fit(arrived, entry)
    return arrived


def of(entry: Entry) -> Arrived:
    """An entry made and hashed by this server."""
    return read(msgspec.json.encode(entry), hashed=True)


def _unreadable(body: bytes, detail: str) -> Arrived:
    arrived = Arrived(body, "", "", reason=reasons.malformed(detail))
    try:
        claims = _anything.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return arrived
    if isinstance(claims, dict):
        arrived.id = printable(str(claims.get("id", "")), _MAX_ID)
        arrived.hash = printable(str(claims.get("hash", "")), _MAX_HASH)
    return arrived


def _fault(arrived: Arrived, entry: Entry, hashed: bool) -> Reason | None:
    wrong = _wrong_field(entry)
    if wrong:
        return reasons.malformed(wrong)
    if len(arrived.body) > MAX_ENTRY_BYTES:
        return reasons.TOO_BIG
    if b"\\u0000" in arrived.body and holds_nul(msgspec.structs.asdict(entry)):
        return reasons.NUL
    if hashed:
        return None
    try:
        matches = arrived_hash(entry, arrived.body) == entry.hash
    except (ValueError, OverflowError, RecursionError):
        matches = False
    return None if matches else reasons.HASH


def _wrong_field(entry: Entry) -> str:
    if not _FOUR.fullmatch(f"{entry.id}\n{entry.post}\n{entry.subject}\n{entry.author}"):
        return next(name for name in _IDS if not UUID.fullmatch(getattr(entry, name)))
    if entry.device is not None and not UUID.fullmatch(entry.device):
        return "device"
    if not all(UUID.fullmatch(name) for name in entry.after):
        return "after"
    for name, longest in _SHORT.items():
        if len(getattr(entry, name)) > longest:
            return name
    if not 0 <= entry.device_counter <= _MAX_COUNTER:
        return "device_counter"
    return _wrong_time(entry)


def _wrong_time(entry: Entry) -> str:
    for name in ("happened_at", "recorded_at"):
        text = getattr(entry, name)
        try:
            if not _TIME.fullmatch(text) or datetime.fromisoformat(text).year not in clock.YEARS:
                return name
        except (ValueError, OverflowError):
            return name
    return ""


def _fit(arrived: Arrived, entry: Entry) -> None:
    kind = kinds.kind(entry.kind)
    if kind is None:
        arrived.reason = reasons.KIND_UNKNOWN
        return
    arrived.kind = kind
    if entry.id in entry.after:
        arrived.reason = reasons.ITSELF
        return
    try:
        arrived.data = msgspec.convert(entry.data, kind.data)
    except msgspec.ValidationError as error:
        arrived.reason = reasons.invalid_data(str(error))


def printable(text: str, longest: int) -> str:
    """Text that the database can hold: no NUL, no lone surrogate, cut to `longest` characters."""
    if text.isascii() and "\0" not in text:
        return text[:longest]
    return text.replace("\0", "").encode("utf-8", "replace").decode()[:longest]


def holds_nul(value: Any) -> bool:
    """Whether any text inside a JSON value holds U+0000, which PostgreSQL's text cannot."""
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(holds_nul(key) or holds_nul(item) for key, item in value.items())
    if isinstance(value, list):
        return any(map(holds_nul, value))
    return False
