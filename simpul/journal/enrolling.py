"""Codes, words and keys of enrolment (docs/protocol.md, "Authority")."""

import hashlib
import hmac
import re
import secrets
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from simpul.base import embedded, keys
from simpul.journal.sign import encode, point_of
from simpul.knowledge.content import CONTENT_DIR, read_json

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that are not mistaken for each other."""
CODE_LENGTH, PREFIX_LENGTH = 8, 3


def new_code() -> str:
    """A fresh code of eight characters; five of them are secret (28 million against five tries)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def tidy(code: str) -> str:
    """The code as it was made, however it was typed: capitals, no spaces or dashes."""
    return re.sub("[^A-Z0-9]", "", code.upper())


def code_hash(code: str) -> bytes:
    """What the server keeps of a code: keyed, so that a stolen table gives no codes."""
    return hmac.new(settings.SECRET_KEY.encode(), f"enrolment|{code}".encode(), hashlib.sha256).digest()


def secret_hash(secret: str) -> bytes:
    """What the server keeps of the secret that opens the status route."""
    return hashlib.sha256(secret.encode()).digest()


@cache
def server_key() -> ec.EllipticCurvePrivateKey:
    """The server's key, pinned by phones."""
    return keys.server_key(embedded.home())


def server_point() -> bytes:
    """The server key's raw public point (65 bytes)."""
    return point_of(server_key())


def fingerprint() -> str:
    """What the QR says of the server key: base64url SHA-256 of its raw public point."""
    return encode(hashlib.sha256(server_point()).digest())


def words_of(device_point: bytes, code: str) -> list[str]:
    """The three words that officer and kader compare."""
    digest = hashlib.sha256(server_point() + device_point + code.encode()).digest()
    return [_words()[byte] for byte in digest[:3]]


@cache
def _words() -> list[str]:
    content: Any = read_json(CONTENT_DIR / "enrolment-words.json")
    return list(content["words"])
