"""The channels of this server: a private file for each (docs/operations.md), and the adapter that speaks to it."""

from functools import cache
from typing import Protocol, TypeVar

import msgspec
from django.conf import settings
from msgspec import Struct, field

from simpul.exchange import private_files
from simpul.knowledge.content import CONTENT_DIR, read_json

T = TypeVar("T")


class Later(Exception):
    """Not now. `reason` is a code of `content/messages/sending.json`; `wait`: seconds the other side asked for.

    `whole`: the channel itself is the matter, so nothing else is tried there until then.
    """

    def __init__(self, reason: str, wait: float | None = None, *, whole: bool = True) -> None:
        """Say why."""
        super().__init__(reason)
        self.reason, self.wait, self.whole = reason, wait, whole


class Never(Exception):
    """This message will not arrive, however often it is tried."""

    def __init__(self, reason: str) -> None:
        """Say why."""
        super().__init__(reason)
        self.reason = reason


class Outgoing(Struct, frozen=True):
    """What an adapter sends. `mark` is the same however often one message is tried. Holds a person's address."""

    mark: str
    to: str
    subject: str
    text: str
    form: str
    values: tuple[str, ...]
    language: str

    def __repr__(self) -> str:
        """Without address and words, wherever it may be printed."""
        return f"<Outgoing {self.mark}>"


class Adapter(Protocol):
    """One channel."""

    def send(self, message: Outgoing) -> str:
        """Hand it over; returns the name under which the other side knows it, if any. Raises Later, Never."""


class Whatsapp(Struct, frozen=True, forbid_unknown_fields=True):
    """Access to the WhatsApp Cloud API."""

    phone_number_id: str
    token: str
    app_secret: str
    verify_token: str
    address: str = "https://graph.facebook.com/v23.0"

    def __repr__(self) -> str:
        """Without its secrets."""
        return f"<Whatsapp {self.phone_number_id}>"


class Sms(Struct, frozen=True, forbid_unknown_fields=True):
    """An SMS gateway over HTTP: `body` with `{to}`, `{text}`, `{mark}` in its values. `form`: `json` or `form`.

    `number`: the path to the gateway's own id in its answer, e.g. `data.id`; empty for none.
    """

    address: str
    body: dict[str, str]
    headers: dict[str, str] = field(default_factory=dict)
    form: str = "json"
    plus: bool = True
    number: str = ""

    def __repr__(self) -> str:
        """Without its secrets."""
        return f"<Sms {self.address}>"


class Email(Struct, frozen=True, forbid_unknown_fields=True):
    """An SMTP server. `security`: `tls`, `starttls`, or `none` for one on this machine."""

    host: str
    sender: str
    port: int = 587
    user: str = ""
    password: str = ""
    security: str = "starttls"

    def __repr__(self) -> str:
        """Without its secrets."""
        return f"<Email {self.host}>"


class Book(Struct, frozen=True):
    """Figures and words of sending (`content/messages/sending.json`)."""

    quiet_from: str
    quiet_until: str
    attempts: int
    lease_seconds: float
    timeout_seconds: float
    one_round: int
    one_round_seconds: float
    kept_days: int
    whatsapp_later: frozenset[int]
    whatsapp_never: frozenset[int]
    reasons: dict[str, dict[str, str]]


@cache
def book() -> Book:
    """The content as a typed value."""
    return msgspec.convert(read_json(CONTENT_DIR / "messages" / "sending.json"), Book)


def whatsapp() -> Whatsapp | None:
    """The access to WhatsApp; None where there is none. Raises PrivateFileError."""
    return _file("whatsapp", Whatsapp)


def adapter(channel: str) -> Adapter | None:
    """The adapter of a channel that is set up, else None. Raises PrivateFileError."""
    from simpul.exchange.messaging.by_http import SmsGateway, WhatsappCloud
    from simpul.exchange.messaging.by_mail import Mail

    if channel == "whatsapp":
        return WhatsappCloud(cloud) if (cloud := whatsapp()) else None
    if channel == "sms":
        return SmsGateway(gateway) if (gateway := _file("sms", Sms)) else None
    return Mail(server) if (server := _file("email", Email)) else None


def _file(channel: str, form: type[T]) -> T | None:
    named = settings.MESSAGING[channel]
    return private_files.read(f"SIMPUL_{channel.upper()}", named, form) if named else None
