"""What a push begins with: the locks of its posts and its device, and what is known of its entries. One round trip."""

from collections.abc import Iterable
from typing import NamedTuple

from simpul.journal import redactions, tables
from simpul.journal.models import Device
from simpul.journal.receive import known as knowing
from simpul.journal.receive import store
from simpul.journal.receive.arrived import Arrived


class Opened(NamedTuple):
    """Post → last seq of each locked post, what is known of the items, and the device's row, locked."""

    counters: dict[str, int]
    known: knowing.Known
    device: Device


def opened(posts: Iterable[str], items: list[Arrived], device: Device) -> Opened:
    """Lock the posts in sorted order, then the device, and read what is known of the items, marking the erased."""
    wanted = sorted(set(posts))
    first, *known, erased, device_row = tables.execute_all(
        [
            store.locking(wanted),
            *knowing.asking(items, wanted),
            redactions.asking(items),
            tables.asking(Device, "id = %s FOR UPDATE", [device.pk]),
        ]
    )
    (held,) = tables.instances(Device, device_row)
    redactions.mark_found(items, erased)
    counters = store.counters_of(first)
    if len(counters) < len(wanted):
        # A post's first entry: what was read before its counter was made was not read under its lock.
        counters = store.lock_counters(wanted)
        return Opened(counters, knowing.load(items, wanted), held)
    return Opened(counters, knowing.read(items, known), held)
