"""A date that was typed, with no promise in a calendar: its family hears it once, and once when it moves or falls away.

Runs with the step, in its transaction, and reads from the rows what was said; never while replaying. A date that takes
the place of a promise is told by the promise's own address (follow.py), which shows it.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from simpul.base import clock, outbox
from simpul.base.outbox import BadRecipient
from simpul.base.outbox.models import Message
from simpul.network.calendars.content import appointments
from simpul.network.calendars.models import Booking
from simpul.network.calendars.news import REACHED, TOLD
from simpul.network.calendars.reaching import reach_of
from simpul.network.calendars.steps import last_action
from simpul.network.models import Request
from simpul.network.places import asked_unit
from simpul.registry.zones import zone_of_unit

SET, UNSET = "appointment-set", "appointment-unset"
ABOUT = "typed:"


def tell_typed(requests: Iterable[str]) -> None:
    """Bring what these requests' families were told of typed dates in line with their rows."""
    asked = [UUID(one) for one in requests]
    rows = {row.pk: row for row in Request.objects.filter(pk__in=asked).select_related("person__family")}
    promises = Booking.objects.filter(request__in=asked).order_by("booked_at")
    latest = {one.request_id: one for one in sorted(promises, key=_holds)}
    said, now = _said(asked), clock.now()
    for pk in asked:
        _follow(rows.get(pk), latest.get(pk), said.get(pk), now)


def recall_typed() -> int:
    """Take back what waits where nobody may be written to any more; returns how many."""
    waiting = Message.objects.filter(state=Message.State.WAITING, about__startswith=ABOUT)
    asked = {UUID(about.removeprefix(ABOUT)) for about in waiting.values_list("about", flat=True)}
    rows = Request.objects.filter(pk__in=asked).select_related("person__family") if asked else ()
    may = {pk for pk, reach in reach_of(rows).items() if reach.to} if rows else set()
    return sum(outbox.cancel(about=f"{ABOUT}{pk}") for pk in asked - may)


def _said(requests: list[UUID]) -> dict[UUID, Message]:
    """The last word about each, unless it was taken back."""
    found = Message.objects.filter(about__in=[f"{ABOUT}{pk}" for pk in requests])
    rows = found.exclude(state=Message.State.CANCELLED).order_by("created_at", "pk")
    return {UUID(one.about.removeprefix(ABOUT)): one for one in rows}


def _follow(request: Request | None, promise: Booking | None, said: Message | None, now: datetime) -> None:
    at = _typed_at(request, promise)
    told = _told_at(said)
    if request is None or (at is not None and at == told):
        return
    if said is not None:
        outbox.cancel(about=said.about)
    if at is not None and at > now:
        if not _is_told_by_door(request, promise):
            times = sum(one["action"] == "schedule" for one in request.history)
            _say(request, SET, f"typed|{request.pk}|{clock.iso(at)}|{times}", {"at": clock.iso(at)})
    elif told is not None and told > now and _must_hear(request, promise, said):
        _say(request, UNSET, f"{_key(said)}|off", {})


def _typed_at(request: Request | None, promise: Booking | None) -> datetime | None:
    """The typed date that stands."""
    if request is None or request.state != "scheduled" or (promise is not None and _holds(promise)):
        return None
    return request.appointment_at


def _holds(promise: Booking) -> bool:
    return promise.released_at is None and promise.came is None


def _is_told_by_door(request: Request, promise: Booking | None) -> bool:
    """Whether this very step took the place of a promise: the message of that leads to the new date."""
    return promise is not None and promise.released_at is not None and promise.released_at >= request.state_since


def _told_at(said: Message | None) -> datetime | None:
    """The date that was told last; it stands in the message's key."""
    return clock.parse_iso(_key(said).split("|")[2]) if said is not None and said.template == SET else None


def _key(said: Message | None) -> str:
    return (said.key or "") if said is not None else ""


def _must_hear(request: Request, promise: Booking | None, said: Message | None) -> bool:
    """Whether the date had reached them and holds no more; of a promise in its place another message tells."""
    gone = said is not None and said.state in REACHED and last_action(request) in TOLD
    return gone and not (promise is not None and _holds(promise))


def _say(request: Request, template: str, key: str, params: dict[str, str | int]) -> None:
    to = reach_of([request])[request.pk].to
    if not to:
        return
    zone = zone_of_unit(asked_unit(request.post_id, request.to_unit_id))
    try:
        outbox.send(
            appointments().reminder_channel, to, template, params, key=key, about=f"{ABOUT}{request.pk}", zone=zone
        )
    except BadRecipient:
        return
