"""Codes that a post gives to parents; twin of `web/kader/model/parent-code.ts`, held to `vectors/parent-code.json`."""

import hashlib
import secrets
from datetime import date, timedelta
from functools import cache
from typing import Any

from simpul.knowledge.content import CONTENT_DIR, read_json

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and letters that nobody mistakes for another when they are read aloud or written down."""
LENGTH = 10
"""31^10 possibilities: about 49 bits, for a code that lives for days and may be tried a few times an hour."""
SALT, ROUNDS = b"simpul-parent-code-1", 100_000
"""PBKDF2-HMAC-SHA256: what lies in a backup cannot be turned back into a code that still opens."""


@cache
def limits() -> dict[str, Any]:
    """`content/programme/parents.json`."""
    found: dict[str, Any] = read_json(CONTENT_DIR / "programme" / "parents.json")
    return found


def new_code() -> str:
    """A fresh code, never written down by the server."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def tidy(typed: str) -> str:
    """What was typed, in capitals, without spaces, dashes and whatever is in no code."""
    return "".join(letter for letter in typed.upper() if letter in ALPHABET)[: LENGTH + 1]


def shown(code: str) -> str:
    """The code in two halves, as people read it to one another."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def code_hash(code: str) -> str:
    """Hex of the tidied code's hash, as `parent.code` carries it."""
    return hashlib.pbkdf2_hmac("sha256", tidy(code).encode(), SALT, ROUNDS).hex()


def last_day(today: date) -> date:
    """Until when a code given today opens."""
    return today + timedelta(days=int(limits()["code_valid_days"]))
