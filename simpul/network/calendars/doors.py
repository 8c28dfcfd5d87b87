"""The address of an appointment for whoever comes: without sign-in, without a name, and it can give the time back."""

import base64
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from simpul.network.calendars.models import Booking

MAC = 12
"""Bytes of the seal: 96 bits beside an id that nobody guesses."""


def token_of(booking: UUID) -> str:
    """The token in the address; only whoever knows the server's secret can make it."""
    return _text(booking.bytes) + _text(_seal(booking))


def path_of(booking: UUID) -> str:
    """The address on this server."""
    return f"/janji/{token_of(booking)}/"


def booking_at(token: str) -> Booking | None:
    """The booking behind a token, released or not; None for one that this server did not make."""
    try:
        pk = UUID(bytes=base64.urlsafe_b64decode(token[:22] + "=="))
    except ValueError:
        return None
    if not constant_time_compare(token, token_of(pk)):
        return None
    return Booking.objects.filter(pk=pk).select_related("unit").first()


def _seal(booking: UUID) -> bytes:
    return salted_hmac("simpul.network.calendars", booking.hex, algorithm="sha256").digest()[:MAC]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
