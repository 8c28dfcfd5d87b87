"""Addresses of people: one written form for each, and the little of it that a page may show."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

CHANNELS = ("whatsapp", "sms", "email")
_COUNTRY = "62"
_PHONE = re.compile(r"\+[1-9][0-9]{7,14}")
SHOWN = 3
"""Last digits of a telephone number that a page shows."""


class BadRecipient(ValueError):
    """An address to which nothing can be sent. The message never repeats it."""


def canonical(channel: str, to: str) -> str:
    """The address in one form: E.164 (ITU-T) for telephones, `0812…` read as Indonesian. Raises BadRecipient."""
    if channel not in CHANNELS:
        raise BadRecipient(f"No channel of that name; channels are {', '.join(CHANNELS)}.")
    return _email(to) if channel == "email" else phone(to)


def phone(text: str) -> str:
    """A telephone number as `+62812…`. Raises BadRecipient."""
    digits = re.sub(r"[\s().\-/]", "", text)
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+{_COUNTRY}{digits[1:]}"
    elif digits.startswith(_COUNTRY):
        digits = f"+{digits}"
    if not _PHONE.fullmatch(digits):
        raise BadRecipient("This is not a telephone number.")
    return digits


def _email(text: str) -> str:
    address = text.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise BadRecipient("This is not an e-mail address.") from None
    return address


def hint(channel: str, to: str) -> str:
    """What a page may show of an address: `…321`, `s…@…`."""
    return f"{to[:1]}…@…" if channel == "email" else f"…{to[-SHOWN:]}"
