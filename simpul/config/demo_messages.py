"""The demo's messages in the open: words, the end of the address, and links that lead back to this server."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from simpul.base.outbox.models import Message
from simpul.base.outbox.sealed import Unreadable, opened
from simpul.base.outbox.templates import all_templates

MOST = 50
NAMES = {"whatsapp": "WhatsApp", "sms": "SMS", "email": "E-mail"}


@dataclass(frozen=True)
class Shown:
    """One message. `link` is the path that it leads to, empty for none."""

    message: Message
    channel: str
    words: str
    link: str


def messages() -> list[Shown]:
    """The newest first."""
    found = (_shown(one) for one in Message.objects.order_by("-created_at")[:MOST])
    return [one for one in found if one is not None]


def _shown(message: Message) -> Shown | None:
    template = all_templates().get(message.template)
    if template is None:
        return None
    try:
        _to, params = opened(message.pk, bytes(message.sealed))
    except Unreadable:
        return None
    words = template.say(params, message.language, ZoneInfo(message.zone))
    link = next((str(params[name]) for name, kind in template.params.items() if kind == "link"), "")
    return Shown(message, NAMES[message.channel], words, link)
