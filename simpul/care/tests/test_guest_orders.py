"""Whatever two posts and an officer do with a guest, in whatever order: each word stands once, at the right child."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from simpul.base import ids
from simpul.care.guests.actions import link, unlink
from simpul.care.guests.copies import copy_id
from simpul.care.guests.delivery import deliver, deliver_due
from simpul.care.models import Dose, Guest, Visit
from simpul.care.tests.stories import Village
from simpul.journal import kinds, replay
from simpul.journal.kinds import Refused
from simpul.journal.models import Entry, Flag, Review
from simpul.people.late import carried_id
from simpul.people.models import Family, Person

DAYS = ("2026-04-10", "2026-05-08")
CHILD = {"name": "Aisyah Putri", "sex": "P", "birth_date": "2025-09-10", "mother_name": "Siti Aminah"}


@dataclass
class Guesthouse:
    """One guest at the first post; two children at the second, of whom one is the guest, and who may move."""

    random: Random
    village: Village = field(default_factory=Village)
    guest: str = field(default_factory=lambda: str(ids.uuid7()))
    children: list[str] = field(default_factory=list)
    families: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    voided: set[str] = field(default_factory=set)

    def do(self, deed: str) -> None:
        """One deed; what is refused changes nothing."""
        try:
            getattr(self, deed)()
        except Refused as refused:
            assert refused.reason.message.id

    def said(self, kind: str, data: dict[str, Any]) -> str:
        return self.village.write(kind, self.guest, data, by=self.village.where.kaders[0]).id

    def comes(self) -> None:
        """Written down as a guest; a second time it is refused."""
        self.said("guest.registered", CHILD | {"home_post": self.village.there})

    def weighed(self) -> None:
        day = self.random.choice(DAYS)
        data = {"visit": ids.visit_id(self.village.here, self.guest, day), "date": day, "card": "balita", "step": 2}
        values = {self.random.choice(("weight_kg", "head_cm")): self.random.choice((7.4, 7.9))}
        self.written.append(self.said("visit.recorded", data | {"values": values}))

    def corrected(self) -> None:
        visits = Entry.objects.filter(pk__in=self.written, kind="visit.recorded").order_by("seq")
        first = visits.first()
        if first is not None and first.data:
            data = {"visit": first.data["visit"], "corrects": str(first.pk), "values": {"weight_kg": 7.0}}
            self.written.append(self.said("visit.corrected", data))

    def dosed(self) -> None:
        self.written.append(self.said("dose.given", {"product": "MR", "number": 1, "date": DAYS[0]}))

    def withdrawn(self) -> None:
        left = [entry for entry in self.written if entry not in self.voided]
        if left:
            gone = self.random.choice(left)
            self.said("entry.voided", {"target": gone, "reason": "anak lain"})
            self.voided.add(gone)

    def born(self) -> None:
        """The second post registers the child, or another one of the same words."""
        if len(self.children) < 2:
            child = str(ids.uuid7())
            family = self.village.family(post=self.village.there)
            self.village.write("person.registered", child, CHILD | {"family": family}, self.village.there)
            self.children.append(child)
            self.families.append(family)

    def moves(self) -> None:
        """A family leaves for the other of the two posts; to the first one the guest's hosts are."""
        if self.families:
            family = self.random.choice(self.families)
            left = str(Family.objects.get(pk=family).post_id)
            to = self.village.here if left == self.village.there else self.village.there
            self.village.write("family.moved", family, {"to_post": to}, left)

    def seen_at_home(self) -> None:
        if self.children:
            child, day = self.random.choice(self.children), self.random.choice(DAYS)
            self.village.weigh(child, day, self.random.choice((7.4, 8.2)), self.village.there)

    def linked(self) -> None:
        guest = Guest.objects.filter(pk=self.guest).first()
        if guest and self.children:
            link(self.village.where.officer, guest, Person.objects.get(pk=self.random.choice(self.children)))

    def unlinked(self) -> None:
        guest = Guest.objects.filter(pk=self.guest).first()
        if guest:
            unlink(self.village.where.officer, guest)

    def again(self) -> None:
        deliver(self.guest)

    def decided(self) -> None:
        review = Review.objects.filter(status="open").order_by("pk").first()
        if review is not None:
            data = {"review": str(review.pk), "value": review.options[0]["value"]}
            self.village.write("review.resolved", str(review.person), data, str(review.post_id))


DEEDS = ["comes", "weighed", "weighed", "corrected", "dosed", "withdrawn", "born", "seen_at_home"]
DEEDS += ["linked", "unlinked", "again", "decided", "moves", "moves"]


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=12, deadline=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck)
)
@example(["weighed", "dosed", "born", "comes", "withdrawn", "corrected"], 1)
@example(["born", "comes", "weighed", "born", "unlinked", "weighed", "linked", "withdrawn", "unlinked", "linked"], 3)
@example(["born", "comes", "weighed", "moves", "weighed", "corrected", "dosed"], 5)
@example(["born", "comes", "weighed", "moves", "unlinked", "linked", "moves", "weighed", "moves", "withdrawn"], 6)
@given(st.lists(st.sampled_from(DEEDS), min_size=6, max_size=24), st.integers(0, 2**32))
def test_any_order_leaves_each_word_once_at_the_right_child(deeds: list[str], seed: int) -> None:
    house = Guesthouse(Random(seed))
    for deed in deeds:
        house.do(deed)
    deliver_due()
    settled = Entry.objects.count()
    deliver(house.guest)
    assert Entry.objects.count() == settled
    assert not Flag.objects.exists()
    check_words(house)
    check_stands_once(house)
    with replay.scratch():
        replay.replay()
        assert not replay.differences()


def check_words(house: Guesthouse) -> None:
    """What the first post says of the guest now is what the linked child has of it, and no other child has any."""
    guest = Guest.objects.filter(pk=house.guest).first()
    told = live_at_post(house)
    for child in house.children:
        expected = {copy_id(str(guest.link), entry) for entry in told} if guest and is_linked(guest, child) else set()
        assert carried_to(child) == expected


def check_stands_once(house: Guesthouse) -> None:
    """Phones of the first post are told who the guest is when it lives there, and never when it never did."""
    guest = Guest.objects.filter(pk=house.guest).first()
    part = kinds.part("guests")
    if guest is None or part is None:
        return
    named = part.row(guest)["person"]
    living = [child for child in house.children if is_at(child, house.village.here)]
    arrived = Entry.objects.filter(kind="family.arrived", post=house.village.here)
    ever = {row["id"] for entry in arrived for row in (entry.data or {})["rows"].get("persons", [])}
    assert named in {None, *ever}
    if guest.status == "delivered" and str(guest.person) in living:
        assert named == str(guest.person)


def is_at(child: str, post: str) -> bool:
    return str(Person.objects.get(pk=child).post_id) == post


def is_linked(guest: Guest, child: str) -> bool:
    return guest.link is not None and str(guest.person) == child


def live_at_post(house: Guesthouse) -> set[str]:
    """Entries about the guest that count at the post where they were written."""
    visits = Visit.objects.filter(person=house.guest)
    items = {item["entry"] for visit in visits for item in visit.given if item["does"] != "decided"}
    doses = Dose.objects.filter(person=house.guest, status="ok").values_list("pk", flat=True)
    return items | {str(pk) for pk in doses}


def carried_to(child: str) -> set[str]:
    """Entries that count for the child and were carried there from the first post."""
    names = set(Entry.objects.filter(device=None, kind__in=("visit.recorded", "visit.corrected", "dose.given")))
    forwarded = {carried_id(str(pk)) for pk in Entry.objects.values_list("pk", flat=True)}
    mine = {str(entry.pk) for entry in names if str(entry.subject) == child and is_carried(entry)} - forwarded
    items = {item["entry"] for visit in Visit.objects.filter(person=child) for item in visit.given}
    doses = {str(pk) for pk in Dose.objects.filter(person=child, status="ok").values_list("pk", flat=True)}
    return mine & (items | doses)


def is_carried(entry: Entry) -> bool:
    """UUIDv5: derived; what people write themselves is a UUIDv7."""
    return entry.pk.version == 5
