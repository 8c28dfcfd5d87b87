"""The tick's round of messages: claim what is due, send it, mark it. Any number of workers may run at once."""

import logging
import random
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import F

from simpul.base import clock
from simpul.base.ids import NAMESPACE
from simpul.base.outbox.channels import live
from simpul.base.outbox.models import Message
from simpul.base.outbox.sealed import Unreadable, opened
from simpul.base.outbox.templates import Template, all_templates
from simpul.exchange.messaging.channels import Adapter, Later, Never, Outgoing, adapter, book
from simpul.exchange.messaging.quiet import after_quiet
from simpul.exchange.private_files import PrivateFileError
from simpul.exchange.satusehat.waiting import wait_s

log = logging.getLogger(__name__)
State = Message.State
ENDED = (State.SENT, State.DELIVERED, State.READ, State.FAILED, State.CANCELLED)


@dataclass
class Round:
    """One round: the adapters that can be used, without those that failed as a whole."""

    adapters: dict[str, Adapter] = field(default_factory=dict)
    sent: int = 0


def run() -> int:
    """Send what is due; returns how many were handed over."""
    forget_old()
    end_stale()
    now = Round(_adapters())
    until = clock.now() + timedelta(seconds=book().one_round_seconds)
    for _ in range(book().one_round):
        message = _claim(now.adapters) if now.adapters and clock.now() < until else None
        if message is None:
            break
        _try(message, now)
    return now.sent


def _adapters() -> dict[str, Adapter]:
    found: dict[str, Adapter] = {}
    for channel in live():
        if cache.get(pause_of(channel)):
            continue
        try:
            one = adapter(channel)
        except PrivateFileError as error:
            log.error("%s", error)
        else:
            found |= {channel: one} if one is not None else {}
    return found


def pause_of(channel: str) -> str:
    """Under this name the cache holds until when a channel is left alone."""
    return f"messaging-pause-{channel}"


def _claim(channels: Collection[str]) -> Message | None:
    """The next message, or None; those that must wait through the night are put off on the way."""
    now = clock.now()
    with transaction.atomic():
        due = Message.objects.filter(state=State.WAITING, due_at__lte=now, channel__in=list(channels))
        for message in due.order_by("due_at", "pk").select_for_update(skip_locked=True)[: book().one_round]:
            waits = _night(message, now)
            if waits is None:
                message.attempts += 1
                # Also the moment from which another worker may take it over.
                message.due_at = now + timedelta(seconds=book().lease_seconds)
                message.save(update_fields=["attempts", "due_at"])
                return message
            Message.objects.filter(pk=message.pk).update(due_at=waits)
    return None


def _night(message: Message, now: datetime) -> datetime | None:
    found = all_templates().get(message.template)
    return after_quiet(now, ZoneInfo(message.zone)) if found is not None and found.reminder else None


def _try(message: Message, now: Round) -> None:
    try:
        name = now.adapters[message.channel].send(outgoing(message))
    except Later as later:
        _again(message, later)
        if later.whole:
            _leave_alone(message, later)
            del now.adapters[message.channel]
    except (Never, Unreadable) as end:
        mark(message.pk, State.FAILED, reason=end.reason if isinstance(end, Never) else "unreadable")
    except Exception:  # a fault of ours about one message, which holds up no other and ends like every other
        log.exception("A message could not be sent", extra={"id": str(message.pk)})
        _again(message, Later("broken", whole=False))
    else:
        mark(message.pk, State.SENT, provider_id=name)
        now.sent += 1


def outgoing(message: Message) -> Outgoing:
    """What the adapter gets. Raises Unreadable, Never."""
    found: Template | None = all_templates().get(message.template)
    if found is None:
        raise Never("no_form")
    to, params = opened(message.pk, bytes(message.sealed))
    zone = ZoneInfo(message.zone)
    return Outgoing(
        mark=str(mark_of(message)),
        to=to,
        subject=found.subject[message.language],
        text=found.say(params, message.language, zone),
        form=found.whatsapp or "",
        values=tuple(found.values(params, message.language, zone)),
        language=message.language,
    )


def mark_of(message: Message) -> UUID:
    """The same for every try, and after a restore too where the message has a key."""
    return uuid5(NAMESPACE, f"message|{message.key}") if message.key else message.pk


def mark(message: UUID, state: str, *, reason: str = "", provider_id: str = "") -> None:
    """Write down how it ended, unless somebody knows more already."""
    said = {"state": state, "reason": reason, "provider_id": provider_id, "changed_at": clock.now()}
    Message.objects.filter(pk=message, state=State.WAITING).update(**said)


def _again(message: Message, later: Later) -> None:
    if message.attempts >= book().attempts:
        mark(message.pk, State.FAILED, reason=later.reason)
        return
    wait = timedelta(seconds=wait_s(message.attempts, random.random(), later.wait))  # noqa: S311 (spreads tries)
    waiting = Message.objects.filter(pk=message.pk, state=State.WAITING)
    waiting.update(reason=later.reason, due_at=clock.now() + wait, changed_at=clock.now())


def _leave_alone(message: Message, later: Later) -> None:
    wait = wait_s(1, random.random(), later.wait)  # noqa: S311 (spreads tries)
    cache.set(pause_of(message.channel), clock.iso(clock.now() + timedelta(seconds=wait)), timeout=wait)


def end_stale() -> int:
    """End what waited longer than it is of use; returns how many. A demo without channels keeps it, to be read."""
    if settings.DEMO and not live():
        return 0
    now, ended = clock.now(), 0
    for one in all_templates().values():
        old = Message.objects.filter(state=State.WAITING, template=one.id, wanted_at__lt=now - one.useful)
        ended += old.update(state=State.FAILED, reason="too_old", changed_at=now)
    return ended


def forget_old() -> int:
    """Delete what ended long ago; returns how many."""
    past = clock.now() - timedelta(days=book().kept_days)
    return Message.objects.filter(state__in=ENDED, changed_at__lt=past).delete()[0]


def send_again(message: UUID) -> bool:
    """Let one that failed wait for its channel again; False when it had not failed."""
    now = clock.now()
    failed = Message.objects.filter(pk=message, state__in=(State.FAILED, State.CANCELLED))
    anew = {"attempts": F("attempts") * 0, "reason": "", "due_at": now, "wanted_at": now, "changed_at": now}
    return bool(failed.update(state=State.WAITING, **anew))
