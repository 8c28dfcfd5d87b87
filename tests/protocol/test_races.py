"""Two writers at once, on real PostgreSQL with commits: order stays the server's, nothing is skipped or doubled."""

import threading
from collections.abc import Callable
from typing import Any

import msgspec
import psycopg
import pytest
from django.db import OperationalError, connection

from simpul.base.testing.databases import root_url
from simpul.journal.actions import push as pushing
from simpul.journal.actions import snapshot as loading
from simpul.journal.models import Entry, PostCounter, Quarantine
from simpul.journal.testing import Phone, Place, Refusal, place, rehash
from tests.protocol.conftest import phone_of

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_S = 20


class Thread(threading.Thread):
    """Runs a call with a database connection of its own and keeps what came of it."""

    def __init__(self, call: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self.call = call
        self.result: Any = None
        self.error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self.result = self.call()
        except BaseException as error:
            self.error = error
        finally:
            connection.close()

    def get(self) -> Any:
        self.join(PATIENCE_S)
        assert not self.is_alive(), "the call hangs"
        if self.error is not None:
            raise self.error
        return self.result


class Gate:
    """Holds the first push just before its commit until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.open, self.first = threading.Event(), threading.Event(), threading.Lock()
        real = pushing._note

        def note(*args: Any) -> None:
            real(*args)
            if self.first.acquire(blocking=False):
                self.reached.set()
                assert self.open.wait(PATIENCE_S)

        monkeypatch.setattr(pushing, "_note", note)


@pytest.fixture
def world() -> Place:
    return place(posts=2)


def waiting_for_a_lock() -> bool:
    with psycopg.connect(root_url(), autocommit=True) as root:
        sql = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s"
        row = root.execute(sql, [connection.settings_dict["NAME"]]).fetchone()
    return row is not None and row[0] > 0


def until(condition: Callable[[], bool]) -> None:
    poll = threading.Event()
    for _ in range(PATIENCE_S * 100):
        if condition():
            return
        poll.wait(0.01)
    raise AssertionError("the other writer never came to wait")


def test_late_commit_is_not_skipped(world: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow writer took place 1; a fast one may not commit place 2 before, or a pull between would lose place 1."""
    slow, fast, reader = phone_of(world), phone_of(world), phone_of(world)
    reader.pull()
    early, late = slow.person("Lambat"), fast.person("Cepat")
    gate = Gate(monkeypatch)
    first = Thread(lambda: slow.push([early]))
    assert gate.reached.wait(PATIENCE_S)
    second = Thread(lambda: fast.push([late]))
    until(waiting_for_a_lock)
    seen = [head.id for page in reader.pull().posts for head in page.heads]
    assert seen == []
    gate.open.set()
    assert [first.get()[0].seq, second.get()[0].seq] == [1, 2]
    seen += [head.id for page in reader.pull().posts for head in page.heads]
    assert seen == [early.id, late.id]


def test_two_phones_that_load_a_post_at_once_cost_one_file(world: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = phone_of(world), phone_of(world)
    one.push([one.person()])
    looked, made, kept, make = [], [], loading._kept, loading.make

    def looks(*args: Any) -> Any:
        looked.append(args)
        return kept(*args)

    def makes(post: str, ceiling: str) -> Any:
        made.append(post)
        until(lambda: len(looked) >= 3)  # the first before and behind the lock, the second before it
        return make(post, ceiling)

    monkeypatch.setattr(loading, "_kept", looks)
    monkeypatch.setattr(loading, "make", makes)
    threads = [Thread(lambda phone=phone: phone.snapshot(phone.post)) for phone in (one, two)]
    assert [thread.get().seq for thread in threads] == [1, 1]
    assert len(made) == 1


def test_posts_do_not_wait_for_each_other(world: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, fast = phone_of(world, 0), phone_of(world, 1)
    gate = Gate(monkeypatch)
    first = Thread(lambda: slow.push([slow.person()]))
    assert gate.reached.wait(PATIENCE_S)
    assert fast.push([fast.person()])[0].seq == 1
    gate.open.set()
    assert first.get()[0].seq == 1


def test_two_first_pushes_of_the_same_id_race(world: Place) -> None:
    """The post's very first entry arrives twice at once: the counter's row, the place and the id are contested."""
    phones = [phone_of(world) for _ in range(4)]
    entry = phones[0].person()
    twins = [phones[0]] * 4
    barrier = threading.Barrier(len(twins))
    body = phones[0].signed([entry])

    def send() -> Any:
        barrier.wait(PATIENCE_S)
        sender = Phone(bearer=phones[0].bearer)
        return msgspec.json.decode(sender.send("POST", "journal/push", body).content)["receipts"][0]

    receipts = [thread.get() for thread in [Thread(send) for _ in twins]]
    assert [receipt["outcome"] for receipt in receipts] == ["applied"] * 4
    assert [receipt["seq"] for receipt in receipts] == [1] * 4
    assert sorted(receipt["replayed"] for receipt in receipts) == [False, True, True, True]
    assert Entry.objects.count() == 1 and PostCounter.objects.get(post=world.posts[0]).seq == 1


def test_the_same_id_in_two_posts_at_once(world: Place) -> None:
    one, two = phone_of(world, 0), phone_of(world, 1)
    here = one.person()
    there = rehash(
        msgspec.structs.replace(here, post=two.post, author=two.author, device=two.device, data={"name": "Lain"})
    )
    barrier = threading.Barrier(2)

    def send(phone: Phone, entry: Any) -> str:
        barrier.wait(PATIENCE_S)
        return phone.push([entry])[0].outcome

    threads = [Thread(lambda: send(one, here)), Thread(lambda: send(two, there))]
    assert sorted(thread.get() for thread in threads) == ["applied", "quarantined"]
    assert Entry.objects.count() == 1 and Quarantine.objects.count() == 1
    assert sum(PostCounter.objects.values_list("seq", flat=True)) == 1


def test_a_connection_killed_before_commit_is_tried_again_whole(world: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = phone_of(world)
    entries = [phone.person(f"Anak {n}") for n in range(20)]
    gate = Gate(monkeypatch)
    first = Thread(lambda: phone.push(entries))
    assert gate.reached.wait(PATIENCE_S)
    kill_the_writer()
    assert Entry.objects.count() == 0
    gate.open.set()
    receipts = first.get()
    assert [(receipt.seq, receipt.replayed) for receipt in receipts] == [(n, False) for n in range(1, 21)]
    again = phone.push(entries)
    assert [(receipt.seq, receipt.replayed) for receipt in again] == [(n, True) for n in range(1, 21)]


def test_a_database_that_stays_away_is_said_with_a_time_to_come_back(
    world: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = phone_of(world)

    def away(*args: Any) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(pushing, "_note", away)
    with pytest.raises(Refusal) as refusal:
        phone.push([phone.person()])
    assert (refusal.value.status, refusal.value.problem.code) == (503, "busy")
    assert int(refusal.value.headers["Retry-After"]) > 0
    assert Entry.objects.count() == 0


def kill_the_writer() -> None:
    with psycopg.connect(root_url(), autocommit=True) as root:
        sql = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND state = 'idle in transaction'"
        )
        rows = root.execute(sql, [connection.settings_dict["NAME"]]).fetchall()
    assert len(rows) == 1
