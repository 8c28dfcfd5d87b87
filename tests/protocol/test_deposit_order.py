"""However deposits and pushes are split, ordered, repeated and carried, the journal ends the same."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from simpul.base import clock
from simpul.journal.actions.revoke import revoke_device
from simpul.journal.actions.verify import verify
from simpul.journal.escrow.testing import bring, oath, sealed_by
from simpul.journal.models import Device, Entry, Quarantine, Review, Waiting
from simpul.journal.testing import Phone, Place, place
from simpul.journal.wire import Entry as Wire
from simpul.journal.wire import EscrowKey, Heartbeat
from simpul.people.models import Person

CARRIERS = ("push", "itself", "colleague")
RUNS = st.lists(
    st.tuples(st.sampled_from(CARRIERS), st.lists(st.integers(0, 8), min_size=1, max_size=9)), min_size=1, max_size=6
)
"""Who brings which of the entries, in which order, with repetitions."""


@pytest.fixture(autouse=True)
def own_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("SIMPUL_ESCROW_KEYS", folder)
        yield


class Story:
    """A phone's morning: nine entries, some of which need others; a colleague who may carry them."""

    def __init__(self) -> None:
        """Enrol both and type."""
        self.here: Place = place(posts=2)
        self.phone = Phone(post=self.here.posts[0]).enrol(self.here.officer, self.here.kaders[0])
        self.colleague = Phone(post=self.here.posts[1]).enrol(self.here.officer, self.here.kaders[1])
        escrow = self.phone.scope().escrow
        assert escrow is not None
        self.to: EscrowKey = escrow
        self.entries = list(self._morning())

    def _morning(self) -> Iterator[Wire]:
        phone = self.phone
        for name in ("Aisyah", "Bima", "Citra"):
            child = phone.person(name)
            yield child
            first = self._note(child, f"{name} satu", child.id)
            yield first
            yield self._note(child, f"{name} dua", first.id if name == "Aisyah" else child.id)

    def _note(self, child: Wire, notes: str, after: str) -> Wire:
        return self.phone.entry("person.changed", child.subject, {"fields": {"notes": notes}}, after=[after])

    def bring(self, by: str, which: list[int]) -> None:
        """Bring some of the entries by one of the ways."""
        some = [self.entries[n] for n in which]
        if by == "push":
            self.phone.push(some)
        else:
            carrier = self.phone if by == "itself" else self.colleague
            bring(carrier, sealed_by(self.phone, some, self.to))

    def swear(self) -> None:
        """Say what is unsent."""
        beat = {"device_time": clock.iso(clock.now()), "heartbeat": Heartbeat(attested=oath(self.entries))}
        self.phone.call("POST", "devices/heartbeat", beat, dict)

    def revoke(self) -> None:
        """The phone is lost."""
        revoke_device(self.here.officer, Device.objects.get(pk=self.phone.device), "HP hilang")

    def end(self) -> dict[str, Any]:
        """What the journal came to, whatever the order was."""
        return {
            "placed": {str(pk): bytes(h).hex() for pk, h in Entry.objects.values_list("id", "hash")},
            "aside": set(Quarantine.objects.values_list("entry", "hash", "code")),
            "waiting": Waiting.objects.count(),
            "reviews": Review.objects.count(),
            "notes": dict(Person.objects.values_list("name", "notes")),
            "missing": Device.objects.get(pk=self.phone.device).missing_counters,
            "sound": verify().sound,
        }

    def whole(self, **over: Any) -> dict[str, Any]:
        """The end when everything has its place."""
        placed = {entry.id: entry.hash for entry in self.entries}
        notes = {name: f"{name} dua" for name in ("Aisyah", "Bima", "Citra")}
        clean = {"placed": placed, "aside": set(), "waiting": 0, "reviews": 0, "notes": notes, "missing": []}
        return clean | {"sound": True} | over


@contextmanager
def fresh() -> Iterator[Story]:
    """A story of its own, taken back afterwards."""
    with transaction.atomic():
        yield Story()
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=25)
@given(runs=RUNS)
def test_any_split_of_deposits_and_pushes_ends_the_same(runs: list[tuple[str, list[int]]]) -> None:
    with fresh() as story:
        for by, which in runs:
            story.bring(by, which)
        story.bring("colleague", list(range(9)))
        assert story.end() == story.whole()


@pytest.mark.django_db
@settings(max_examples=25)
@given(runs=RUNS, lost_after=st.integers(0, 5), data=st.data())
def test_an_oath_frees_the_whole_range_in_any_order(
    runs: list[tuple[str, list[int]]], lost_after: int, data: DataObject
) -> None:
    with fresh() as story:
        story.swear()
        for n, (by, which) in enumerate(runs):
            if n == lost_after:
                story.revoke()
            story.bring("itself" if n >= lost_after and by == "push" else by, which)
        story.revoke()
        rest = data.draw(st.permutations(range(9)))
        story.bring("colleague", rest[:4])
        story.bring("itself", rest[4:])
        assert story.end() == story.whole()


@pytest.mark.django_db
@settings(max_examples=15)
@given(runs=RUNS, pushed=st.sets(st.integers(0, 8)))
def test_without_an_oath_what_came_later_is_reviewed_and_nothing_else(
    runs: list[tuple[str, list[int]]], pushed: set[int]
) -> None:
    with fresh() as story:
        story.bring("push", sorted(pushed))
        before = [*Entry.objects.values_list("id"), *Waiting.objects.values_list("entry")]
        story.revoke()
        for by, which in [*runs, ("colleague", list(range(9)))]:
            story.bring("itself" if by == "push" else by, which)
        ids = {str(pk) for (pk,) in before}
        aside = {(e.id, e.hash, "deposited_after_revocation") for e in story.entries if e.id not in ids}
        assert story.end()["aside"] == aside
