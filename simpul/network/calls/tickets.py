"""Tickets for the socket: signed, short-lived, given only to pages that have passed their own doors.

A socket sends no cookie of `/konsultasi/` and cannot show a form's token; the page fetches a ticket each time that
it connects.
"""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing

SALT, LIVES_S = "simpul.network.calls.ticket", 60
CITIZEN, HELPER = "citizen", "helper"
"""The two seats of a room."""


@dataclass(frozen=True)
class Ticket:
    """A seat in a room, for the browser behind `page`; `turn` is that of the link the citizen holds.

    `account` is whoever sits in the helper's seat; None in the citizen's.
    """

    room: UUID
    role: str
    turn: int
    account: UUID | None = None


def issue(room: UUID, role: str, turn: int, account: UUID | None = None) -> str:
    """A ticket that opens the socket for a minute."""
    return signing.dumps({"r": room.hex, "s": role, "t": turn, "a": account.hex if account else ""}, salt=SALT)


def read(text: str) -> Ticket | None:
    """What a ticket says; None for one that is too old or not ours."""
    try:
        said = signing.loads(text, salt=SALT, max_age=LIVES_S)
        account = UUID(said["a"]) if said["a"] else None
        return Ticket(UUID(said["r"]), str(said["s"]), int(said["t"]), account)
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None
