"""Personal text encrypted in a table: no dump and no log of the database shows it.

AES-256-GCM under a key derived from the server's secret (HKDF, RFC 5869), one for each use; the row's id is
bound to it, so that a sealed text cannot be moved to another row. Whoever changes the secret can no longer read what
was sealed.
"""

import os
from functools import cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12


class Unreadable(Exception):
    """Sealed under another secret, for another use, or moved."""


def seal(use: str, row: UUID, text: bytes) -> bytes:
    """The text for the table; `use` names what it is for (`simpul.outbox.v1`)."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_key(settings.SECRET_KEY, use)).encrypt(nonce, text, row.bytes)


def unseal(use: str, row: UUID, sealed: bytes) -> bytes:
    """The text again. Raises Unreadable."""
    data = bytes(sealed)
    try:
        return AESGCM(_key(settings.SECRET_KEY, use)).decrypt(data[:_NONCE], data[_NONCE:], row.bytes)
    except (InvalidTag, ValueError):
        raise Unreadable from None


@cache
def _key(secret: str, use: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=use.encode()).derive(secret.encode())
