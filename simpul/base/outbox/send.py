"""Write a message, or take one back. Sending is the worker's part (`simpul.exchange.messaging`)."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import models

from simpul.base import clock
from simpul.base.ids import uuid7
from simpul.base.outbox.models import Message
from simpul.base.outbox.recipient import canonical, hint
from simpul.base.outbox.sealed import seal
from simpul.base.outbox.templates import Params
from simpul.base.outbox.templates import template as named


def send(
    channel: str,
    to: str,
    template: str,
    params: Params,
    *,
    key: str | None = None,
    not_before: datetime | None = None,
    about: str | None = None,
    language: str = "id",
    zone: ZoneInfo = clock.JAKARTA,
) -> Message:
    """Write the message of `template` to `to`, in the caller's transaction; with a `key` that is known, the old one.

    `channel`: `whatsapp`, `sms`, `email`. Links are paths of this server. `about`: an id, no text. `zone`: where the
    recipient lives, for the words and for quiet hours. Raises BadRecipient, BadWords, ContentError.
    """
    message = compose(
        channel, to, template, params, key=key, not_before=not_before, about=about, language=language, zone=zone
    )
    if key is None:
        message.save(force_insert=True)
        return message
    write([message])
    return Message.objects.get(key=key)


def compose(
    channel: str,
    to: str,
    template: str,
    params: Params,
    *,
    key: str | None = None,
    not_before: datetime | None = None,
    about: str | None = None,
    language: str = "id",
    zone: ZoneInfo = clock.JAKARTA,
) -> Message:
    """The message that `send` writes, not yet written: for `write`. Asks the same, raises the same."""
    address, now = canonical(channel, to), clock.now()
    named(template).check(params)
    pk, wanted = uuid7(), max(not_before, now) if not_before else now
    about_it = {"channel": channel, "template": template, "language": language, "about": about or "", "zone": zone.key}
    sealed = {"sealed": seal(pk, address, params), "hint": hint(channel, address)}
    times = {"wanted_at": wanted, "due_at": wanted, "created_at": now, "changed_at": now}
    return Message(id=pk, key=key, **about_it, **sealed, **times)


def write(messages: Iterable[Message]) -> None:
    """Write messages with keys in the caller's transaction; of one key the first ever written stays.

    One statement, so that of two writers at once the second waits for the first; by key, so that neither waits for the
    other in a ring.
    """
    Message.objects.bulk_create(sorted(messages, key=lambda one: one.key or ""), ignore_conflicts=True)


def cancel(*, about: str | None = None, key: str | None = None) -> int:
    """Take back what waits: about one thing, or of one key; returns how many. What is sent already stays sent."""
    if (about is None) == (key is None):
        raise ValueError("Say either about or key.")
    chosen = models.Q(about=about) if about is not None else models.Q(key=key)
    waiting = Message.objects.filter(chosen, state=Message.State.WAITING)
    return waiting.update(state=Message.State.CANCELLED, changed_at=clock.now())
