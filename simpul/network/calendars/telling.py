"""Where no message reaches a family, its post is asked to tell it in person: a step of the request, so news on phones.

Safe to run any number of times: what was asked already stands in the request's history.
"""

import logging
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from simpul.base import clock
from simpul.journal.kinds import Refused
from simpul.network import workflow
from simpul.network.actions.move import move
from simpul.network.calendars.models import Booking
from simpul.network.calendars.news import News, lately, news_of
from simpul.network.calendars.steps import TELL
from simpul.network.models import Request

log = logging.getLogger(__name__)


def ask_the_post_later(requests: Iterable[UUID]) -> None:
    """Look at these once their step is kept; the tick looks again at whatever a crash left."""
    asked = list(requests)
    transaction.on_commit(lambda: _ask(Booking.objects.filter(request__in=asked)), robust=True)


def ask_posts() -> int:
    """Ask for every family that no message has reached; returns for how many."""
    return _ask(lately(clock.now()))


def _ask(bookings: QuerySet[Booking]) -> int:
    now = clock.now()
    found = news_of(bookings, Request.objects.filter(open=True))
    return sum(_ask_for(one) for one in found if one.asked_at is None and one.may_be_told and one.waits_too_long(now))


def _ask_for(news: News) -> bool:
    request = news.request
    if not news.kader_knows or workflow.load(request.workflow).step(TELL, request.state) is None:
        return False
    try:
        move(None, request, {"action": TELL}, request.seq)
    except Refused as refusal:
        log.info("A post could not be asked to tell a family yet: %s", refusal.reason.code)
        return False
    return True
