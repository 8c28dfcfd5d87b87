"""Identifiers: UUIDv7 for what is new, UUIDv5 for what two writers must name alike (docs/protocol.md)."""

import os
import uuid

from simpul.base import clock

NAMESPACE = uuid.UUID("6f1c1b0e-6d0f-5c35-9a51-51f0a0a3d0aa")


def uuid7(at_ms: int | None = None, randomness: bytes | None = None) -> uuid.UUID:
    """A time-ordered UUID (RFC 9562). `at_ms` and 10 bytes of `randomness` make it reproducible for seeds."""
    ms = int(clock.now().timestamp() * 1000) if at_ms is None else at_ms
    noise = int.from_bytes(randomness or os.urandom(10), "big")
    high, low = noise >> 64 & 0xFFF, noise & 0x3FFF_FFFF_FFFF_FFFF
    return uuid.UUID(int=ms << 80 | 7 << 76 | high << 64 | 2 << 62 | low)


def session_id(post: str, date: str) -> str:
    """The open day of a post on a local day."""
    return str(uuid.uuid5(NAMESPACE, f"session|{post}|{date}"))


def visit_id(post: str, person: str, date: str) -> str:
    """A person's visit to a post on a local day, whoever records it."""
    return str(uuid.uuid5(NAMESPACE, f"visit|{post}|{person}|{date}"))


def birth_id(pregnancy: str, order: int) -> str:
    """The child of a pregnancy that was born `order`-th (1, 2, …), whoever records the birth."""
    return str(uuid.uuid5(NAMESPACE, f"birth|{pregnancy}|{order}"))


def review_id(entry: str, field: str) -> str:
    """The review that an entry opened for a field."""
    return str(uuid.uuid5(NAMESPACE, f"review|{entry}|{field}"))
