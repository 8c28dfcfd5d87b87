"""Promises that nobody will keep unless somebody moves them: the psychologist is away or gone, or the place closes."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Q, QuerySet

from simpul.base import clock
from simpul.journal.kinds import Refused
from simpul.network import workflow
from simpul.network.access import requests_of
from simpul.network.actions.move import move
from simpul.network.calendars.choosing import rights
from simpul.network.calendars.models import Booking
from simpul.network.calendars.news import News, lately, news_of
from simpul.network.calendars.reaching import Reach, reach_of
from simpul.network.calendars.reminders import UNSURE
from simpul.network.calendars.steps import RELEASE
from simpul.network.calendars.unkept import unkept
from simpul.network.calendars.unsure import told_of
from simpul.network.calendars.week import Meeting, meeting_of
from simpul.network.models import Request
from simpul.registry.access import assignments_of
from simpul.registry.models import Account, Assignment

log = logging.getLogger(__name__)
Role = Assignment.Role


@dataclass(frozen=True)
class ToMove:
    """A promise that must be moved. `away`: somebody else is not there then; otherwise nobody works there any more.

    `may_move`: whether whoever looks may choose another time. `is_told`: the family was written to that this time is
    not sure; None while it is too early for that, then `news` says what became of it. `phone`: the number that they
    agreed to be called by, for whoever may move the time and must tell them.
    """

    meeting: Meeting
    psychologist: str
    away: bool
    may_move: bool
    is_told: bool | None = None
    news: News | None = None
    phone: str = ""


@dataclass(frozen=True)
class Told:
    """What a family had to hear lately, and the meeting that it is about."""

    meeting: Meeting
    news: News


def to_move(actor: Account) -> list[ToMove]:
    """Promises ahead at the actor's units, the earliest first; only of requests that are open to them."""
    rows = list(_of(actor).select_related("unit", "psychologist").order_by("starts_at"))
    held = requests_of(actor).filter(pk__in=[one.request_id for one in rows]).select_related("person__family")
    requests = {one.pk: one for one in held}
    written, heard = told_of(rows), _heard(actor, rows)
    found = [_told(actor, one, requests[one.request_id], written) for one in rows if one.request_id in requests]
    reach = reach_of(requests.values())
    return [_with(one, heard.get(one.meeting.booking.pk), reach) for one in found]


def _with(one: ToMove, news: News | None, reach: Mapping[UUID, Reach]) -> ToMove:
    """The number is shown only where somebody must call: the others have been written to."""
    calls = one.may_move and one.is_told is False
    return replace(one, news=news, phone=reach[one.meeting.booking.request_id].to if calls else "")


def _heard(actor: Account, rows: Iterable[Booking]) -> dict[UUID, News]:
    """What the families of times that are not sure have heard."""
    unsure = news_of(Booking.objects.filter(pk__in=[one.pk for one in rows]), requests_of(actor))
    return {one.booking.pk: one for one in unsure if one.what == UNSURE}


def told_lately(actor: Account) -> list[Told]:
    """Whether families have heard of what changed at the actor's units in the last days; the newest first.

    Times that are not sure stand among those to be moved.
    """
    found = news_of(lately(clock.now()).filter(_mine(actor)), requests_of(actor))
    return [Told(meeting_of(one.booking, one.request), one) for one in found if one.what != UNSURE]


def count_to_move(actor: Account) -> int:
    """How many there are."""
    return _of(actor).filter(request_id__in=requests_of(actor).values("pk")).count()


def let_go_of_the_unmet() -> int:
    """Give back what was promised with somebody who works there no more; returns how many.

    The requests wait for their unit again, with its clock, and the families are told.
    """
    return sum(_release(one) for one in unkept(clock.now()).filter(is_gone=True, stays=False))


def _of(actor: Account) -> QuerySet[Booking]:
    return unkept(clock.now()).filter(_mine(actor))


def _mine(actor: Account) -> Q:
    units = assignments_of(actor, Role.PSYCHOLOGIST, Role.OFFICER).filter(unit__isnull=False).values("unit")
    return Q(psychologist=actor) | Q(unit__in=units)


def _told(actor: Account, booking: Booking, request: Request, written: Mapping[UUID, bool]) -> ToMove:
    may = rights(actor, request)
    gone = vars(booking)["is_gone"]
    met, moves = meeting_of(booking, request), may.here or may.elsewhere
    return ToMove(met, booking.psychologist.name, not gone, moves, written.get(booking.pk))


def _release(booking: Booking) -> bool:
    request = Request.objects.filter(pk=booking.request_id, open=True).first()
    if request is None or workflow.load(request.workflow).step(RELEASE, request.state) is None:
        return False
    try:
        move(None, request, {"action": RELEASE}, request.seq)
    except Refused as refusal:
        log.info("A promise of somebody who left could not be given back yet: %s", refusal.reason.code)
        return False
    return True
