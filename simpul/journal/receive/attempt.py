"""One try at placing a run of entries of one post: apply in memory, then write everything at once."""

import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError, transaction

from simpul.journal import kinds, redactions, tables
from simpul.journal.kinds import Need, Refused, StoredEntry
from simpul.journal.libpq import Call
from simpul.journal.own_kinds import decode
from simpul.journal.own_wire import EntryRepaired, EntryVoided
from simpul.journal.receive import reasons, store
from simpul.journal.receive.arrived import Arrived
from simpul.journal.receive.follow import chain, reached
from simpul.journal.receive.foreseen import Foreseen, needs_of, stored
from simpul.journal.rows import is_uuid
from simpul.journal.unit_of_work import UnitOfWork
from simpul.journal.wire import Reason

log = logging.getLogger(__name__)


@dataclass
class Placed:
    """An entry that got its place. `conflict`: it opened a review."""

    arrived: Arrived
    entry: StoredEntry
    conflict: bool


class NeedsCare(Exception):
    """A quick try met an entry that must be set aside: start again, ready to undo single entries."""


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
    foreseen: Foreseen | None = None
    """What was read for these items when the post was locked, nothing being written since."""
    left: list[Call] = field(default_factory=list)
    """Statements of what was placed that may run as late as the end of the transaction."""
    _entries: dict[int, StoredEntry] = field(default_factory=dict)

    def run(self, items: list[Arrived], known: Collection[str]) -> "Attempt":
        """Place what can be placed. `known` are ids of entries that have a place. Raises DatabaseError, undone."""
        with transaction.atomic():
            tables.execute_all(self._run(UnitOfWork(self.post), items, known))
            # A broken reference must show here, where the faulty entry can be found, not at commit.
            tables.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return self

    def run_quickly(self, items: list[Arrived], known: Collection[str]) -> "Attempt":
        """The same for a run in which nothing is wrong. Raises NeedsCare or DatabaseError: the caller undoes all.

        The caller runs what is `left`; a broken reference shows when it commits.
        """
        self.left = self._run(UnitOfWork(self.post, undoable=False), items, known)
        return self

    def _run(self, work: UnitOfWork, items: list[Arrived], known: Collection[str]) -> list[Call]:
        self._prefetch(work, items)
        self._apply_all(work, items, known)
        return work.flush_leaving(store.adding(self.placed))

    def _prefetch(self, work: UnitOfWork, items: list[Arrived]) -> None:
        if self.foreseen is not None:
            work.hold(self.foreseen.rows)
        needs: list[Need] = []
        for item in items:
            entry = self.foreseen.entry(item) if self.foreseen is not None else None
            if entry is None:
                entry = stored(item, self.at)
                needs += [] if item.erased else needs_of(item, entry)
            entry.received_at = self.at
            self._entries[id(item)] = entry
        work.prefetch(needs)
        prefetch_targets(work, [item.data.target for item in items if isinstance(item.data, EntryVoided)])

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
        entry = self._entries[id(item)]
        entry.seq = self.seq + 1
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


def prefetch_targets(work: UnitOfWork, names: list[str]) -> None:
    """Read what withdrawals will ask for: the entries they name, the rows of those, and what the rows lead to."""
    if not names:
        return
    work.prefetch_entries(filter(is_uuid, names))
    found = [(target, kinds.kind(target.kind)) for target in map(work.entry_of, names) if target and not target.erased]
    known = [(target, kind, decode(kind, target)) for target, kind in found if kind is not None]
    work.prefetch(need for target, kind, data in known for need in kind.needs(target, data))
    further = [(target, data, kind.voided_needs) for target, kind, data in known if kind.voided_needs is not None]
    work.prefetch(need for target, data, needs in further for need in needs(target, data, work))


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
        entry.erased = item.kind.passing
    except Refused as refused:
        if not work.undoable:
            raise NeedsCare from refused
        work.undo()
        return refused.reason
    except DatabaseError:
        raise
    except Exception as error:
        if not work.undoable:
            raise NeedsCare from error
        log.exception("Applying %s %s failed", entry.kind, entry.id)
        work.undo()
        return reasons.FAULT
    return None
