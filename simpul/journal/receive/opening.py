"""What a push begins with: the locks of its posts and its device, and what is known of its entries. One round trip."""

from datetime import datetime
from typing import NamedTuple

from simpul.journal import redactions, tables
from simpul.journal.models import Device
from simpul.journal.receive import known as knowing
from simpul.journal.receive import store
from simpul.journal.receive.arrived import Arrived
from simpul.journal.receive.foreseen import Foreseen


class Opened(NamedTuple):
    """Post → last seq of each locked post, what is known of the items, the device's row, locked, and what was foreseen.

    Only where one post is written are its rows foreseen: what is written to one post may change rows of another.
    """

    counters: dict[str, int]
    known: knowing.Known
    device: Device
    foreseen: Foreseen | None


def opened(items: list[Arrived], device: Device, at: datetime) -> Opened:
    """Lock the posts of the items that may be written, in sorted order, then the device, and read what is known of the
    items, marking the erased."""
    fine = [item for item in items if item.reason is None]
    wanted = sorted({item.readable.post for item in fine})
    foreseen = Foreseen(fine, at) if len(wanted) == 1 else None
    first, waiting, placed, aside, erased, device_row, *rows = tables.execute_all(
        [
            store.locking(wanted),
            *knowing.asking(items, wanted),
            redactions.asking(items),
            tables.asking(Device, "id = %s FOR UPDATE", [device.pk]),
            *(foreseen.asking() if foreseen is not None else ()),
        ]
    )
    (held,) = tables.instances(Device, device_row)
    redactions.mark_found(items, erased)
    counters = store.counters_of(first)
    if len(counters) < len(wanted):
        # A post's first entry: what was read before its counter was made was not read under its lock.
        counters = store.lock_counters(wanted)
        return Opened(counters, knowing.load(items, wanted), held, None)
    if foreseen is not None:
        foreseen.take(rows)
    return Opened(counters, knowing.read(items, (waiting, placed, aside)), held, foreseen)
