"""The token in a link's address: signed from the link's id, so that it can be shown again and lies in no table."""

import base64
import secrets
from uuid import UUID

from django.utils.crypto import salted_hmac

from simpul.journal.tries import token_hash

BYTES = 16
"""128 bits: 22 characters in the address, short enough for a text message."""
LENGTH = 22


def token_of(link: UUID) -> str:
    """The token of a link; only whoever knows the server's secret can make it."""
    signed = salted_hmac("simpul.network.links", link.hex, algorithm="sha256").digest()[:BYTES]
    return base64.urlsafe_b64encode(signed).rstrip(b"=").decode()


def path_of(token: str) -> str:
    """The address of a link on this server."""
    return f"/r/{token}/"


def new_key() -> str:
    """A browser's own key, for its cookie."""
    return secrets.token_urlsafe(32)


__all__ = ["LENGTH", "new_key", "path_of", "token_hash", "token_of"]
