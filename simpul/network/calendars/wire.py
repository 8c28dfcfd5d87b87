"""What a phone is told of free times (docs/protocol.md). No person stands in it, whoever helps included."""

from msgspec import Struct

from simpul.journal.wire import Words


class SlotInfo(Struct, kw_only=True):
    """A time that was free: its beginning, its length in minutes, and how one meets (`datang`, `daring`)."""

    at: str
    minutes: int
    channel: str


class ServiceSlotsInfo(Struct, kw_only=True):
    """Free times of one service at the unit that a post asks, and what it costs in words."""

    service: str
    unit: str
    unit_name: str
    cost: Words
    slots: list[SlotInfo]


class SlotsAnswer(Struct, kw_only=True):
    """GET /api/v1/posts/{post}/slots: what was free at a moment. Phones keep it with its date."""

    as_of: str
    services: list[ServiceSlotsInfo]
