"""What a family must hear about its appointment, and whether it has: read from the rows, so that nobody is told twice.

A time that moved, that was given back, that nobody is there to keep, or that passed without a meeting.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from simpul.base import clock
from simpul.base.outbox.models import Message
from simpul.base.outbox.standing import CHANNEL_NAMES, reason_words, standing
from simpul.network.calendars.content import appointments
from simpul.network.calendars.models import Booking
from simpul.network.calendars.reaching import DECLINED, NOT_HERE, Reach, reach_of
from simpul.network.calendars.reminders import ABOUT, CHANGED, MADE, MISSED, UNSURE
from simpul.network.calendars.steps import TELL, last_action
from simpul.network.calendars.unkept import unkept
from simpul.network.models import Request
from simpul.registry.names import is_post

TOLD = {"release", "refuse", "reroute", "place_closed", "slip", "cancel", "schedule"}
"""Steps after which the family must not come at that time: it is told, unless a new time follows in the same breath.

`schedule` here is a date that was typed: a time chosen in the calendar brings a promise and a message of its own.
"""
NO_SHOW = "no_show"
REACHED = {"sent", "delivered", "read"}


@dataclass(frozen=True)
class News:
    """What a family must hear, and what was done. `what`: the template of its message; `since`: since when it is so.

    `why`: why nobody may be written to (reaching.py). `asked_at`: when the post was asked to tell them in person.
    """

    booking: Booking
    request: Request
    what: str
    since: datetime
    message: Message | None
    why: str
    asked_at: datetime | None

    @property
    def stands(self) -> str:
        """How the message stands; empty where none was written."""
        return standing(self.message).value if self.message is not None else ""

    @property
    def channel(self) -> str:
        """The way of the message."""
        return CHANNEL_NAMES[self.message.channel] if self.message is not None else ""

    @property
    def reason(self) -> str:
        """Why it failed, in words."""
        return reason_words(self.message.reason) if self.message is not None and self.message.reason else ""

    @property
    def is_told(self) -> bool:
        """Whether the message has left."""
        return self.stands in REACHED

    @property
    def is_about_to_leave(self) -> bool:
        """Whether it waits for a channel that this server has."""
        return self.stands in ("waiting", "tried")

    @property
    def kader_knows(self) -> bool:
        """Whether the post sees this request at all: one of a unit's journal is on no phone."""
        return is_post(self.request.post_id)

    @property
    def may_be_told(self) -> bool:
        """Whether somebody may go there or call: they did not ask to be left alone, and they are there."""
        return self.why not in (DECLINED, NOT_HERE)

    def waits_too_long(self, now: datetime) -> bool:
        """Nobody has been told by a message, and none is about to be."""
        if self.message is None or self.message.state == Message.State.WAITING:
            return self.message is None or now - self.message.wanted_at >= appointments().untold_after
        return not self.is_told


def news_of(bookings: QuerySet[Booking], requests: QuerySet[Request]) -> list[News]:
    """Of the latest promises of these requests: what their families must hear, the newest first. In bulk."""
    now = clock.now()
    rows = list(_told_apart(bookings, now).select_related("unit", "psychologist"))
    held = requests.filter(pk__in=[one.request_id for one in rows]).select_related("person__family")
    known = {one.pk: one for one in held}
    unsure = _unsure(rows, now)
    owed = [
        (one, what) for one in rows if one.request_id in known and (what := _owed(one, known[one.request_id], unsure))
    ]
    reach, sent = reach_of(known.values()), _messages(owed)
    found = [_news(one, what, known[one.request_id], sent, reach[one.request_id]) for one, what in owed]
    return sorted(found, key=lambda one: one.since, reverse=True)


def lately(now: datetime) -> QuerySet[Booking]:
    """Promises of which an office is told whether the family has heard."""
    since = now - appointments().news_for
    passed = Q(came=False, ends_at__gte=since)
    return Booking.objects.filter(Q(released_at__gte=since) | Q(booked_at__gte=since) | passed | Q(starts_at__gt=now))


def _told_apart(bookings: QuerySet[Booking], now: datetime) -> QuerySet[Booking]:
    """The latest of each request, with whether there was one before it; a first promise that is kept is no news."""
    others = Booking.objects.filter(request=OuterRef("request")).exclude(pk=OuterRef("pk"))
    standing_now = Q(released_at=None, came=None)
    later = others.filter(Q(booked_at__gt=OuterRef("booked_at")) | standing_now)
    first = others.filter(booked_at__lte=OuterRef("booked_at")).exclude(standing_now)
    told = bookings.annotate(is_moved=Exists(first)).exclude(Exists(later))
    near = unkept(now).filter(starts_at__lte=now + appointments().unsure_for_family).values("pk")
    return told.filter(~standing_now | Q(is_moved=True) | Q(pk__in=near))


def _unsure(rows: Iterable[Booking], now: datetime) -> set[UUID]:
    near = unkept(now).filter(pk__in=[one.pk for one in rows], starts_at__lte=now + appointments().unsure_for_family)
    return set(near.values_list("pk", flat=True))


def _owed(booking: Booking, request: Request, unsure: set[UUID]) -> str:
    """The message that must reach the family; empty where they have nothing to hear, or did it themselves."""
    if booking.released_at is not None:
        return CHANGED if booking.release in TOLD and booking.starts_at > booking.released_at else ""
    if booking.came is not None:
        return MISSED if not booking.came and last_action(request) == NO_SHOW else ""
    if booking.pk in unsure:
        return UNSURE
    by_office = booking.booked_by is not None and booking.starts_at > clock.now()
    return MADE if by_office and vars(booking)["is_moved"] else ""


def _messages(owed: Iterable[tuple[Booking, str]]) -> dict[tuple[str, str], Message]:
    """The last message about each promise, by template."""
    abouts = [f"{ABOUT}{booking.pk}" for booking, _what in owed]
    rows = Message.objects.filter(about__in=abouts).order_by("created_at", "pk")
    return {(one.about, one.template): one for one in rows}


def _news(booking: Booking, what: str, request: Request, sent: dict[Any, Message], reach: Reach) -> News:
    since = _since(booking, what, request)
    message = sent.get((f"{ABOUT}{booking.pk}", what))
    asked = [clock.parse_iso(one["at"]) for one in request.history if one["action"] == TELL]
    return News(booking, request, what, since, message, reach.why, next((at for at in asked if at >= since), None))


def _since(booking: Booking, what: str, request: Request) -> datetime:
    if what == CHANGED and booking.released_at is not None:
        return booking.released_at
    if what == MISSED:
        at = [clock.parse_iso(one["at"]) for one in request.history if one["action"] == NO_SHOW]
        return at[-1] if at else booking.ends_at
    return booking.starts_at - appointments().unsure_for_family if what == UNSURE else booking.booked_at
