"""The only clock. Everything that asks for the time asks here, so tests and seeds can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")

_frozen: ContextVar[datetime | None] = ContextVar("frozen_clock", default=None)


def now() -> datetime:
    """The present moment, timezone-aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today(zone: ZoneInfo = JAKARTA) -> date:
    """The local day at a place. Posts count their days in local time."""
    return now().astimezone(zone).date()


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Set the clock to `moment` (timezone-aware) inside the block."""
    if moment.tzinfo is None:
        raise ValueError("The clock takes a timezone-aware moment.")
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


YEARS = range(1900, 2200)
"""Of what somebody writes. The last hours of the year 9999 have no date in Jakarta, and no page could show them."""


def iso(moment: datetime) -> str:
    """The wire form `YYYY-MM-DDTHH:MM:SS.mmmZ`; finer than a millisecond is cut off."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_iso(text: str) -> datetime:
    """Read the wire form. Raises ValueError for anything else, other offsets and far years included."""
    if len(text) != 24 or not text.endswith("Z"):
        raise ValueError(f"Not a wire time (YYYY-MM-DDTHH:MM:SS.mmmZ): {text[:40]!r}")
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if moment.year not in YEARS:
        raise ValueError(f"Not a year that anybody means: {text}")
    return moment
