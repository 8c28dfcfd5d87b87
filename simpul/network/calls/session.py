"""What the server keeps of a session: that it began, that it ended. The workflow's own steps stay ordinary entries."""

import logging
from uuid import UUID

from django.db.models import OuterRef, Subquery

from simpul.base import audit, clock
from simpul.base.access import NotYours
from simpul.journal.kinds import Refused
from simpul.network import workflow
from simpul.network.actions.move import move
from simpul.network.calls.access import may_stay
from simpul.network.calls.models import CallRoom
from simpul.network.calls.rooms import ACTOR, has_room, is_early, is_over
from simpul.network.calls.tickets import CITIZEN, Ticket, read
from simpul.network.models import Request

log = logging.getLogger(__name__)
ARRIVE = "arrive"


def seat(text: str) -> Ticket | None:
    """The seat that a ticket opens now; None for a room that is not open, or a link that was replaced since."""
    ticket = read(text)
    room = CallRoom.objects.filter(pk=ticket.room, ended_at=None).first() if ticket else None
    asked = Request.objects.filter(pk=room.request).first() if room else None
    if ticket is None or room is None or asked is None or not has_room(asked) or is_early(asked) or is_over(asked):
        return None
    if ticket.role == CITIZEN and (room.turn != ticket.turn or not room.browser or not room.consented_at):
        return None
    return ticket if ticket.role == CITIZEN or is_still_theirs(ticket) else None


def is_still_theirs(ticket: Ticket) -> bool:
    """Whether the helper of this seat may still sit in it. Asked again and again: rights end while a page is open."""
    room = CallRoom.objects.filter(pk=ticket.room).first()
    return room is not None and ticket.account is not None and may_stay(ticket.account, room.request)


def begin(room: UUID) -> int:
    """Both are there: the session runs from the first time on. Returns how many seconds it has lasted."""
    with audit.acting(ACTOR):
        is_first = CallRoom.objects.filter(pk=room, began_at=None, ended_at=None).update(began_at=clock.now())
    held = CallRoom.objects.get(pk=room)
    if is_first:
        _arrived(held)
    return int((clock.now() - held.began_at).total_seconds()) if held.began_at else 0


def end(room: UUID) -> None:
    """The helper ends the session; nobody comes in again."""
    met = Request.objects.filter(pk=OuterRef("request")).values("appointment_at")
    with audit.acting(ACTOR):
        open_still = CallRoom.objects.filter(pk=room, ended_at=None)
        open_still.update(ended_at=clock.now(), appointment_at=Subquery(met))


def _arrived(room: CallRoom) -> None:
    """Where the workflow lets the server say that they have met, it does."""
    asked = Request.objects.filter(pk=room.request).first()
    if asked is None or workflow.load(asked.workflow).step(ARRIVE, asked.state) is None:
        return
    try:
        move(None, asked, {"action": ARRIVE}, asked.seq)
    except (Refused, NotYours):
        log.info("A session began beside its request", extra={"request": str(asked.pk)})
