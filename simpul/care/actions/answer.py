"""Answer a request from the office: what asks for care of the mind only as one of the treating team."""

from typing import Any

from simpul.base.access import NotYours
from simpul.care.screenings.access import may_answer
from simpul.network.actions.move import move
from simpul.network.calendars.actions.book import book
from simpul.network.models import Request
from simpul.registry.models import Account


def answer(actor: Account, request: Request, data: dict[str, Any], seen: int) -> None:
    """As `move`; a step that names a free time of the calendar books it. Raises NotYours for whoever takes no step."""
    if not may_answer(actor, request):
        raise NotYours
    if data.get("slot"):
        book(actor, request, data["slot"], note=data.get("note", ""), seen=seen)
    else:
        move(actor, request, data, seen)
