"""What the operator sees of messages: counts, codes and the end of an address; no words beyond the template."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Count, Max, Q, QuerySet

from simpul.base import clock
from simpul.base.outbox.models import Message
from simpul.base.outbox.recipient import CHANNELS
from simpul.base.outbox.standing import CHANNEL_NAMES, reason_words
from simpul.base.outbox.templates import all_templates
from simpul.base.words import say
from simpul.exchange.messaging.channels import adapter
from simpul.exchange.messaging.worker import pause_of
from simpul.exchange.private_files import PrivateFileError

State = Message.State
LATELY = timedelta(hours=24)


@dataclass(frozen=True)
class Channel:
    """One channel: whether it is set up, what is wrong with its file, how it went lately."""

    name: str
    is_open: bool
    fault: str
    paused_until: datetime | None
    last_sent: datetime | None
    waiting: int
    sent: int
    failed: int


@dataclass(frozen=True)
class Line:
    """One message."""

    message: Message
    title: str
    channel: str
    reason: str


def channels() -> list[Channel]:
    """All three, in order of preference."""
    since = clock.now() - LATELY
    gone = Q(state__in=(State.SENT, State.DELIVERED, State.READ))
    figures = Message.objects.values("channel").annotate(
        last=Max("changed_at", filter=gone),
        waiting=Count("pk", filter=Q(state=State.WAITING)),
        sent=Count("pk", filter=gone & Q(changed_at__gte=since)),
        failed=Count("pk", filter=Q(state=State.FAILED, changed_at__gte=since)),
    )
    known: dict[str, dict[str, object]] = {one["channel"]: {**one} for one in figures}
    return [_channel(name, known.get(name, {})) for name in CHANNELS]


def _channel(name: str, figures: dict[str, object]) -> Channel:
    fault, is_open = "", False
    try:
        is_open = adapter(name) is not None
    except PrivateFileError as error:
        fault = str(error)
    paused = cache.get(pause_of(name))
    last = figures.get("last")
    return Channel(
        CHANNEL_NAMES[name],
        is_open,
        fault,
        clock.parse_iso(paused) if paused else None,
        last if isinstance(last, datetime) else None,
        *(int(str(figures.get(one, 0))) for one in ("waiting", "sent", "failed")),
    )


def failures() -> QuerySet[Message]:
    """What was given up, the latest first."""
    return Message.objects.filter(state=State.FAILED).order_by("-changed_at")


def waiting() -> QuerySet[Message]:
    """What waits, the next first."""
    return Message.objects.filter(state=State.WAITING).order_by("due_at", "pk")


def lines(messages: Iterable[Message]) -> list[Line]:
    """In words."""
    return [_line(one) for one in messages]


def _line(message: Message) -> Line:
    found = all_templates().get(message.template)
    name = CHANNEL_NAMES[message.channel]
    return Line(message, say(found.subject) if found else message.template, name, reason_words(message.reason))
