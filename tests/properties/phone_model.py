"""A phone as the protocol wants it, in a few lines: outbox, rows, token. It drops nothing without a fitting receipt."""

from dataclasses import dataclass, field
from typing import Any

from simpul.journal.testing import Phone
from simpul.journal.wire import Entry, PullAnswer, Receipt

Rows = dict[str, dict[str, dict[str, Any]]]
FINAL = ("applied", "conflict")


@dataclass
class PhoneModel:
    """One phone of the machine. `clock_s` is how far its clock is off, in seconds."""

    name: str
    wire: Phone
    posts: list[str]
    clock_s: int = 0
    outbox: list[Entry] = field(default_factory=list)
    set_aside: list[Entry] = field(default_factory=list)
    dropped: list[Entry] = field(default_factory=list)
    receipts: dict[tuple[str, str], Receipt] = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)
    at: dict[str, int] = field(default_factory=dict)
    """Post → the place up to which this phone has seen every head."""

    def take(self, receipts: list[Receipt]) -> None:
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
        if first is not None and first.outcome != "waiting":
            assert (receipt.outcome, receipt.seq, receipt.reason) == (first.outcome, first.seq, first.reason)
            assert receipt.replayed
            return
        self.receipts[key] = receipt

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

    def persons(self) -> list[dict[str, Any]]:
        """Persons this phone holds."""
        found = [row for parts in self.rows.values() for row in parts.get("persons", {}).values()]
        return sorted(found, key=lambda row: str(row["id"]))

    def open_reviews(self) -> list[dict[str, Any]]:
        """Reviews a kader may decide."""
        found = [row for parts in self.rows.values() for row in parts.get("reviews", {}).values()]
        return [row for row in found if row["status"] == "open" and not row["clinical"]]
