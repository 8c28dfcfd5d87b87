"""Filling a database through the pipeline itself, in this process: history that a measurement stands on."""

from bench._world import Enrolled
from simpul.base import clock
from simpul.journal.actions.push import push
from simpul.journal.models import Device
from simpul.journal.receive.arrived import of
from simpul.journal.senders import Sender, enrolments_of
from simpul.journal.wire import Entry, Heartbeat

BATCH = 500


def write(phone: Enrolled, entries: list[Entry]) -> None:
    """Push entries as the phone. Raises RuntimeError when one was not applied."""
    device = Device.objects.get(pk=phone.phone.device)
    sender = Sender(device, enrolments_of(device))
    for start in range(0, len(entries), BATCH):
        items = [of(entry) for entry in entries[start : start + BATCH]]
        receipts = push(sender, items, Heartbeat(), clock.iso(clock.now()))
        wrong = [receipt for receipt in receipts if receipt.outcome != "applied"]
        if wrong:
            raise RuntimeError(f"{len(wrong)} of {len(receipts)} not applied, first: {wrong[0]}")
