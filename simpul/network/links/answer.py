"""Answer a request through a link: an ordinary `request.moved` of the unit's own account; and make sure of who it was.

A message goes to the unit's registered contact. A letter is in the hands of whoever carries it: what is answered by its
code says so, and is unsure until the sender has made sure.
"""

from typing import Any

from django.db import transaction

from simpul.base import audit, clock
from simpul.network.actions.move import move
from simpul.network.links.models import AnswerLink
from simpul.network.links.rules import ends_at
from simpul.network.links.service import service_account
from simpul.network.models import Request
from simpul.registry.models import Account


def answer(link: AnswerLink, asked: Request, data: dict[str, Any], who: dict[str, str], seen: int) -> None:
    """Take the step. Raises Refused when the state does not offer it or the request has changed; NotYours."""
    account = service_account(link.unit)
    with transaction.atomic():
        move(account, asked, data | {"answered_by": f"{data['answered_by']}{_way(link)}"}, seen)
        asked.refresh_from_db()
        with audit.acting(account):
            until = max(link.expires_at, ends_at(asked, clock.now()))
            AnswerLink.objects.filter(pk=link.pk).update(answerer=who, seen_at=clock.now(), expires_at=until)


def unsure(request: Request) -> AnswerLink | None:
    """The letter's link by which somebody has answered of whom nobody has made sure yet."""
    asked = AnswerLink.objects.filter(request=request.pk, way=AnswerLink.Way.LETTER, confirmed_at=None)
    answered = asked.exclude(answerer={}).exclude(closed_why=AnswerLink.Closed.REVOKED)
    return answered.select_related("unit").order_by("-seen_at").first()


def confirm(link: AnswerLink, by: Account) -> None:
    """The officer knows that whoever answers by this link is of the unit."""
    with audit.acting(by):
        AnswerLink.objects.filter(pk=link.pk).update(confirmed_at=clock.now(), confirmed_by=by.pk)


def _way(link: AnswerLink) -> str:
    """Beside the name, in the journal and on the phone that reads it."""
    return ", lewat surat" if link.way == AnswerLink.Way.LETTER and link.confirmed_at is None else ""
