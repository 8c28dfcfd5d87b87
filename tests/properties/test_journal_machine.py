"""Phones × server under reordering, duplication, lost answers, wrong clocks, kills at any statement, moves between
posts, scope changes, revoked phones, repairs at the puskesmas, and restores from an older copy.

Whatever happens: no typed entry is lost, phones of a post converge to the server's rows, receipts are stable, places
have no gap, and a replay makes the same rows. `--hypothesis-profile=soak` plays long and many lives.
"""

import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from simpul.base import embedded, ids
from simpul.base.testing import databases
from simpul.journal import epoch
from simpul.journal.actions.revoke import revoke_device
from simpul.journal.actions.verify import verify
from simpul.journal.erasure import outside
from simpul.journal.models import Device, Quarantine, Waiting
from simpul.journal.models import Entry as Row
from simpul.journal.wire import Entry
from tests.converged import differences
from tests.properties.office import Office
from tests.properties.phone_model import PhoneModel
from tests.properties.typists import DEEDS, Deed, Typists
from tests.properties.world import Backup, Killed, World, after_commit, assign, connect, killed_at, ticks

WHO = st.integers(0, 2)
SEEDS = st.integers(0, 2**32)
PICKS = st.integers(0, 40)
FATES = st.sampled_from(["", "", "lost", "twice", "killed", "killed"])
LONGEST_PUSH = 70
"""Statements that a push of this size may send: a kill falls on any of them, or after the commit."""


class JournalMachine(Typists, Office, RuleBasedStateMachine):
    """See the module."""

    def __init__(self) -> None:
        """A clean server and three empty phones."""
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        here = World.here
        served = ([here.posts[0]], [here.posts[0]], here.posts)
        self.phones = []
        for n, wire in enumerate(World.phones):
            wire.counter, wire.token, wire.epoch = 0, None, epoch.current()
            escrow = wire.scope().escrow
            assert escrow is not None
            self.phones.append(PhoneModel(f"HP {n}", wire, list(served[n]), escrow))
        World.names.given = 0
        self.typed: list[Entry] = []
        self.erased: set[str] = set()
        outside.path().unlink(missing_ok=True)
        self.backups = [Backup()]

    @initialize(mornings=st.lists(st.lists(DEEDS, min_size=2, max_size=8), min_size=3, max_size=3), seed=SEEDS)
    def a_day_has_begun(self, mornings: list[list[Deed]], seed: int) -> None:
        """Two persons are known to everyone, then all phones work for a while without hearing of each other."""
        for pick, name in enumerate(("Aisyah", "Bagas")):
            self._register(self.phones[0], Deed("register", pick * 2 + 1, {"name": name}))
        self.phones[0].take(self.phones[0].wire.push(self.phones[0].outbox))
        for who, deeds in enumerate(mornings):
            self.phones[who].pull(50)
            self.work(who, deeds)
        for who in range(3):
            self.push(who, seed, 1, "", 0)

    # Typing -----------------------------------------------------------------------------------------------------

    @rule(who=WHO, deeds=st.lists(DEEDS, min_size=1, max_size=6))
    def work(self, who: int, deeds: list[Deed]) -> None:
        """A phone types for a while. One that was shut out opens no more."""
        for deed in deeds:
            if not self.phones[who].revoked:
                getattr(self, f"_{deed.verb}")(self.phones[who], deed)

    @rule(who=WHO, what=st.sampled_from(["clock", "clock", "scope", "scope", "revoke"]), pick=PICKS)
    def disturb(self, who: int, what: str, pick: int) -> None:
        """A phone's clock is set to anything; assignments end or come back; a phone is reported lost."""
        if what == "clock":
            self.phones[who].clock_s = (-900_000_000, -3600, 0, 3600, 900_000_000)[pick % 5]
        elif what == "scope":
            assign(self.phones[who].wire, ended=bool(pick % 2))
        elif not self._revoked():
            revoke_device(World.here.officer, Device.objects.get(pk=self.phones[who].wire.device), "hilang")

    def _revoked(self) -> list[str]:
        ours = [phone.wire.device for phone in self.phones]
        return [
            str(pk) for pk in Device.objects.filter(pk__in=ours, revoked_at__isnull=False).values_list("pk", flat=True)
        ]

    # The puskesmas ----------------------------------------------------------------------------------------------

    @rule(
        what=st.sampled_from(["note", "note", "answer", "answer", "answer", "waiting", "waiting", "tick", "erase"]),
        pick=PICKS,
    )
    def office(self, what: str, pick: int) -> None:
        """The puskesmas writes, erases, answers what was set aside or waits; the clock ticks."""
        self.at_the_desk(what, pick)

    # The network ------------------------------------------------------------------------------------------------

    @rule(who=WHO, seed=SEEDS, share=st.sampled_from([0.5, 1, 1]), fate=FATES, at=st.integers(0, LONGEST_PUSH))
    def push(self, who: int, seed: int, share: float, fate: str, at: int) -> None:
        """Part of the outbox in any order; the answer may be lost, the request doubled, the server killed anywhere."""
        phone, chance = self.phones[who], random.Random(seed)
        batch = chance.sample(phone.outbox, round(share * len(phone.outbox)))
        if fate == "killed":
            with suppress(Killed), killed_at(at):
                phone.push(batch)
            after_commit(lost=True)
            return
        receipts = phone.push(batch + batch[:2] if fate == "twice" else batch)
        after_commit(lost=False)
        if fate == "twice":
            phone.take(receipts)
            receipts = phone.push(batch)
        if fate != "lost":
            phone.take(receipts)

    @rule(who=WHO, by=WHO, at=st.integers(0, LONGEST_PUSH * 3))
    def carry(self, who: int, by: int, at: int) -> None:
        """A colleague's phone delivers what this one has not sent; the server may die over it."""
        carrier = self.phones[by]
        if not self.phones[who].outbox:
            return
        with suppress(Killed), killed_at(at):
            answer = self.phones[who].deposit(self.phones[who].outbox, carrier)
            assert answer.refused == 0
        after_commit(lost=False)

    @rule(who=WHO, limit=st.integers(1, 6), lost=st.booleans())
    def pull(self, who: int, limit: int, lost: bool) -> None:
        """One page; its answer may be lost."""
        phone = self.phones[who]
        if not lost:
            phone.pull(limit)
            return
        token = phone.wire.token
        with suppress(AssertionError):
            phone.wire.pull(limit)
        phone.wire.token = token

    @rule(who=WHO)
    def start_anew(self, who: int) -> None:
        """A phone forgets its rows and loads snapshots; the outbox stays."""
        phone = self.phones[who]
        if not phone.revoked and phone.wire.epoch == epoch.current() and phone.wire.device not in self._revoked():
            phone.load([post.id for post in phone.wire.scope().posts])

    @rule(pick=PICKS)
    def back_up_or_restore(self, pick: int) -> None:
        """A copy is taken, or the database goes back to one of the copies and begins a new life."""
        if pick % 3:
            self.backups.append(Backup())
            return
        revoked = self._revoked()
        chosen = pick % len(self.backups)
        self.backups = self.backups[: chosen + 1]
        self.backups[chosen].restore(revoked)

    # What must hold ---------------------------------------------------------------------------------------------

    @invariant()
    def nothing_dropped_is_missing(self) -> None:
        """What a phone dropped has its place on the server, with the same content, in this life of the database."""
        now = epoch.current()
        here = [phone for phone in self.phones if phone.wire.epoch == now]
        wanted = {entry.id: entry.hash for phone in here for entry in phone.dropped}
        held = Row.objects.filter(id__in=wanted).values_list("id", "hash")
        assert {str(pk): bytes(digest).hex() for pk, digest in held} == wanted

    def teardown(self) -> None:
        """Let everything settle, then compare."""
        try:
            self._settle()
            self._no_entry_is_lost()
            self._phones_agree_with_the_server()
            self._erased_is_gone()
            report = verify()
            assert report.sound, report
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)
            connection.run_on_commit = []

    def _settle(self) -> None:
        for phone in self.phones:
            assign(phone.wire, ended=False)
            phone.pull(1)
        for _ in range(len(self.typed) + 1):
            before = [len(phone.outbox) for phone in self.phones]
            for phone in self.phones:
                if phone.revoked:
                    phone.deposit(phone.copies.values())
                else:
                    phone.take(phone.push(phone.outbox))
            after_commit(lost=False)
            ticks()
            if before == [len(phone.outbox) for phone in self.phones]:
                break
        for phone in self.phones:
            self._read_all(phone)

    def _read_all(self, phone: PhoneModel) -> None:
        for _ in range(len(self.typed) * 2 + 9):
            answer = None if phone.revoked else phone.pull(50)
            if answer is None or not answer.has_more:
                return
        raise AssertionError("a pull that never ends")

    def _no_entry_is_lost(self) -> None:
        placed = {str(pk) for pk in Row.objects.values_list("id", flat=True)}
        aside = set(Quarantine.objects.values_list("entry", flat=True))
        waits = {str(pk) for pk in Waiting.objects.values_list("entry", flat=True)}
        for entry in self.typed:
            assert entry.id in placed | aside | waits or entry.subject in self.erased, entry
        refused = aside | waits
        for phone in self.phones:
            if not phone.revoked:
                assert all(set(entry.after) & refused for entry in phone.outbox), "waits though all it names is there"
        assert not placed & waits

    def _erased_is_gone(self) -> None:
        assert (
            not Row.objects.filter(subject__in=self.erased, data__isnull=False).exclude(kind="entry.redacted").exists()
        )
        about = {entry.id for entry in self.typed if entry.subject in self.erased}
        assert not Quarantine.objects.filter(entry__in=about).exclude(body=b"").exists()
        assert not Waiting.objects.filter(entry__in=about).exists()
        for phone in self.phones:
            assert phone.revoked or not self.erased & {row["id"] for row in phone.found("persons")}

    def _phones_agree_with_the_server(self) -> None:
        for phone in self.phones:
            for post in [] if phone.revoked else phone.posts:
                assert not list(differences(post, phone.rows.get(post, {}))), phone.name


SMALL = settings(max_examples=8, stateful_step_count=20, derandomize=True)
BIG = settings(max_examples=1_000, stateful_step_count=60)


@pytest.fixture
def as_root() -> Iterator[None]:
    """The connection of the whole machine, given back as it was."""
    user = connection.settings_dict["USER"]
    connect(embedded.parse(databases.root_url())["USER"])
    yield
    connection.close()
    connection.settings_dict["USER"] = user


@pytest.mark.django_db(transaction=True)
def test_the_journal_keeps_its_promises(
    as_root: None, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    caplog.set_level("CRITICAL")
    monkeypatch.setenv("SIMPUL_REDACTIONS", str(tmp_path / "redactions.jsonl"))
    World.build()
    monkeypatch.setattr(ids, "uuid7", World.names)
    size = BIG if settings.get_current_profile_name() == "soak" else SMALL
    run_state_machine_as_test(
        JournalMachine, settings=settings(size, deadline=None, suppress_health_check=list(HealthCheck))
    )
