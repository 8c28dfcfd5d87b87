"""Take in sealed copies of a phone's entries, whoever carries them: opened, judged and placed as if it had pushed."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from simpul.base import audit, clock
from simpul.journal.actions.push import with_retry
from simpul.journal.escrow import caps
from simpul.journal.escrow.opening import Opened, open_all
from simpul.journal.escrow.placing import place
from simpul.journal.models import DepositRecord, Device, Unopened
from simpul.journal.receive.arrived import UUID, Arrived, printable
from simpul.journal.wire import Receipt
from simpul.registry.models import Account

COUNTS = ("items", "fresh", "known", "review", "waiting", "refused")


@dataclass(frozen=True)
class Brought:
    """A deposit as it came: the phone it names, its items unread, the size of the body in bytes, and who brings it."""

    device: str
    made_at: str
    items: list[bytes]
    size: int
    carrier: Device | None = None
    uploaded_by: Account | None = None


@dataclass
class Deposited:
    """What became of it. `receipts` answer the items that opened, in their order."""

    record: DepositRecord
    receipts: list[Receipt] = field(default_factory=list)

    @property
    def kept(self) -> int:
        """Items that are durable at the server as entries: placed, waiting, set aside or known before."""
        return self.record.items - self.record.refused


def deposit(brought: Brought) -> Deposited:
    """Keep the whole deposit, or nothing of it. Raises ApiProblem."""
    caps.check(brought.carrier, brought.size)
    writer = _writer(brought)
    opened = open_all(brought.device, writer, brought.items)
    return with_retry(lambda: _keep(brought, writer, opened))


def _writer(brought: Brought) -> Device | None:
    """The phone whose key must have signed.

    A restored server may not know the name under which a phone wrote. Then only the phone that brings the copies,
    enrolled anew with the same key, can prove that it wrote them.
    """
    if not UUID.fullmatch(brought.device):
        return None
    named = Device.objects.filter(pk=brought.device).first()
    if named is None and brought.carrier is not None and brought.carrier.revoked_at is None:
        return brought.carrier
    return named


def _keep(brought: Brought, writer: Device | None, opened: Opened) -> Deposited:
    actor = brought.carrier or brought.uploaded_by
    with transaction.atomic(), audit.acting(actor):
        # Judging writes on the items: a second try after a collision begins with fresh ones.
        items = [replace(item) for item in opened.items]
        receipts = place(brought.device, writer, items) if writer is not None and items else []
        proven = writer if items or (writer is not None and str(writer.pk) == brought.device) else None
        record = _record(brought, proven, items, receipts)
        _set_apart(brought.device, record, opened)
        audit.note(actor, "deposit", str(record.pk), {name: getattr(record, name) for name in COUNTS})
    return Deposited(record, receipts)


def _record(brought: Brought, device: Device | None, items: list[Arrived], receipts: list[Receipt]) -> DepositRecord:
    now = Counter(receipt.outcome for receipt in receipts if not receipt.replayed)
    fresh, review, waiting = now["applied"] + now["conflict"], now["quarantined"], now["waiting"]
    return DepositRecord.objects.create(
        device=device,
        carrier=brought.carrier,
        uploaded_by=brought.uploaded_by,
        made_at=moment(brought.made_at),
        size=brought.size,
        items=len(brought.items),
        fresh=fresh,
        known=len(items) - fresh - review - waiting,
        review=review,
        waiting=waiting,
        refused=len(brought.items) - len(items),
    )


def moment(text: str) -> datetime | None:
    """A time as somebody's phone wrote it; None for anything else."""
    try:
        return clock.parse_iso(text)
    except ValueError:
        return None


def _set_apart(device: str, record: DepositRecord, opened: Opened) -> None:
    claimed = printable(device, 36)
    Unopened.objects.bulk_create(
        [
            Unopened(
                digest=hashlib.sha256(f"{claimed}\n".encode() + one.body).digest(),
                deposit=record,
                device_id=record.device_id,
                claimed_device=claimed,
                code=one.code,
                body=one.body,
            )
            for one in opened.apart
        ],
        ignore_conflicts=True,
    )
