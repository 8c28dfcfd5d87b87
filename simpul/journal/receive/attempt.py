"""One try at placing a run of entries of one post: apply in memory, then write everything at once."""

import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError, connection, transaction

from simpul.journal import redactions
from simpul.journal.kinds import Refused, StoredEntry
from simpul.journal.own_wire import EntryRepaired
from simpul.journal.receive import reasons, store
from simpul.journal.receive.arrived import Arrived
from simpul.journal.receive.follow import chain, reached
from simpul.journal.unit_of_work import UnitOfWork
from simpul.journal.wire import Entry, Reason

log = logging.getLogger(__name__)
_FIELDS = Entry.__struct_fields__


@dataclass
class Placed:
    """An entry that got its place. `conflict`: it opened a review."""

    arrived: Arrived
    entry: StoredEntry
    conflict: bool


@dataclass
class Attempt:
    """What a try came to. `seq` is the last place taken."""

    post: str
    seq: int
    at: datetime
    placed: list[Placed] = field(default_factory=list)
    refused: list[tuple[Arrived, Reason]] = field(default_factory=list)
    waiting: list[Arrived] = field(default_factory=list)
    instead: dict[str, str] = field(default_factory=dict)
    """What answered entries that were set aside; repairs placed on the way are added."""

    def run(self, items: list[Arrived], known: Collection[str]) -> "Attempt":
        """Place what can be placed. `known` are ids of entries that have a place. Raises DatabaseError, undone."""
        with transaction.atomic():
            work = UnitOfWork(self.post)
            self._prefetch(work, items)
            self._apply_all(work, items, known)
            store.add_entries(self.placed)
            work.flush()
            with connection.cursor() as cursor:
                # A broken reference must show here, where the faulty entry can be found, not at commit.
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return self

    def _prefetch(self, work: UnitOfWork, items: list[Arrived]) -> None:
        needs = []
        for item in items:
            assert item.kind is not None
            if item.erased:
                continue
            try:
                needs += list(item.kind.needs(stored(item, 0, self.at), item.data))
            except Exception:
                log.exception("needs of %s failed", item.kind.name)
        work.prefetch(needs)

    def _apply_all(self, work: UnitOfWork, items: list[Arrived], known: Collection[str]) -> None:
        have = set(known)
        queue = items
        while queue:
            rest = [item for item in queue if not self._apply_ready(work, item, have)]
            if len(rest) == len(queue):
                break
            queue = rest
        self.waiting = queue

    def _apply_ready(self, work: UnitOfWork, item: Arrived, have: set[str]) -> bool:
        if not item.erased and not reached(item.readable.after, have, self.instead):
            return False
        entry = stored(item, self.seq + 1, self.at)
        entry.followed = chain(entry.after, self.instead)
        reason = apply_one(work, item, entry)
        if reason is not None:
            self.refused.append((item, reason))
            return True
        self.seq += 1
        have.add(item.id)
        if isinstance(item.data, EntryRepaired) and item.data.by:
            self.instead[item.data.target] = item.data.by
        self.placed.append(Placed(item, entry, work.done()))
        return True


def stored(item: Arrived, seq: int, at: datetime) -> StoredEntry:
    """The arrived entry with a place; without content when it was lawfully erased."""
    fields = {name: getattr(item.readable, name) for name in _FIELDS}
    if item.erased:
        fields |= {"data": {}, "sealed": None}
    return StoredEntry(**fields, seq=seq, received_at=at, erased=item.erased)


def apply_one(work: UnitOfWork, item: Arrived, entry: StoredEntry) -> Reason | None:
    """Check and apply; returns why not. A fault in a room's code sets this entry aside and no other."""
    assert item.kind is not None
    work.begin(entry)
    if item.erased:
        redactions.mark(entry, work)
        return None
    try:
        if item.kind.check is not None:
            item.kind.check(entry, item.data, work, item.role)
        item.kind.apply(entry, item.data, work)
    except Refused as refused:
        work.undo()
        return refused.reason
    except DatabaseError:
        raise
    except Exception:
        log.exception("Applying %s %s failed", entry.kind, entry.id)
        work.undo()
        return reasons.FAULT
    return None
