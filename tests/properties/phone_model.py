"""A phone as the protocol wants it, in a few lines: outbox, copies, rows, token. It drops nothing without a receipt."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from simpul.journal.escrow.testing import bring, offered, sealed_by
from simpul.journal.testing import Phone, Refusal
from simpul.journal.wire import DepositAnswer, Entry, EscrowKey, PullAnswer, Receipt

Rows = dict[str, dict[str, dict[str, Any]]]
FINAL = ("applied", "conflict")
CLOSED = ("epoch_changed", "device_revoked")


@dataclass
class PhoneModel:
    """One phone of the machine. `clock_s` is how far its clock is off, in seconds."""

    name: str
    wire: Phone
    posts: list[str]
    escrow: EscrowKey
    clock_s: int = 0
    revoked: bool = False
    outbox: list[Entry] = field(default_factory=list)
    set_aside: list[Entry] = field(default_factory=list)
    dropped: list[Entry] = field(default_factory=list)
    copies: dict[str, Entry] = field(default_factory=dict)
    """Everything typed here in the last 35 days, by id: kept beyond the receipt, sealed to the server."""
    receipts: dict[tuple[str, str], Receipt] = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)
    at: dict[str, int] = field(default_factory=dict)
    """Post → the place up to which this phone has seen every head."""

    # Typing -----------------------------------------------------------------------------------------------------

    def keep(self, entry: Entry) -> None:
        """What was typed lies in the outbox and, sealed, beside it."""
        self.outbox.append(entry)
        self.copies[entry.id] = entry

    # Sending ----------------------------------------------------------------------------------------------------

    def push(self, batch: list[Entry]) -> list[Receipt]:
        """Push; when the server has another life, or has shut this phone out, act on that and send nothing now."""
        try:
            return self.wire.push(batch)
        except Refusal as refused:
            self.act_on(refused)
            return []

    def act_on(self, refused: Refusal) -> None:
        """What docs/protocol.md says of the two refusals that a phone acts on. Any other is a fault."""
        if refused.problem.code not in CLOSED:
            raise refused
        if refused.problem.code == "device_revoked":
            self.revoked, self.rows, self.at = True, {}, {}
        else:
            self.come_back()

    def take(self, receipts: Iterable[Receipt]) -> None:
        """Act on receipts as docs/protocol.md says."""
        for receipt in receipts:
            self._remember(receipt)
            for entry in [entry for entry in self.outbox if entry.id == receipt.id]:
                if entry.hash != receipt.hash or receipt.outcome == "waiting":
                    continue
                self.outbox.remove(entry)
                (self.dropped if receipt.outcome in FINAL else self.set_aside).append(entry)

    def _remember(self, receipt: Receipt) -> None:
        key = receipt.id, receipt.hash
        first = self.receipts.get(key)
        settled = first is not None and first.outcome != "waiting"
        # An officer may accept what was set aside: the one change that a final receipt knows.
        if first is not None and settled and not (first.outcome == "quarantined" and receipt.outcome in FINAL):
            assert (receipt.outcome, receipt.seq, receipt.reason) == (first.outcome, first.seq, first.reason)
            assert receipt.replayed
            return
        self.receipts[key] = receipt

    # Copies -----------------------------------------------------------------------------------------------------

    def deposit(self, entries: Iterable[Entry], carrier: "PhoneModel | None" = None) -> DepositAnswer:
        """Sealed copies of this phone's entries, brought by itself or by another phone."""
        return bring((carrier or self).wire, sealed_by(self.wire, entries, self.escrow))

    def come_back(self) -> None:
        """The server was restored: compare, bring what it lacks, forget what was erased, read anew."""
        scope = self.wire.scope()
        self.escrow = scope.escrow or self.escrow
        answer = offered(self.wire, self.copies.values())
        self.wire.epoch = answer.epoch
        self.receipts.clear()
        for gone in answer.redacted:
            self.forget(gone)
        missing = [self.copies[pk] for pk in answer.missing]
        for entry in missing:
            if entry not in self.outbox:
                self.outbox.append(entry)
        self.dropped = [entry for entry in self.dropped if entry not in missing]
        self.set_aside = [entry for entry in self.set_aside if entry not in missing]
        if missing:
            self.take(self.deposit(missing).receipts)
        self.load([post.id for post in scope.posts])

    def forget(self, entry: str) -> None:
        """Erased under the law: no copy of it stays."""
        self.copies.pop(entry, None)
        for held in (self.outbox, self.set_aside, self.dropped):
            held[:] = [one for one in held if one.id != entry]

    # Reading ----------------------------------------------------------------------------------------------------

    def pull(self, limit: int) -> PullAnswer | None:
        """One page, stored with its token; None when there was none to read."""
        try:
            answer = self.wire.pull(limit)
        except Refusal as refused:
            self.act_on(refused)
            return None
        self.store(answer)
        return answer

    def load(self, posts: list[str]) -> None:
        """Rows are forgotten, snapshots loaded; the outbox stays."""
        snapshots = [self.wire.snapshot(post) for post in posts]
        self.wire.token, self.rows, self.at = None, {}, {}
        if not snapshots:
            return
        self.wire.token = snapshots[0].token
        for snapshot in snapshots:
            self.at[snapshot.post] = snapshot.seq
            rows = {part: {row["id"]: row for row in rows} for part, rows in snapshot.rows.items()}
            self.rows[snapshot.post] = rows
        self.store(self.wire.pull(1, also=[one.token for one in snapshots[1:]]))

    def store(self, answer: PullAnswer) -> None:
        """A page and its token are stored together."""
        self.wire.token = answer.token
        for post in answer.lost:
            self.rows.pop(post, None)
            self.at.pop(post, None)
        for page in answer.posts:
            first = self.at.get(page.post, 0) + 1
            assert [head.seq for head in page.heads] == list(range(first, page.seq + 1)), "a head was skipped"
            self.at[page.post] = page.seq
            parts = self.rows.setdefault(page.post, {})
            for part, rows in page.rows.items():
                parts.setdefault(part, {}).update({row["id"]: row for row in rows})
            self._drop_erased(page.rows.get("redactions", []), parts)

    def _drop_erased(self, redactions: list[dict[str, Any]], parts: Rows) -> None:
        for row in redactions:
            self.forget(row["id"])
            for part, ids in row["gone"].items():
                for gone in ids:
                    parts.get(part, {}).pop(gone, None)

    def found(self, part: str) -> list[dict[str, Any]]:
        """Rows of a part in all posts of this phone, by id."""
        held = [row for parts in self.rows.values() for row in parts.get(part, {}).values()]
        return sorted(held, key=lambda row: str(row["id"]))

    def open_reviews(self) -> list[dict[str, Any]]:
        """Reviews a kader may decide."""
        return [row for row in self.found("reviews") if row["status"] == "open" and not row["clinical"]]
