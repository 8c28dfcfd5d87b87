"""A post's journal written without the receiving pipeline: the same entries and rows, in bulk.

Nothing of such a post is in the database yet, so that nothing has to be read or locked. Most entries (a visit that
nobody else records, a dose) become rows here directly; all others go through their kind's own `apply`.
`simpul/seeds/tests/test_city.py` plants posts both ways and compares every table.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db import connection, transaction
from django.db.models import Model

from simpul.base import audit, clock
from simpul.care.growth import growth_of
from simpul.care.models import Dose, Growth, Visit
from simpul.journal import heartbeat, kinds
from simpul.journal.kinds import StoredEntry
from simpul.journal.models import Device, PostCounter
from simpul.journal.own_kinds import decode
from simpul.journal.receive import store
from simpul.journal.receive.arrived import Arrived
from simpul.journal.receive.attempt import Placed
from simpul.journal.unit_of_work import UnitOfWork
from simpul.journal.wire import Entry, Heartbeat
from simpul.people.models import Person
from simpul.seeds.city import plain_rows
from simpul.seeds.city.batches import Batch, Handset, batches, entry_of_office
from simpul.seeds.city.life import Life
from simpul.seeds.demo.phones import APP_VERSION

M = TypeVar("M", bound=Model)
SAID = Heartbeat(storage_persisted=True, app_version=APP_VERSION)


class Fresh(UnitOfWork):
    """Rows of a post of which the database holds none: what is not in memory does not exist."""

    def __init__(self, post: str) -> None:
        """What is derived from rows is computed at the end."""
        super().__init__(post, replaying=True)

    def find(self, model: type[M], pk: str | None) -> M | None:
        """The row in memory, or None. No entry of a seed is refused, so nothing is kept for undoing."""
        return None if pk is None else cast("M | None", self._rows.get((model, str(pk))))

    def persons(self) -> dict[str, Person]:
        """All persons by id."""
        return {pk: row for (model, pk), row in self._rows.items() if model is Person}


class Book:
    """The journal of one post under way."""

    def __init__(self, life: Life) -> None:
        """`life`: what is to be written."""
        self.post = life.plan.id
        self.handset = Handset(life.plan)
        self.work = Fresh(self.post)
        self.seq = 0
        self.written: list[tuple[str, list[Placed]]] = []
        self.last_push: datetime | None = None
        self.visits: list[plain_rows.Row] = []
        self.doses: list[plain_rows.Row] = []
        self.weighed: list[plain_rows.Weighed] = []
        self.shared = _seen_twice(life)

    def take(self, batch: Batch) -> None:
        """Give places to a batch."""
        if batch.office:
            actor, entries = batch.deeds[0].author, [entry_of_office(deed, batch.at) for deed in batch.deeds]
        else:
            actor, entries = self.handset.device, [self.handset.entry(deed) for deed in batch.deeds]
            self.last_push = batch.at
        self.written.append((actor, [self._place(entry, batch.at) for entry in entries]))

    def _place(self, entry: Entry, at: datetime) -> Placed:
        self.seq += 1
        stored = StoredEntry(**_fields(entry), seq=self.seq, received_at=at)
        conflict = False
        if entry.kind == "dose.given":
            self.doses.append(plain_rows.dose(stored))
        elif entry.kind == "visit.recorded" and entry.data["visit"] not in self.shared:
            self._visit(stored)
        else:
            conflict = self._apply(stored)
        return Placed(Arrived(b"", entry.id, entry.hash, entry), stored, conflict)

    def _visit(self, entry: StoredEntry) -> None:
        self.visits.append(plain_rows.visit(entry))
        if entry.data["card"] == "balita":
            self.weighed.append(plain_rows.weighing(entry))

    def _apply(self, entry: StoredEntry) -> bool:
        kind = kinds.kind(entry.kind)
        assert kind is not None
        self.work.begin(entry)
        kind.apply(entry, decode(kind, entry), self.work)
        return self.work.done()

    def save(self) -> None:
        """Write everything, in one transaction."""
        with transaction.atomic(), connection.cursor() as cursor:
            # The journal of a seed may be lost with the machine: it is made again.
            cursor.execute("SET LOCAL synchronous_commit = off")
            for actor, placed in self.written:
                audit.act_as(actor)
                store.add_entries(placed)
            self.work.flush()
            plain_rows.copy(cursor, Visit, plain_rows.VISIT, self.visits)
            plain_rows.copy(cursor, Dose, plain_rows.DOSE, self.doses)
            plain_rows.copy(cursor, Growth, plain_rows.GROWTH, [plain_rows.growth(row) for row in self._growth()])
            PostCounter.objects.create(post_id=self.post, seq=self.seq)
            self._heard()

    def _growth(self) -> list[Growth]:
        children = self.work.persons()
        curves = sorted(self.weighed, key=lambda visit: (visit.date, visit.pk))
        return growth_of(curves, {child: child for child in children}, children)

    def _heard(self) -> None:
        """The device as the last push left it."""
        if self.last_push is None:
            return
        device = Device.objects.get(pk=self.handset.device)
        with clock.frozen(self.last_push):
            heartbeat.note(device, SAID, clock.iso(self.last_push + self.handset.error))
        device.last_counter, device.last_push_at = self.handset.counter, self.last_push
        device.save(update_fields=[*heartbeat.FIELDS, "last_counter", "missing_counters", "last_push_at"])


def plant_post(life: Life, as_of: datetime) -> Book:
    """Write a life into its post's empty journal."""
    book = Book(life)
    for batch in batches(life, as_of):
        book.take(batch)
    book.save()
    return book


def _seen_twice(life: Life) -> set[str]:
    seen: Iterable[Any] = (deed.data["visit"] for deed in life.deeds if deed.kind == "visit.recorded")
    return {visit for visit, times in Counter(seen).items() if times > 1}


_NAMES = Entry.__struct_fields__


def _fields(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _NAMES}
