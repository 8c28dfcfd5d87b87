"""What WhatsApp tells of messages: sent, delivered, read, failed. Late, twice and in any order."""

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import transaction

from simpul.base import clock
from simpul.base.outbox.models import Message
from simpul.exchange.messaging.by_http import at, name_of
from simpul.exchange.messaging.channels import book
from simpul.exchange.messaging.worker import mark_of

State = Message.State
RANKS: dict[str, int] = {State.WAITING: 0, State.FAILED: 1, State.SENT: 1, State.DELIVERED: 2, State.READ: 3}
"""A status only ever lifts a message: what was read was delivered, whatever arrives afterwards."""
KNOWN = {"sent": State.SENT, "delivered": State.DELIVERED, "read": State.READ, "failed": State.FAILED}


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether `X-Hub-Signature-256` is the body's (HMAC-SHA-256), compared in constant time."""
    made = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(made.encode(), signature.encode("utf-8", "replace"))


def take(body: Any) -> int:
    """Take the statuses of one call; returns how many changed a message. What is not understood is left out."""
    return sum(_take(one) for one in _statuses(body))


def _statuses(body: Any) -> Iterator[dict[str, Any]]:
    for entry in _list(at(body, "entry")):
        for change in _list(at(entry, "changes")):
            yield from (one for one in _list(at(change, "value.statuses")) if isinstance(one, dict))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _take(status: dict[str, Any]) -> bool:
    said = KNOWN.get(str(status.get("status")))
    if said is None:
        return False
    with transaction.atomic():
        message = _of(status)
        if message is None or not _lifts(message, said):
            return False
        message.state, message.changed_at = said, clock.now()
        message.provider_id = name_of(status.get("id")) or message.provider_id
        message.reason = _reason(status) if said == State.FAILED else ""
        message.save(update_fields=["state", "changed_at", "provider_id", "reason"])
    return True


def _lifts(message: Message, said: str) -> bool:
    if message.state == State.CANCELLED:
        return False
    if said == State.FAILED:
        return message.state in (State.WAITING, State.SENT)
    return RANKS[said] > RANKS[message.state] or (message.state == State.FAILED and said != State.SENT)


def _reason(status: dict[str, Any]) -> str:
    return "no_account" if at(status, "errors.0.code") in book().whatsapp_never else "refused"


def _of(status: dict[str, Any]) -> Message | None:
    """By WhatsApp's id; else by our own mark, when the worker died before it had written that id down."""
    held = Message.objects.select_for_update().filter(channel="whatsapp")
    name = name_of(status.get("id"))
    found = held.filter(provider_id=name).first() if name else None
    if found is not None:
        return found
    given = _uuid(status.get("biz_opaque_callback_data"))
    if given is None:
        return None
    tried = held.filter(state=State.WAITING, attempts__gt=0)
    return held.filter(pk=given).first() or next((one for one in tried if mark_of(one) == given), None)


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
