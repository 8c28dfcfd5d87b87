"""Who may knock at a room: anyone at the citizen's door, opened by address and browser; helpers by their rights."""

from uuid import UUID

from simpul.base.access import NotYours, rule
from simpul.network import places
from simpul.network.access import access_request
from simpul.network.calendars.models import Booking
from simpul.network.calls.rooms import has_room
from simpul.network.models import Request
from simpul.registry.models import Account, Assignment

visitor = rule(lambda request: True)
"""Views with this rule ask `rooms.door` before they show anything."""
HELPERS = {Assignment.Role.PSYCHOLOGIST, Assignment.Role.OFFICER}


def access_room(actor: Account, request: UUID | str) -> Request:
    """A request whose room the actor enters as the one who helps. Raises NotYours.

    Where a time of somebody's calendar is promised, that person alone; else whoever treats at the place that answers.
    """
    asked = access_request(actor, request)
    if not has_room(asked) or not _helps(actor, asked):
        raise NotYours
    return asked


def may_stay(account: UUID, request: UUID) -> bool:
    """Whether somebody who sits in a room still may: the account, its work there, or the function may have ended.

    That the request was answered meanwhile does not end what is being said.
    """
    actor = Account.objects.filter(pk=account, is_active=True).first()
    if actor is None:
        return False
    try:
        return _helps(actor, access_request(actor, request))
    except NotYours:
        return False


def _helps(actor: Account, asked: Request) -> bool:
    booking = Booking.objects.filter(request=asked.pk, released_at=None).order_by("-starts_at").first()
    stands = any(one.role in HELPERS for one in places.standing(actor, asked))
    return stands and (booking is None or booking.psychologist_id == actor.pk)
