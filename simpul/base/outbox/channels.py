"""Which channels this server can send by, and which of a recipient's addresses to use."""

from django.conf import settings

from simpul.base.outbox.recipient import CHANNELS


def live() -> tuple[str, ...]:
    """Channels that are set up, the best first; empty where nothing is (a demo: messages wait to be looked at)."""
    return tuple(name for name in CHANNELS if settings.MESSAGING[name])


def preferred(*, whatsapp: str = "", sms: str = "", email: str = "") -> tuple[str, str] | None:
    """(channel, address) to write to somebody; None for somebody without an address that can be reached."""
    known = {"whatsapp": whatsapp, "sms": sms, "email": email}
    return next(((name, known[name]) for name in live() or CHANNELS if known[name]), None)
