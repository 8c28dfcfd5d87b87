"""What a phone says of itself, written to its device row for the sync-health board."""

from simpul.base import clock
from simpul.journal.escrow import attested
from simpul.journal.models import Device
from simpul.journal.wire import Heartbeat

_SMALL, _BIG = 2**31 - 1, 2**62
FIELDS = (
    "last_seen_at",
    "pending",
    "oldest_pending_age_s",
    "quarantined",
    "storage_persisted",
    "storage_usage",
    "storage_quota",
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


def _attest(device: Device, said: Heartbeat) -> None:
    """The latest oath stands until the phone swears another: an older one is no less true."""
    oath = said.attested
    if oath is not None and attested.sound(oath.first, oath.last, oath.head):
        device.attested_first, device.attested_last = oath.first, oath.last
        device.attested_head, device.attested_at = oath.head, clock.now()


def _within(value: int, most: int) -> int:
    return max(0, min(value, most))
