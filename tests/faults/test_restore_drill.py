"""The drill: three days after the backup the server is lost. Phones bring back what it lacks; the erased stays gone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from simpul.base import audit_chain, clock, database, ids
from simpul.base.testing import databases
from simpul.care.tests.test_erasing import SECRET, ordered, places_with
from simpul.journal import epoch
from simpul.journal.actions.answer import accept
from simpul.journal.actions.revoke import revoke_device
from simpul.journal.actions.verify import verify
from simpul.journal.backup import keys, load, make, restore, tools
from simpul.journal.escrow.testing import bring, offered, sealed_by
from simpul.journal.models import Device, Entry, Projected, Quarantine, Redacted, Repair
from simpul.journal.testing import Phone, Place, Refusal, place
from simpul.journal.wire import Entry as WireEntry
from simpul.journal.wire import EscrowKey, Receipt
from simpul.people.late import carried_id

pytestmark = pytest.mark.django_db(transaction=True)
START = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
TIMES_OF_THE_SERVER = {"received_at", "state_since", "due_at", "opened_at"}


@dataclass
class Keeper:
    """A phone that keeps a sealed copy of everything it typed, as long as phones do."""

    wire: Phone
    escrow: EscrowKey
    copies: dict[str, WireEntry] = field(default_factory=dict)
    outbox: list[WireEntry] = field(default_factory=list)
    receipts: dict[str, Receipt] = field(default_factory=dict)

    def type(self, kind: str, subject: str, data: dict[str, Any], **over: Any) -> WireEntry:
        """Typed: in the outbox, and sealed."""
        entry = self.wire.entry(kind, subject, data, **over)
        self.copies[entry.id] = entry
        self.outbox.append(entry)
        return entry

    def person(self, name: str, **more: Any) -> str:
        """A person is registered; returns the id."""
        subject = str(ids.uuid7())
        self.type("person.registered", subject, {"name": name, "sex": "P", "birth_date": "2025-09-10"} | more)
        return subject

    def weigh(self, person: str, kg: float, **values: Any) -> WireEntry:
        """A weighing today."""
        date = clock.today().isoformat()
        data = {"visit": ids.visit_id(self.wire.post, person, date), "date": date, "card": "balita", "step": 2}
        return self.type("visit.recorded", person, data | {"values": {"weight_kg": kg} | values})

    def sync(self) -> None:
        """Push what waits, pull what is new."""
        for receipt in self.wire.push(self.outbox):
            self.receipts.setdefault(receipt.id, receipt)
        self.outbox.clear()
        while self.wire.pull().has_more:
            pass

    def restored(self) -> list[str]:
        """What a phone does when the epoch has changed; returns the ids that it was told to drop."""
        for call in (self.wire.pull, lambda: self.wire.push(self.outbox)):
            with pytest.raises(Refusal) as refused:
                call()
            assert refused.value.problem.code == "epoch_changed"
        self.wire.epoch, self.wire.token = epoch.current(), None
        scope = self.wire.scope()
        assert scope.escrow == self.escrow, "the server opens what was sealed before"
        answer = offered(self.wire, self.copies.values())
        for gone in answer.redacted:
            self.copies.pop(gone, None)
            self.outbox = [entry for entry in self.outbox if entry.id != gone]
        bring(self.wire, sealed_by(self.wire, [self.copies[pk] for pk in answer.missing], self.escrow))
        self.wire.token = self.wire.snapshot(scope.posts[0].id).token
        self.sync()
        return answer.redacted


@dataclass
class World:
    """A puskesmas with two posts, four phones, and what people did on three days."""

    here: Place
    phones: list[Keeper]
    family: str = ""
    secret: str = ""
    child: str = ""


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything that lies outside the database lies in a folder of this test."""
    monkeypatch.setenv("SIMPUL_BACKUP_KEYS", str(tmp_path / "public.txt"))
    monkeypatch.setenv("SIMPUL_REDACTIONS", str(tmp_path / "redactions.jsonl"))
    monkeypatch.setenv("SIMPUL_ESCROW_KEYS", str(tmp_path / "escrow"))
    keys.new(tmp_path / "private.txt")
    return tmp_path / "private.txt"


@pytest.fixture
def world(private: Path) -> World:
    """Phones 0 and 1 at the first post, 2 at the second; 3 at the first, and it will be lost."""
    here = place(posts=2)
    phones = []
    with clock.frozen(START):
        for post in (0, 0, 1, 0):
            wire = Phone(post=here.posts[post]).enrol(here.officer, here.kaders[post])
            escrow = wire.scope().escrow
            assert escrow is not None
            phones.append(Keeper(wire, escrow))
    return World(here, phones)


@contextmanager
def day(number: int) -> Iterator[None]:
    """The clock stands at that day's morning."""
    with clock.frozen(START + timedelta(days=number)):
        yield


def day_zero(world: World) -> None:
    """What the backup will hold: a family, a person to be erased later, two who disagree, a referral."""
    one, two, other, lost = world.phones
    world.family = str(ids.uuid7())
    one.type("family.registered", world.family, {"head_name": "Bagus", "rt": "04"})
    world.child = one.person("Aisyah", family=world.family)
    world.secret = one.person(SECRET)
    one.weigh(world.secret, 7.0, notes=f"kata {SECRET}")
    one.weigh(world.child, 8.0, length_height_cm=70.0)
    one.sync()
    two.weigh(world.child, 8.6)
    two.sync()
    other.weigh(other.person("Citra"), 9.0)
    other.sync()
    lost.person("Dewi")
    lost.sync()


def three_days(world: World, moves: bool = True) -> None:
    """What the backup lacks: visits, a correction, a withdrawal, a move, a lost phone, an erasure, unsent work."""
    one, two, other, lost = world.phones
    with day(1):
        first = two.weigh(world.child, 8.1)
        wrong = one.type("dose.given", world.child, {"product": "MR", "date": clock.today().isoformat()})
        two.weigh(world.secret, 7.2, notes=f"{SECRET} lagi")
        two.person("Eka")
        data = {"visit": ids.visit_id(two.wire.post, world.child, clock.today().isoformat()), "corrects": first.id}
        two.type("visit.corrected", world.child, data | {"values": {"weight_kg": 8.2}, "reason": "salah baca"})
        one.type("entry.voided", world.child, {"target": wrong.id, "reason": "ganda"}, after=[wrong.id])
        lost.weigh(world.child, 8.4)
        for phone in (two, one, lost):
            phone.sync()
    with day(2):
        other.weigh(other.person("Fitri"), 6.1)
        other.sync()
        if moves:
            one.type("family.moved", world.family, {"to_post": other.wire.post})
            one.sync()
        two.weigh(world.child, 8.7)
        two.sync()
        revoke_device(world.here.officer, Device.objects.get(pk=lost.wire.device), "hilang di angkot")
    with day(3):
        ordered(subjects=[world.secret])
        one.type("person.changed", world.secret, {"fields": {"notes": f"{SECRET} belum terkirim"}})
        other.person("Gita")


def lose_the_server(world: World, backup: Path, private: Path) -> restore.Restored:
    """The disk is gone; the backup of day 0 is put in its place."""
    done = restore.restore(backup, private, replace=tools.present())
    database.drop_database(databases.root_url(), done.put_away)
    return done


def projections() -> dict[str, Any]:
    """Every row that entries make, without places and the server's own times.

    Not in it: what phones are told of erasures, and of entries that an officer let in (after the restore, once more).
    """
    found = {}
    for model in apps.get_models():
        if issubclass(model, Projected) and model not in (Redacted, Repair):
            for row in model._default_manager.all():
                wire = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
                wire["stamps"] = {name: stamp[3] for name, stamp in wire["stamps"].items() if isinstance(stamp, list)}
                kept = {name: value for name, value in wire.items() if name not in {"seq", *TIMES_OF_THE_SERVER}}
                found[f"{model._meta.label} {row.pk}"] = kept
    return found


def everything_typed(world: World) -> set[str]:
    """Ids of all that anybody typed on a phone."""
    return {pk for phone in world.phones for pk in phone.receipts} | {
        pk for phone in world.phones for pk in phone.copies
    }


def accept_what_waits_for_review(world: World) -> int:
    """The officer looks at what a withdrawn phone had written, and lets it in."""
    rows = list(Quarantine.objects.filter(status="open", code="deposited_after_revocation").order_by("device_counter"))
    for row in rows:
        accept(world.here.officer, row)
    return len(rows)


@pytest.mark.parametrize("moves", [False, True])
def test_the_drill(world: World, private: Path, tmp_path: Path, moves: bool) -> None:
    with day(0):
        day_zero(world)
        made = make.to_file(tmp_path / "day0.age")
    three_days(world, moves)
    one, two, other, lost = world.phones
    typed, before = everything_typed(world), projections()
    outcomes = dict(Entry.objects.filter(redacted_at=None).values_list("pk", "outcome"))
    erased = {str(pk) for pk in Entry.objects.filter(redacted_at__isnull=False).values_list("pk", flat=True)}
    assert_the_backup_holds_the_secret(tmp_path / "day0.age", private)

    with day(3):
        done = lose_the_server(world, tmp_path / "day0.age", private)
        assert (done.manifest.entries, done.again.revoked) == (made.entries, 1)
        assert places_with(SECRET) == []
        with pytest.raises(Refusal) as refused:
            lost.wire.pull()
        assert refused.value.problem.code == "device_revoked"
        told = [pk for phone in (two, one, other) for pk in phone.restored()]
        bring(lost.wire, sealed_by(lost.wire, lost.copies.values(), lost.escrow))
        assert accept_what_waits_for_review(world) == 1

    placed = {str(pk) for pk in Entry.objects.values_list("pk", flat=True)}
    assert set(told) == erased & {pk for phone in (one, two) for pk in phone.receipts}
    assert typed - erased - placed == set(), "a typed entry was lost"
    assert places_with(SECRET) == []
    fresh = {key: row for key, row in projections().items() if "Gita" not in str(row)}
    assert differing(before, fresh, carried_id_of(typed) if moves else {}) == []
    for pk, outcome in Entry.objects.filter(pk__in=outcomes, device__isnull=False).values_list("pk", "outcome"):
        # An entry that was carried after a move has its outcome where it was carried to.
        copy = Entry.objects.filter(pk=carried_id(str(pk))).first()
        assert outcomes[pk] == (copy.outcome if copy else outcome), pk
    report = verify()
    assert report.sound and audit_chain.verify() == []
    for phone in (one, two, other):
        answer = offered(phone.wire, phone.copies.values())
        assert answer.missing == []
        again = phone.wire.push([copy for copy in phone.copies.values() if copy.id not in answer.redacted])
        assert {receipt.outcome for receipt in again} <= {"applied", "conflict"} and all(r.replayed for r in again)


def carried_id_of(typed: set[str]) -> dict[str, str]:
    """Names that entries and their reviews take when they are carried after a move → their own."""
    names = {carried_id(pk): pk for pk in typed}
    return names | {ids.review_id(new, "weight_kg"): ids.review_id(old, "weight_kg") for new, old in names.items()}


def differing(before: dict[str, Any], after: dict[str, Any], names: dict[str, str]) -> list[str]:
    """Columns of rows that are not the same, byte for byte.

    Where a family moved (`names`), an entry that overtook it the first time may be carried after it the second time:
    then its way differs (whose copy, seen by which post's journal), its words do not.
    """

    def plain(value: Any) -> str:
        text = str(value)
        for carried, original in names.items():
            text = text.replace(carried, original)
        return re.sub(r"'device': [^,]+, |'counter': \d+, ", "", text) if names else text

    way = {"stamps", "served_at_id"} if names else set()
    before, after = ({plain(key): row for key, row in rows.items()} for rows in (before, after))
    found = [f"{key} is in one only" for key in sorted(before.keys() ^ after.keys())]
    for key in sorted(before.keys() & after.keys()):
        for column in before[key].keys() - way:
            old, new = plain(before[key][column]), plain(after[key][column])
            if old != new:
                found.append(f"{key} {column}: {old} -> {new}")
    return found


def assert_the_backup_holds_the_secret(backup: Path, private: Path) -> None:
    """Otherwise the drill would prove nothing about erasure."""
    with load.scratch("simpul_look") as name:
        with backup.open("rb") as file:
            load.into(file, private, name)
        with database.elsewhere(name), database.as_owner():
            assert len(places_with(SECRET)) >= 3


def test_without_the_list_outside_the_erased_would_come_back(world: World, private: Path, tmp_path: Path) -> None:
    """Shows that the list is what keeps them away: where somebody deletes it, the drill sees it."""
    with day(0):
        day_zero(world)
        make.to_file(tmp_path / "day0.age")
    three_days(world)
    (tmp_path / "redactions.jsonl").unlink()
    with day(3):
        done = lose_the_server(world, tmp_path / "day0.age", private)
        assert done.again.erased.entries == []
        assert places_with(SECRET) != []


def test_a_restore_twice_is_a_new_epoch_twice(world: World, private: Path, tmp_path: Path) -> None:
    with day(0):
        day_zero(world)
        make.to_file(tmp_path / "day0.age")
    seen = {epoch.current()}
    with day(1):
        for _ in range(2):
            lose_the_server(world, tmp_path / "day0.age", private)
            world.phones[0].restored()
            seen.add(epoch.current())
    assert len(seen) == 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE %s", [f"{tools.present()}_restore%"])
        assert cursor.fetchone() == (0,)
