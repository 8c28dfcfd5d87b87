"""How to reach whoever asked: sealed in the table, opened for the treating team alone."""

from dataclasses import dataclass
from uuid import UUID

import msgspec

from simpul.base.sealing import seal as _seal
from simpul.base.sealing import unseal

USE = "simpul.selfcheck.v1"
"""As the first contacts were sealed, which were all of self-checks."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A name of their choice, the number, when a call is safe (ids of the content), whether a message may be left.

    `phone` empty: they are reached by way of the kader who opened the request.
    """

    name: str
    phone: str
    times: tuple[str, ...]
    may_leave_message: bool
    place: str


def seal(request: UUID, contact: Contact) -> bytes:
    """For the table."""
    return _seal(USE, request, msgspec.json.encode(contact))


def opened(request: UUID, sealed: bytes) -> Contact:
    """The contact again. Raises simpul.base.sealing.Unreadable."""
    return msgspec.json.decode(unseal(USE, request, sealed), type=Contact)
