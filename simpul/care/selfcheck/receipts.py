"""Number and PIN with which somebody sees where their request stands, without an account.

Both follow from the form that was sent and the server's secret: sending a form twice gives the same receipt, and
nothing of it has to be kept. The PIN lies in the table as a keyed hash.
"""

import hmac
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and letters that nobody mistakes for another when they are read aloud or written down."""
LENGTH, PIN_DIGITS = 8, 6


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the person keeps: `number` as `ABCD-2345`, `pin` six digits."""

    number: str
    pin: str


def receipt_of(form: UUID) -> Receipt:
    """The receipt of a form."""
    mixed = int.from_bytes(_keyed("number", form.bytes), "big")
    letters = ""
    for _ in range(LENGTH):
        mixed, at = divmod(mixed, len(LETTERS))
        letters += LETTERS[at]
    pin = int.from_bytes(_keyed("pin", form.bytes), "big") % 10**PIN_DIGITS
    return Receipt(f"{letters[:4]}-{letters[4:]}", f"{pin:0{PIN_DIGITS}d}")


def pin_hash(number: str, pin: str) -> bytes:
    """What is kept of a PIN."""
    return _keyed("kept", f"{number}|{pin}".encode())


def tidy_number(typed: str) -> str:
    """A number as typed, in capitals and with its dash; whatever is in no number is left out."""
    letters = "".join(letter for letter in typed.upper() if letter in LETTERS)[: LENGTH + 1]
    return f"{letters[:4]}-{letters[4:]}"


def tidy_pin(typed: str) -> str:
    """The digits of a PIN as typed."""
    return "".join(letter for letter in typed if letter.isascii() and letter.isdigit())[: PIN_DIGITS + 1]


def same(one: bytes, other: bytes) -> bool:
    """Whether two hashes are equal, in a time that says nothing."""
    return hmac.compare_digest(one, other)


def _keyed(what: str, value: bytes) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"self-check {what}|".encode() + value, "sha256").digest()
