"""The room of a request: its link for the citizen, whose browser holds it, when it is open."""

import base64
import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from simpul.base import audit, clock
from simpul.journal.http import sender_hash
from simpul.journal.tries import counted, note_failed, token_hash, too_many
from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.network.calls import relay
from simpul.network.calls.models import CallRoom
from simpul.network.links.rules import rules as link_rules
from simpul.network.links.tokens import BYTES, LENGTH, new_key
from simpul.network.models import Request

COOKIE, PATH, ACTOR = "temu", "/konsultasi/", "ruang temu"
_TOKEN = re.compile(rf"[A-Za-z0-9_-]{{{LENGTH}}}")
_KEY = re.compile(r"[A-Za-z0-9_-]{43}")


class Standing(StrEnum):
    """What a room is to whoever knocks."""

    CLOSED = "closed"
    """Unknown, or an older link: nobody learns which. Also whoever tried too many."""
    ENDED = "ended"
    UNOPENED = "unopened"
    OTHERS = "others"
    EARLY = "early"
    MINE = "mine"


@dataclass(frozen=True)
class Door:
    """A room as it is to one visitor."""

    standing: Standing
    room: CallRoom | None = None
    asked: Request | None = None


@cache
def limits() -> dict[str, Any]:
    """`content/programme/consultation.json`."""
    found: dict[str, Any] = read_json(CONTENT_DIR / "programme" / "consultation.json")
    return found


def has_room(request: Request) -> bool:
    """Whether a request is met in the browser: it is open, has an appointment, and asks for it."""
    is_online = request.channel == "daring" or request.workflow in limits()["workflows"]
    return request.open and request.appointment_at is not None and is_online


def room_of(request: Request) -> CallRoom:
    """The request's room, made when it is first needed; a session that is over makes way for another appointment."""
    room = CallRoom.objects.filter(request=request.pk).first()
    if room is None:
        fresh = CallRoom(request=request.pk)
        fresh.token = token_hash(token_of(fresh))
        CallRoom.objects.bulk_create([fresh], ignore_conflicts=True)
        room = CallRoom.objects.get(request=request.pk)
    if room.ended_at and request.appointment_at and request.appointment_at != room.appointment_at:
        room.began_at = room.ended_at = room.consented_at = None
        room.save(update_fields=["began_at", "ended_at", "consented_at"])
    return room


def token_of(room: CallRoom) -> str:
    """The token in the citizen's address; only whoever knows the server's secret can make it."""
    signed = salted_hmac("simpul.network.calls", f"{room.pk.hex}|{room.turn}", algorithm="sha256").digest()[:BYTES]
    return base64.urlsafe_b64encode(signed).rstrip(b"=").decode()


def path_of(room: CallRoom) -> str:
    """The citizen's address on this server."""
    return f"{PATH}{token_of(room)}/"


def renew(room: CallRoom, actor: object) -> None:
    """A new link, for another browser; the one before opens nothing any more, and whoever sits there by it leaves."""
    with transaction.atomic(), audit.acting(actor):
        held = CallRoom.objects.select_for_update().get(pk=room.pk)
        held.turn += 1
        held.token, held.browser, held.opened_at, held.consented_at = token_hash(token_of(held)), "", None, None
        held.save(update_fields=["turn", "token", "browser", "opened_at", "consented_at"])
        relay.tell_renewed(held.pk, held.turn)


def door(request: HttpRequest, token: str) -> Door:
    """What this address is to this browser. Uses nothing up."""
    sender = counted("call room", sender_hash(request))
    if too_many(sender, int(link_rules()["tries"]), int(link_rules()["try_window_minutes"])):
        return Door(Standing.CLOSED)
    room = CallRoom.objects.filter(token=token_hash(token)).first() if _TOKEN.fullmatch(token) else None
    asked = Request.objects.filter(pk=room.request).first() if room else None
    if room is None or asked is None:
        note_failed(sender)
        return Door(Standing.CLOSED)
    return Door(_standing(request, room_of(asked), asked), room, asked)


def _standing(request: HttpRequest, room: CallRoom, asked: Request) -> Standing:
    if not has_room(asked) or room.ended_at or is_over(asked):
        return Standing.ENDED
    if not room.browser:
        return Standing.UNOPENED
    key = request.COOKIES.get(COOKIE, "")
    if not key or token_hash(key) != room.browser:
        return Standing.OTHERS
    return Standing.EARLY if is_early(asked) else Standing.MINE


def is_early(asked: Request) -> bool:
    """Whether the room is not open yet."""
    ahead = timedelta(minutes=int(limits()["open_minutes_before"]))
    return asked.appointment_at is None or clock.now() < asked.appointment_at - ahead


def is_over(asked: Request) -> bool:
    """Whether the time of the appointment is long past."""
    after = timedelta(hours=int(limits()["close_hours_after"]))
    return asked.appointment_at is not None and clock.now() > asked.appointment_at + after


def bind(request: HttpRequest, room: CallRoom) -> str | None:
    """Give the link to this browser; returns the key for its cookie, None when another browser was quicker."""
    held = request.COOKIES.get(COOKIE, "")
    key = held if _KEY.fullmatch(held) else new_key()
    with audit.acting(ACTOR):
        free = CallRoom.objects.filter(pk=room.pk, browser="")
        return key if free.update(browser=token_hash(key), opened_at=clock.now()) else None


def consent(room: CallRoom) -> None:
    """Whoever came has read what will happen, and agrees."""
    with audit.acting(ACTOR):
        CallRoom.objects.filter(pk=room.pk, consented_at=None).update(consented_at=clock.now())
