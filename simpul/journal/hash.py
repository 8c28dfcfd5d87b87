"""The content hash of an entry: SHA-256 over its RFC 8785 (JCS) text without `hash` (docs/protocol.md, "Hash")."""

import hashlib
import re
from operator import attrgetter
from typing import Any

import msgspec
import rfc8785

from simpul.journal.wire import Entry

FIELDS = tuple(name for name in Entry.__struct_fields__ if name != "hash")
_encode = msgspec.json.Encoder(order="sorted").encode
_fields = attrgetter(*FIELDS)
_ODD_NUMBER = re.compile(rb'(?:"\s*:|[,\[])\s*-?(?:[0-9.]{16}|[0-9]+\.0+(?![0-9])|0\.000|[0-9.]+[eE])')
"""A number whose JCS form may differ from msgspec's: long, whole with a point, tiny, or with an exponent.

Looked for after what may stand before a number; found in vain inside a text, it only costs time.
"""
_EXACT = 2**53
"""Integers up to here are exact as doubles."""


class _Slow(Exception):
    """The value holds something whose JCS form only the full encoder writes."""


def entry_hash(entry: Entry) -> str:
    """The lower-case hex hash of an entry. Raises ValueError for text that no UTF-8 can hold."""
    return hashlib.sha256(jcs(_content(entry))).hexdigest()


def arrived_hash(entry: Entry, body: bytes) -> str:
    """The same for an entry that was read from `body`: when its bytes are harmless, nothing needs to be looked at.

    Harmless: ASCII, so that members sort alike by bytes and by UTF-16 units, and every number is written as JCS
    writes it, so that it comes out as it went in.
    """
    if not body.isascii() or _ODD_NUMBER.search(body) or b"\\u" in body:
        return entry_hash(entry)
    return hashlib.sha256(_encode(_content(entry))).hexdigest()


def _content(entry: Entry) -> dict[str, Any]:
    return dict(zip(FIELDS, _fields(entry), strict=True))


def jcs(value: Any) -> bytes:
    """The RFC 8785 text of a JSON value. Nearly all entries take the fast road: see `_plain`."""
    try:
        return _encode(_plain(value))
    except (_Slow, msgspec.MsgspecError, UnicodeEncodeError):
        return rfc8785.dumps(_doubles(value))


def _plain(value: Any) -> Any:
    """The same value in types whose msgspec form equals JCS. Raises _Slow where the two differ."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return value
    if kind is int:
        return _plain_int(value)
    if kind is float:
        return _plain_float(value)
    if kind is dict:
        return {_plain_key(key): _plain(item) for key, item in value.items()}
    if kind is list:
        return [_plain(item) for item in value]
    raise _Slow


def _plain_key(key: str) -> str:
    # Beyond ASCII the order of UTF-16 units (JCS) and of bytes (msgspec) may differ.
    if key.isascii():
        return key
    raise _Slow


def _plain_int(value: int) -> int:
    if -_EXACT <= value <= _EXACT:
        return value
    raise _Slow


def _plain_float(value: float) -> float | int:
    if value.is_integer() and abs(value) <= _EXACT:
        return int(value)
    # In this range the shortest digits are written without an exponent by both.
    if 1e-4 <= abs(value) < 1e15:
        return value
    raise _Slow


def _doubles(value: Any) -> Any:
    """Integers that a double cannot hold exactly become the nearest double, as in a phone."""
    if isinstance(value, dict):
        return {key: _doubles(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_doubles(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _EXACT:
        return float(value)
    return value
