"""The phones of the demo's two years: entries are hashed and pushed through the same pipeline as real ones."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

from simpul.base import clock, ids
from simpul.journal.actions.push import push
from simpul.journal.hash import entry_hash
from simpul.journal.models import Device, DeviceAccount
from simpul.journal.receive import arrived
from simpul.journal.senders import Sender
from simpul.journal.wire import Entry, Heartbeat, Receipt
from simpul.registry.models import Account
from simpul.seeds.demo.deeds import Deed
from simpul.seeds.demo.place import name_id

APP_VERSION = "demo"
RULES_EDITION = "2026"
BATCH = 400


class SeedRefused(Exception):
    """The journal did not take an entry of the demo: the demo or the journal is wrong."""


class Phone:
    """A phone of one post. Its key is public nonsense: nobody can push with it after the seed."""

    def __init__(
        self, post: str, name: str, kader: list[str], confirmed_by: str, random: Random, number: str = ""
    ) -> None:
        """Make the device and enrol the post's kader on it; `number` tells a further phone of the post apart."""
        self.random, self.counter = random, 0
        key = b"\x04" + hashlib.sha512(f"demo|{post}{number}".encode()).digest()
        self.device = Device.objects.create(id=name_id(f"phone|{post}{number}"), name=f"HP {name}", public_key=key)
        for account in kader:
            DeviceAccount.objects.create(
                device=self.device, account=Account.objects.get(pk=account), confirmed_by_id=confirmed_by
            )
        self.enrolments = list(DeviceAccount.objects.filter(device=self.device).select_related("account"))

    def deliver(self, deeds: Iterable[Deed]) -> None:
        """Push deeds in their order, each batch as of its last deed. Raises SeedRefused."""
        deeds = list(deeds)
        for start in range(0, len(deeds), BATCH):
            self._push(deeds[start : start + BATCH])

    def _push(self, deeds: list[Deed]) -> None:
        receipts = self.hand_in(deeds, min(clock.now(), max(deed.at for deed in deeds)))
        for deed, receipt in zip(deeds, receipts, strict=True):
            if receipt.outcome not in ("applied", "conflict"):
                raise SeedRefused(f"{deed.kind} {deed.subject}: {receipt.outcome}, {receipt.reason}")

    def hand_in(self, deeds: Iterable[Deed], at: datetime) -> list[Receipt]:
        """Push deeds that arrive at that moment, whatever becomes of them."""
        items = [arrived.of(self._entry(deed)) for deed in deeds]
        with clock.frozen(at):
            said = Heartbeat(storage_persisted=True, app_version=APP_VERSION)
            return push(Sender(self.device, self.enrolments), items, said, clock.iso(clock.now()))

    def _entry(self, deed: Deed) -> Entry:
        self.counter += 1
        return written(deed, str(self.device.pk), self.counter, self.random)


def written(deed: Deed, device: str, counter: int, random: Random, error: timedelta = timedelta(0)) -> Entry:
    """The entry that a phone makes of a deed, hashed; its clock is ahead by `error`."""
    moment = deed.at + error
    at = clock.iso(moment)
    entry = Entry(
        id=str(ids.uuid7(int(moment.timestamp() * 1000), random.randbytes(10))),
        post=deed.post,
        kind=deed.kind,
        subject=deed.subject,
        after=list(deed.after),
        data=deed.data,
        happened_at=at,
        recorded_at=at,
        author=deed.author,
        device=device,
        device_counter=counter,
        app_version=APP_VERSION,
        rules_edition=RULES_EDITION,
        hash="",
    )
    entry.hash = entry_hash(entry)
    return entry
