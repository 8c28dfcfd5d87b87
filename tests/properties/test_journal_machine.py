"""Phones × server under reordering, duplication, lost answers, wrong clocks, concurrent edits, scope changes and kills.

Whatever happens: no typed entry is lost, phones of a post converge to the server's rows, receipts are stable, places
have no gap, and a replay makes the same rows.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from simpul.base import clock
from simpul.journal import reading
from simpul.journal.actions import push as pushing
from simpul.journal.actions.append import Draft, append
from simpul.journal.actions.verify import verify
from simpul.journal.models import Entry as Row
from simpul.journal.models import Quarantine, Waiting
from simpul.journal.reading import Range
from simpul.journal.testing import Phone, Place, Refusal, place
from simpul.journal.wire import Entry
from simpul.registry.models import Assignment
from tests.properties.phone_model import PhoneModel
from tests.properties.typists import DEEDS, Deed, Typists

WHO = st.integers(0, 2)
SEEDS = st.integers(0, 2**32)
FATES = st.sampled_from(["", "", "lost", "twice", "killed"])


class Killed(Exception):
    """The server's process dies before it commits."""


class World:
    """Set up once; every example starts from here and is rolled back."""

    here: Place
    phones: list[Phone]

    @classmethod
    def build(cls) -> None:
        """Three phones: two at the first post, the third serves both posts."""
        cls.here = place(posts=2)
        third = cls.here.kaders[1]
        Assignment.objects.create(account=third, role="kader", unit_id=cls.here.posts[0], starts_on="2020-01-01")
        owners = [cls.here.kaders[0], cls.here.kaders[0], third]
        cls.phones = [Phone(post=cls.here.posts[0]).enrol(cls.here.officer, who) for who in owners]


class JournalMachine(Typists, RuleBasedStateMachine):
    """See the module."""

    def __init__(self) -> None:
        """A clean server and three empty phones."""
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        here = World.here
        served = ([here.posts[0]], [here.posts[0]], here.posts)
        self.phones = [PhoneModel(f"HP {n}", phone, list(served[n])) for n, phone in enumerate(World.phones)]
        for phone in self.phones:
            phone.wire.counter, phone.wire.token = 0, None
        self.typed: list[Entry] = []

    @initialize(mornings=st.lists(st.lists(DEEDS, min_size=2, max_size=8), min_size=3, max_size=3), seed=SEEDS)
    def a_day_has_begun(self, mornings: list[list[Deed]], seed: int) -> None:
        """Two persons are known to everyone, then all phones work for a while without hearing of each other."""
        for name in ("Aisyah", "Bagas"):
            self._register(self.phones[0], Deed("register", 0, {"name": name}))
        self.phones[0].take(self.phones[0].wire.push(self.phones[0].outbox))
        for who, deeds in enumerate(mornings):
            self.phones[who].store(self.phones[who].wire.pull(50))
            self.work(who, deeds)
        for who in range(3):
            self.push(who, seed, 1, "")

    # Typing -----------------------------------------------------------------------------------------------------

    @rule(who=WHO, deeds=st.lists(DEEDS, min_size=1, max_size=6))
    def work(self, who: int, deeds: list[Deed]) -> None:
        """A phone types for a while."""
        for deed in deeds:
            getattr(self, f"_{deed.verb}")(self.phones[who], deed)

    @rule(who=WHO, what=st.sampled_from(["office", "clock", "scope"]), pick=st.integers(0, 20))
    def disturb(self, who: int, what: str, pick: int) -> None:
        """The puskesmas writes; a phone's clock is set to anything; assignments end or come back."""
        if what == "office":
            self._office(pick)
        elif what == "clock":
            self.phones[who].clock_s = (-900_000_000, -3600, 0, 3600, 900_000_000)[pick % 5]
        else:
            ends = clock.today() - timedelta(days=1) if pick % 2 else None
            Assignment.objects.filter(account=self.phones[who].wire.author).update(ends_on=ends)

    def _office(self, pick: int) -> None:
        heads = list(Row.objects.filter(kind="person.registered").order_by("place").values("subject", "post"))
        head = heads[pick % len(heads)]
        draft = Draft("person.changed", str(head["subject"]), {"fields": {"notes": "rujuk"}}, base={"notes": 1})
        append(head["post"], [draft], World.here.officer)

    # The network ------------------------------------------------------------------------------------------------

    @rule(who=WHO, seed=SEEDS, share=st.sampled_from([0.5, 1, 1]), fate=FATES)
    def push(self, who: int, seed: int, share: float, fate: str) -> None:
        """Part of the outbox in any order; the answer may be lost, the request doubled, the server killed."""
        phone, chance = self.phones[who], random.Random(seed)
        batch = chance.sample(phone.outbox, round(share * len(phone.outbox)))
        if fate == "killed":
            with killed_before_commit(), pytest.raises(Refusal):
                phone.wire.push(batch)
            return
        receipts = phone.wire.push(batch + batch[:2] if fate == "twice" else batch)
        if fate == "twice":
            phone.take(receipts)
            receipts = phone.wire.push(batch)
        if fate != "lost":
            phone.take(receipts)

    @rule(who=WHO, limit=st.integers(1, 6), lost=st.booleans())
    def pull(self, who: int, limit: int, lost: bool) -> None:
        """One page; its answer may be lost."""
        phone = self.phones[who]
        token = phone.wire.token
        answer = phone.wire.pull(limit)
        if lost:
            phone.wire.token = token
        else:
            phone.store(answer)

    @rule(who=WHO)
    def start_anew(self, who: int) -> None:
        """A phone forgets its rows and loads snapshots; the outbox stays."""
        phone = self.phones[who]
        scope = [post.id for post in phone.wire.scope().posts]
        if not scope:
            return
        snapshots = [phone.wire.snapshot(post) for post in scope]
        phone.wire.token, phone.rows, phone.at = snapshots[0].token, {}, {}
        for snapshot in snapshots:
            phone.at[snapshot.post] = snapshot.seq
            rows = {part: {row["id"]: row for row in rows} for part, rows in snapshot.rows.items()}
            phone.rows[snapshot.post] = rows
        phone.store(phone.wire.pull(1, also=[one.token for one in snapshots[1:]]))

    # What must hold ---------------------------------------------------------------------------------------------

    @invariant()
    def nothing_dropped_is_missing(self) -> None:
        """What a phone dropped has its place on the server, with the same content."""
        wanted = {entry.id: entry.hash for phone in self.phones for entry in phone.dropped}
        held = Row.objects.filter(id__in=wanted).values_list("id", "hash")
        assert {str(pk): bytes(digest).hex() for pk, digest in held} == wanted

    def teardown(self) -> None:
        """Let everything settle, then compare."""
        try:
            self._settle()
            self._no_entry_is_lost()
            self._phones_agree_with_the_server()
            report = verify()
            assert report.sound, report
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def _settle(self) -> None:
        Assignment.objects.update(ends_on=None)
        for _ in range(len(self.typed) + 1):
            before = [len(phone.outbox) for phone in self.phones]
            for phone in self.phones:
                phone.take(phone.wire.push(phone.outbox))
            if before == [len(phone.outbox) for phone in self.phones]:
                break
        for phone in self.phones:
            for _ in range(len(self.typed) + 9):
                answer = phone.wire.pull(50)
                phone.store(answer)
                if not answer.has_more:
                    break
            assert not answer.has_more, "a pull that never ends"

    def _no_entry_is_lost(self) -> None:
        placed = {str(pk) for pk in Row.objects.values_list("id", flat=True)}
        aside = set(Quarantine.objects.values_list("entry", flat=True))
        waits = {str(pk) for pk in Waiting.objects.values_list("entry", flat=True)}
        for entry in self.typed:
            assert entry.id in placed | aside | waits, entry
        refused = aside | waits
        for phone in self.phones:
            assert all(set(entry.after) & refused for entry in phone.outbox), "waits though all it names is there"
        assert not placed & waits

    def _phones_agree_with_the_server(self) -> None:
        for phone in self.phones:
            last = reading.last_seqs(phone.posts)
            for post in phone.posts:
                truth = reading.rows({post: Range(-1, last[post])}, "K1")[post]
                expected = {part: {row["id"]: row for row in rows} for part, rows in truth.items()}
                held = {part: rows for part, rows in phone.rows.get(post, {}).items() if rows}
                assert held == expected, phone.name


@contextmanager
def killed_before_commit() -> Iterator[None]:
    """The next push dies after all its work and before its commit."""
    real = pushing._note

    def die(*args: Any) -> None:
        real(*args)
        raise Killed

    pushing._note = die  # type: ignore[assignment]
    try:
        yield
    finally:
        pushing._note = real


@pytest.mark.django_db
def test_the_journal_keeps_its_promises(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL")
    World.build()
    run_state_machine_as_test(
        JournalMachine,
        settings=settings(
            max_examples=16,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
