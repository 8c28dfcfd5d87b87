"""Answer a request from the office: what asks for care of the mind only as one of the treating team."""

from typing import Any

from simpul.base.access import NotYours
from simpul.care.screenings.access import may_answer
from simpul.journal.kinds import StoredEntry
from simpul.network.actions.move import move
from simpul.network.models import Request
from simpul.registry.models import Account


def answer(actor: Account, request: Request, data: dict[str, Any], seen: int) -> StoredEntry:
    """As `move`. Raises NotYours for whoever does not treat the person."""
    if not may_answer(actor, request):
        raise NotYours
    return move(actor, request, data, seen)
