"""Whoever opens a link first keeps it: the browser's key lies in a cookie, its hash with the link.

Looking at the address opens nothing (messengers look at it by themselves, to draw a preview); a press of "Buka" does.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.db import transaction
from django.http import HttpRequest

from simpul.base import audit, clock
from simpul.journal.http import sender_hash
from simpul.journal.tries import counted, note_failed, token_hash, too_many
from simpul.network.links import making
from simpul.network.links.models import AnswerLink
from simpul.network.links.rules import may_be_sent, rules
from simpul.network.links.tokens import LENGTH, new_key
from simpul.network.models import Request

COOKIE = "r"
PATH = "/r/"
_TOKEN = re.compile(rf"[A-Za-z0-9_-]{{{LENGTH}}}")
_KEY = re.compile(r"[A-Za-z0-9_-]{43}")


class Standing(StrEnum):
    """What a link is to whoever knocks."""

    CLOSED = "closed"
    """Unknown, revoked, replaced: nobody learns which."""
    ENDED = "ended"
    EXPIRED = "expired"
    UNOPENED = "unopened"
    OTHERS = "others"
    MINE = "mine"
    SLOWED = "slowed"
    """This sender has tried too many addresses that open nothing; the same for a right one."""


@dataclass(frozen=True)
class Door:
    """A link, as it is to one visitor; `link` and `asked` are None where nothing is known."""

    standing: Standing
    link: AnswerLink | None = None
    asked: Request | None = None


def door(request: HttpRequest, token: str) -> Door:
    """What this address is to this browser. Uses nothing up."""
    sender = counted("answer link", sender_hash(request))
    if too_many(sender, int(rules()["tries"]), int(rules()["try_window_minutes"])):
        return Door(Standing.SLOWED)
    link = _link(token)
    if link is None:
        note_failed(sender)
        return Door(Standing.CLOSED)
    if link.closed_at is not None:
        return Door(Standing.ENDED if link.closed_why == AnswerLink.Closed.ENDED else Standing.CLOSED)
    asked = Request.objects.select_related("person").filter(pk=link.request).first()
    if asked is None or not asked.open or asked.to_unit_id != link.unit_id or not may_be_sent(asked):
        return Door(Standing.ENDED)
    return Door(_standing(request, link), link, asked)


def _standing(request: HttpRequest, link: AnswerLink) -> Standing:
    if link.expires_at <= clock.now():
        return Standing.EXPIRED
    if not link.browser:
        return Standing.UNOPENED
    key = request.COOKIES.get(COOKIE, "")
    return Standing.MINE if key and token_hash(key) == link.browser else Standing.OTHERS


def bind(request: HttpRequest, link: AnswerLink) -> str | None:
    """Give the link to this browser; returns the key for its cookie, None when another browser was quicker.

    A browser that holds a key already keeps it: one desk may answer several links. What the link replaces ends.
    """
    held = request.COOKIES.get(COOKIE, "")
    key = held if _KEY.fullmatch(held) else new_key()
    now = clock.now()
    with transaction.atomic(), audit.acting(making.SERVER):
        free = AnswerLink.objects.filter(pk=link.pk, browser="", closed_at=None, expires_at__gt=now)
        if not free.update(browser=token_hash(key), opened_at=now, seen_at=now):
            return None
        if link.replaces:
            before = list(AnswerLink.objects.filter(pk=link.replaces, closed_at=None))
            making.close(before, AnswerLink.Closed.REPLACED, making.SERVER)
    return key


def ask_again(link: AnswerLink, asked: Request) -> AnswerLink | None:
    """A new link for the unit's registered contact; None when there were too many today, or nobody can be written to.

    The old one stays with its browser until the new one is opened: asking shuts nobody out.
    """
    day_ago = clock.now() - timedelta(days=1)
    with transaction.atomic():
        AnswerLink.objects.select_for_update().get(pk=link.pk)
        again = AnswerLink.objects.filter(request=link.request, unit=link.unit, replaces__isnull=False)
        if again.filter(made_at__gt=day_ago).count() >= int(rules()["new_links_per_day"]):
            return None
        try:
            return making.make_and_send(asked, replaces=link.pk)
        except (making.NoContact, making.NotByLink):
            return None


def _link(token: str) -> AnswerLink | None:
    if not _TOKEN.fullmatch(token):
        return None
    return AnswerLink.objects.select_related("unit").filter(token=token_hash(token)).first()
