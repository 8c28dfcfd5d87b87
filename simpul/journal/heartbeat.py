"""What a phone says of itself, written to its device row for the sync-health board."""

from datetime import timedelta

from simpul.base import clock
from simpul.journal.escrow import attested
from simpul.journal.models import Device
from simpul.journal.wire import Heartbeat

_SMALL, _BIG = 2**31 - 1, 2**62
_CENTURY_S = 100 * 365 * 86_400
SECOND_COPY = ("on", "none", "failed")
FIELDS = (
    "last_seen_at",
    "pending",
    "oldest_pending_age_s",
    "quarantined",
    "storage_persisted",
    "storage_usage",
    "storage_quota",
    "second_copy",
    "store_lost_at",
    "app_version",
    "clock_offset_ms",
    "attested_first",
    "attested_last",
    "attested_head",
    "attested_at",
)
"""Columns that `note` changes."""


def note(device: Device, said: Heartbeat, device_time: str) -> None:
    """Take the heartbeat into the device (not saved). A number out of range is cut, a time unread is no offset."""
    now = clock.now()
    device.last_seen_at = now
    device.pending = _within(said.pending, _SMALL)
    device.oldest_pending_age_s = _within(said.oldest_pending_age_s, _BIG)
    device.quarantined = _within(said.quarantined, _SMALL)
    device.storage_persisted = said.storage_persisted
    device.storage_usage = None if said.storage_usage is None else _within(said.storage_usage, _BIG)
    device.storage_quota = None if said.storage_quota is None else _within(said.storage_quota, _BIG)
    _safety(device, said)
    device.app_version = said.app_version.replace("\0", "")[:40]
    try:
        device.clock_offset_ms = int((clock.parse_iso(device_time) - now).total_seconds() * 1000)
    except ValueError:
        device.clock_offset_ms = None
    _attest(device, said)


def arrived(device: Device, entries: int) -> None:
    """A phone counts what it holds before it sends: of that, `entries` have just come. A locked phone says no more."""
    device.pending = max(0, device.pending - entries)
    if not device.pending:
        device.oldest_pending_age_s = 0


def _safety(device: Device, said: Heartbeat) -> None:
    """What a phone leaves unsaid, because it is locked or its app is old, stays as it was."""
    if said.second_copy in SECOND_COPY:
        device.second_copy = said.second_copy
    if said.store_lost_age_s is not None:
        device.store_lost_at = clock.now() - timedelta(seconds=_within(said.store_lost_age_s, _CENTURY_S))


def _attest(device: Device, said: Heartbeat) -> None:
    """The latest oath stands until the phone swears another: an older one is no less true."""
    oath = said.attested
    if oath is not None and attested.sound(oath.first, oath.last, oath.head):
        device.attested_first, device.attested_last = oath.first, oath.last
        device.attested_head, device.attested_at = oath.head, clock.now()


def _within(value: int, most: int) -> int:
    return max(0, min(value, most))
