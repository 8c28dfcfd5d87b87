"""Keys and tokens of the city's phones. They follow from the post, so that a bench can push as any of them.

Nothing about them is secret: `simpul seed city` refuses to run in production.
"""

import hashlib
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec

from simpul.journal.sign import encode, point_of
from simpul.seeds.demo.place import name_id

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Order of the curve P-256 (FIPS 186-4)."""


def device_id(post: str, number: int = 1) -> UUID:
    """The post's phone `number`, 1 or 2."""
    return name_id(f"city|phone|{post}|{number}")


def device_key(post: str, number: int = 1) -> ec.EllipticCurvePrivateKey:
    """The key with which the phone signs."""
    digest = hashlib.sha512(f"city|key|{post}|{number}".encode()).digest()
    return ec.derive_private_key(int.from_bytes(digest, "big") % (_ORDER - 1) + 1, ec.SECP256R1())


def device_point(post: str, number: int = 1) -> bytes:
    """The raw public point (65 bytes)."""
    return point_of(device_key(post, number))


def bearer(post: str, number: int = 1) -> str:
    """The phone's bearer token."""
    return encode(hashlib.sha256(f"city|token|{post}|{number}".encode()).digest())
