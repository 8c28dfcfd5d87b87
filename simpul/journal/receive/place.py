"""Give places to a batch: dedupe by id, wait for `after`, project in bulk, set the faulty aside, answer each."""

import hashlib
import logging
from datetime import datetime
from typing import Any

import msgspec
from django.db import DatabaseError, OperationalError

from simpul.journal import redactions, tables
from simpul.journal.libpq import Call
from simpul.journal.models import Quarantine, Waiting
from simpul.journal.receive import known as knowing
from simpul.journal.receive import reasons, store
from simpul.journal.receive.arrived import Arrived, printable, read
from simpul.journal.receive.attempt import Attempt, Placed
from simpul.journal.receive.foreseen import Foreseen
from simpul.journal.wire import Outcome, Reason, Receipt

log = logging.getLogger(__name__)


class Batch:
    """Entries of one push under the locks of their posts. `receipts` holds one answer for each item, by identity."""

    def __init__(
        self,
        device: str | None,
        counters: dict[str, int],
        posts: set[str],
        items: list[Arrived],
        at: datetime,
        *,
        quickly: bool = False,
        known: knowing.Known | None = None,
        foreseen: Foreseen | None = None,
    ) -> None:
        """`counters`: post → last seq of every locked post. `posts`: all posts named that exist.

        `quickly` expects nothing to go wrong; when something does, the caller undoes all and comes again without.
        Then the caller also runs what is `left`, and writes the `counters` as they are in the end. `known`
        and `foreseen`: read already, under the locks.
        """
        self.quickly = quickly
        self.device, self.counters, self.posts, self.items, self.at = device, counters, posts, items, at
        if known is None:
            known = knowing.load(items, list(counters))
            redactions.mark_arrived(items)
        self.known = known
        self._foreseen = foreseen
        self.receipts: dict[int, Receipt] = {}
        self.left: list[Call] = []
        self._aside: list[Quarantine] = []
        self._waiting: list[Waiting] = []
        self._woken: list[str] = []

    def place(self) -> list[Receipt]:
        """Place everything; returns receipts in the order of the items.

        Raises OperationalError (try again); when `quickly` also NeedsCare and DatabaseError.
        """
        queue = self.items
        while queue:
            queue = self._round(queue)
        self._write()
        return [self.receipts[id(item)] for item in self.items]

    def wake(self) -> None:
        """Place what waited in the posts and now can, after something arrived by another way than a push."""
        for post in sorted(self.counters):
            if sleepers := self._sleepers(post, set()):
                self._place_post(post, sleepers)
        self._write()

    def _round(self, items: list[Arrived]) -> list[Arrived]:
        """Place the first entry of each id; returns those whose id came again."""
        fresh: dict[str, list[Arrived]] = {post: [] for post in sorted(self.counters)}
        first: set[str] = set()
        later: list[Arrived] = []
        for item in items:
            if item.id in first:
                later.append(item)
            elif not self._answer_known(item):
                first.add(item.id)
                fresh[item.readable.post].append(item)
        for post, here in fresh.items():
            if here:
                self._place_post(post, here + self._sleepers(post, first))
        return later

    def _answer_known(self, item: Arrived) -> bool:
        original = self.known.original(item)
        if original is not None:
            self.receipts[id(item)] = original
        elif item.erased and (item.reason is not None or self.known.other_content(item)):
            # Kept nowhere: what was erased must not come back by way of the quarantine.
            self.receipts[id(item)] = redactions.refusal(item)
        elif self.known.other_content(item):
            self.set_aside(item, reasons.OTHER_CONTENT)
        elif item.reason is not None:
            self.set_aside(item, item.reason)
        else:
            return False
        return True

    def _sleepers(self, post: str, first: set[str]) -> list[Arrived]:
        """Entries of the post that waited and are not in this push."""
        rows = [row for row in self.known.waiting.values() if str(row.post_id) == post]
        sleepers = []
        for row in rows:
            if str(row.entry) in first:
                continue
            item = read(bytes(row.body))
            item.role, item.flag = row.role, row.flag
            if item.reason is None:
                sleepers.append(item)
        return sleepers

    def _place_post(self, post: str, items: list[Arrived]) -> None:
        queue = items
        while queue:
            left = self._try(post, queue)
            if len(left) == len(queue):
                break
            queue = left
        for item in queue:
            self._wait(item)

    def _try(self, post: str, items: list[Arrived]) -> list[Arrived]:
        """Place a run; on an error of the database halve it until the faulty entry stands alone."""
        attempt = Attempt(post, self.counters[post], self.at, instead=dict(self.known.instead))
        attempt.foreseen, self._foreseen = self._foreseen, None  # the next finds rows that this one has changed
        if self.quickly:
            self._run_left()
            self._accept(post, attempt.run_quickly(items, self.known.placed.keys() | self.known.answers))
            return attempt.waiting
        try:
            attempt.run(items, self.known.placed.keys() | self.known.answers)
        except OperationalError:
            raise
        except DatabaseError:
            if len(items) == 1:
                log.exception("The database refused entry %s", items[0].id)
                self.set_aside(items[0], reasons.FAULT)
                return []
            middle = len(items) // 2
            return self._try(post, items[:middle]) + self._try(post, items[middle:])
        self._accept(post, attempt)
        return attempt.waiting

    def _run_left(self) -> None:
        """What another run of this push reads must be there."""
        tables.execute_all(self.left)
        self.left = []

    def _accept(self, post: str, attempt: Attempt) -> None:
        self.left = attempt.left
        self.counters[post] = attempt.seq
        self.known.instead = attempt.instead
        if attempt.placed:
            if not self.quickly:
                store.set_counter(post, attempt.seq)
            store.add_flags(attempt.placed)
        for one in attempt.placed:
            self._answer_placed(one)
        for item, reason in attempt.refused:
            self.set_aside(item, reason)

    def _answer_placed(self, one: Placed) -> None:
        outcome: Outcome = "conflict" if one.conflict else "applied"
        reason = reasons.REVIEW if one.conflict else None
        receipt = Receipt(
            id=one.entry.id,
            outcome=outcome,
            hash=one.entry.hash,
            seq=one.entry.seq,
            reason=reason,
        )
        self.receipts[id(one.arrived)] = receipt
        self.known.placed[one.entry.id] = msgspec.structs.replace(receipt, replayed=True)
        self._wake(one.entry.id)

    def _wake(self, entry: str) -> None:
        if self.known.waiting.pop(entry, None) is not None:
            self._woken.append(entry)

    def set_aside(self, item: Arrived, reason: Reason) -> None:
        """Keep an entry that could not be applied."""
        receipt = Receipt(id=item.id, outcome="quarantined", hash=item.hash, reason=reason)
        self.receipts[id(item)] = receipt
        self.known.aside[item.id, item.hash] = msgspec.structs.replace(receipt, replayed=True)
        waits = self.known.waiting.get(item.id)
        writer: Any = self.device
        if waits is not None and waits.hash == item.hash:
            writer = waits.device_id
            self._wake(item.id)
        self._aside.append(self._quarantine(item, reason, writer))

    def _quarantine(self, item: Arrived, reason: Reason, device: Any) -> Quarantine:
        entry = item.entry
        safe = entry is not None and reason.code not in ("malformed", "nul_character")
        return Quarantine(
            entry=item.id,
            hash=item.hash or hashlib.sha256(item.body).hexdigest(),
            post_id=entry.post if entry and entry.post in self.posts else None,
            kind=printable(entry.kind, 60) if entry and safe else "",
            author=entry.author if entry and safe else None,
            device_id=device,
            device_counter=entry.device_counter if entry and safe else None,
            body=item.body,
            code=reason.code,
            reason=store.plain(reason),
            received_at=self.at,
        )

    def _wait(self, item: Arrived) -> None:
        entry = item.readable
        missing = [name for name in entry.after if name not in self.known.placed]
        before = self.known.waiting.get(item.id)
        self.receipts[id(item)] = self._waiting_receipt(item, missing, replayed=before is not None)
        if before is not None:
            return
        row = Waiting(
            entry=entry.id,
            hash=entry.hash,
            post_id=entry.post,
            missing=missing,
            author=entry.author,
            device_id=self.device,
            device_counter=entry.device_counter,
            body=item.body,
            role=item.role,
            flag=item.flag,
            received_at=self.at,
        )
        self.known.waiting[item.id] = row
        self._waiting.append(row)

    def _waiting_receipt(self, item: Arrived, missing: list[str], *, replayed: bool) -> Receipt:
        reason = reasons.waiting(missing)
        return Receipt(id=item.id, outcome="waiting", hash=item.hash, reason=reason, replayed=replayed)

    def _write(self) -> None:
        if self._aside:
            Quarantine.objects.bulk_create(self._aside, ignore_conflicts=True)
        if self._waiting:
            Waiting.objects.bulk_create(self._waiting)
        if self._woken:
            Waiting.objects.filter(entry__in=self._woken).delete()
