"""Signatures of phones: ECDSA P-256 with SHA-256, raw `r||s` (64 bytes) as WebCrypto writes them."""

import base64
import binascii
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

POINT_BYTES = 65


def decode(text: str) -> bytes:
    """Base64url without padding to bytes. Raises ValueError."""
    if not text.isascii() or "=" in text or len(text) % 4 == 1:
        raise ValueError("Not base64url.")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("Not base64url.") from error


def encode(data: bytes) -> str:
    """Bytes to base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def point_of_jwk(jwk: Any) -> bytes:
    """The raw public point of a P-256 JWK. Raises ValueError when it is no point of the curve."""
    if not isinstance(jwk, dict) or jwk.get("kty") != "EC" or jwk.get("crv") != "P-256":
        raise ValueError("Not a P-256 key.")
    x, y = decode(str(jwk.get("x", ""))), decode(str(jwk.get("y", "")))
    point = b"\x04" + x.rjust(32, b"\0") + y.rjust(32, b"\0")
    if len(point) != POINT_BYTES:
        raise ValueError("Not a P-256 key.")
    _public(point)
    return point


def point_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The raw public point (65 bytes) of a private key."""
    return key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def jwk_of(point: bytes) -> dict[str, str]:
    """The public JWK of a raw point."""
    return {"kty": "EC", "crv": "P-256", "x": encode(point[1:33]), "y": encode(point[33:])}


@lru_cache(maxsize=4096)
def _public(point: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)


def verify(point: bytes, signature: str, message: bytes) -> bool:
    """Whether the key at `point` made the base64url `signature` over `message`."""
    try:
        raw = decode(signature)
        if len(raw) != 64:
            return False
        der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        _public(point).verify(der, message, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def push_message(device: str, epoch: str, device_time: str, entry_hashes: Iterable[str]) -> bytes:
    """What a phone signs at a push."""
    return f"simpul-push-1\n{device}\n{epoch}\n{device_time}\n{chr(10).join(entry_hashes)}".encode()
