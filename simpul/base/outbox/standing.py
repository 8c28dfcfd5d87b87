"""How a message stands, for a page of whoever caused it: what is true, without address or words."""

from enum import StrEnum
from functools import cache

from simpul.base.outbox.channels import live
from simpul.base.outbox.models import Message
from simpul.base.words import say
from simpul.knowledge.content import CONTENT_DIR, read_json

CHANNEL_NAMES = {"whatsapp": "WhatsApp", "sms": "SMS", "email": "E-mail"}


class Standing(StrEnum):
    """From written to read; `unconnected` waits for a channel that this server does not have."""

    UNCONNECTED = "unconnected"
    WAITING = "waiting"
    TRIED = "tried"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    CANCELLED = "cancelled"


def standing(message: Message) -> Standing:
    """Where it is now."""
    if message.state != Message.State.WAITING:
        return Standing(message.state)
    if message.channel not in live():
        return Standing.UNCONNECTED
    return Standing.TRIED if message.attempts else Standing.WAITING


def reason_words(code: str) -> str:
    """Why it was not sent, in the page's language; the code itself where content has no words for it."""
    return say(_reasons().get(code)) or code


@cache
def _reasons() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = read_json(CONTENT_DIR / "messages" / "sending.json")["reasons"]
    return found
