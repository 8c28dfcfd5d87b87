"""What a push to one post will read, worked out before the post is locked and read in the round trip that locks it."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from simpul.journal import rows
from simpul.journal.kinds import Need, StoredEntry
from simpul.journal.libpq import Call
from simpul.journal.receive.arrived import Arrived

log = logging.getLogger(__name__)


class Foreseen:
    """Entries without a place yet, and the rows that applying them will ask for."""

    def __init__(self, items: Iterable[Arrived], at: datetime) -> None:
        """Of the items that nothing speaks against. `at`: when they were received."""
        self._entries = {id(item): stored(item, at) for item in items}
        needs = [need for item in items for need in needs_of(item, self._entries[id(item)])]
        self._wanted = rows.wanted(needs)
        self.rows: dict[Need, Any] = {}

    def asking(self) -> list[Call]:
        """The statements that read the rows; `take` reads what they found."""
        return rows.asking_many(self._wanted)

    def take(self, found: Sequence[Any]) -> None:
        """Keep the rows, by model and id; None for those that are not there."""
        self.rows = rows.found_many(self._wanted, found)

    def entry(self, item: Arrived) -> StoredEntry | None:
        """The entry made of the item; None when it was not foreseen, or turned out to be erased."""
        return None if item.erased else self._entries.get(id(item))


def stored(item: Arrived, at: datetime) -> StoredEntry:
    """The arrived entry without a place yet; without content when it was lawfully erased."""
    entry = StoredEntry(**msgspec.structs.asdict(item.readable), seq=0, received_at=at, erased=item.erased)
    if item.erased:
        entry.data, entry.sealed = {}, None
    return entry


def needs_of(item: Arrived, entry: StoredEntry) -> list[Need]:
    """The rows that applying the entry will ask for, as its kind names them."""
    assert item.kind is not None
    try:
        return list(item.kind.needs(entry, item.data))
    except Exception:
        log.exception("needs of %s failed", item.kind.name)
        return []
