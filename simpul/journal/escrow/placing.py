"""Placing the entries of a deposit through the same pipeline as a push, with review for a phone that was revoked."""

from django.db.models import F

from simpul.base import clock
from simpul.journal import gaps, tables
from simpul.journal.actions.push import counters_of
from simpul.journal.escrow import attested
from simpul.journal.models import Device, DeviceAccount, Quarantine
from simpul.journal.receive import judge, reasons, store
from simpul.journal.receive.arrived import Arrived, read
from simpul.journal.receive.place import Batch
from simpul.journal.wire import Receipt

_Held = list[tuple[Quarantine, Arrived]]


def place(named: str, device: Device, items: list[Arrived]) -> list[Receipt]:
    """One receipt for each item, in their order. Inside the caller's transaction.

    `named` is the device that the entries name: the phone itself, or a name it had before the server was restored.
    """
    held = _for_review(device)
    every = items + [item for _, item in held]
    enrolments = list(DeviceAccount.objects.filter(device=device).select_related("account").order_by("pk"))
    posts = judge.judge(named, enrolments, every, tables.execute_all(judge.asking(enrolments, every)))
    counters = store.lock_counters({item.readable.post for item in every if item.reason is None})
    phone = Device.objects.select_for_update().get(pk=device.pk)
    stands = phone.revoked_at is not None and attested.covers(phone, items)
    freed = [one for one in held if stands and attested.within(phone, one[1])]
    batch = Batch(str(phone.pk), counters, posts, items + [item for _, item in freed], clock.now())
    for row, _ in freed:
        batch.known.aside.pop((row.entry, row.hash), None)
    if phone.revoked_at is not None:
        _review(phone, batch, items, stands)
    receipts = batch.place()
    _free(freed, receipts[len(items) :])
    _count(phone, items)
    return receipts[: len(items)]


def _for_review(device: Device) -> _Held:
    """Entries of this phone that wait for review only because its oath could not be checked yet."""
    if device.revoked_at is None or device.attested_first is None:
        return []
    rows = Quarantine.objects.filter(device=device, code=reasons.DEPOSITED.code, status=Quarantine.Status.OPEN)
    sworn = rows.filter(device_counter__gte=device.attested_first, device_counter__lte=device.attested_last)
    return [(row, read(bytes(row.body))) for row in sworn.order_by(F("device_counter"))]


def _review(phone: Device, batch: Batch, items: list[Arrived], stands: bool) -> None:
    for item in items:
        sworn = stands and attested.within(phone, item)
        if item.reason is None and not item.erased and not sworn and not batch.known.accepted(item):
            item.reason = reasons.DEPOSITED


def _free(freed: _Held, receipts: list[Receipt]) -> None:
    for (row, _), receipt in zip(freed, receipts, strict=True):
        if receipt.outcome != "quarantined" or receipt.reason is None:
            row.delete()
        else:
            row.code, row.reason = receipt.reason.code, store.plain(receipt.reason)
            row.save(update_fields=["code", "reason"])


def _count(phone: Device, items: list[Arrived]) -> None:
    written = counters_of(str(phone.pk), items)
    phone.last_counter, phone.missing_counters = gaps.advance(phone.last_counter, phone.missing_counters, written)
    phone.save(update_fields=["last_counter", "missing_counters"])
