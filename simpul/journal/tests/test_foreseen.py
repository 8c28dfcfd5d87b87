"""What is read before the lock's round trip ends is what stands under the lock, and only the first run leans on it."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simpul.journal.receive.foreseen import Foreseen
from simpul.journal.testing import Phone, Place, place
from simpul.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Place:
    """A puskesmas with two posts."""
    return place(posts=2)


def enrolled(here: Place, post: int = 0) -> Phone:
    """A phone of the post's kader."""
    return Phone(post=here.posts[post]).enrol(here.officer, here.kaders[post])


def test_two_changes_of_a_person_in_one_push_build_on_each_other(here: Place) -> None:
    phone = enrolled(here)
    child = phone.person()
    phone.push([child])
    one = phone.change(child.subject, None, phone="08111")
    two = phone.change(child.subject, None, notes="dekat masjid")
    assert [receipt.outcome for receipt in phone.push([one, two])] == ["applied", "applied"]
    stored = Person.objects.get(pk=child.subject)
    assert (stored.phone, stored.notes) == ("08111", "dekat masjid")


def test_an_entry_twice_in_a_push_is_placed_once_and_answered_twice(here: Place) -> None:
    phone = enrolled(here)
    child = phone.person()
    first, again = phone.push([child, child])
    assert (first.seq, again.seq, first.outcome, again.outcome) == (1, 1, "applied", "applied")
    assert (first.replayed, again.replayed) == (False, True)


def test_beside_an_entry_that_is_set_aside_the_others_stand(here: Place) -> None:
    """The quick try is undone; the careful one must not lean on what the quick one has changed in memory."""
    phone = enrolled(here)
    child = phone.person()
    phone.push([child])
    good = phone.change(child.subject, None, phone="08111")
    bad = phone.change("01a2029e-b70b-748e-b49d-1e7618375aa0", None, phone="0")
    assert [receipt.outcome for receipt in phone.push([good, bad])] == ["applied", "quarantined"]
    assert Person.objects.get(pk=child.subject).phone == "08111"


def test_a_push_to_one_post_reads_its_rows_with_the_lock_and_not_again(
    here: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = enrolled(here)
    child = phone.person()
    phone.push([child])
    taken: list[int] = []
    take = Foreseen.take

    def noted(self: Foreseen, found: Sequence[Any]) -> None:
        take(self, found)
        taken.append(len(self.rows))

    monkeypatch.setattr(Foreseen, "take", noted)
    with CaptureQueriesContext(connection) as seen:
        phone.push([phone.change(child.subject, None, phone="08111")])
    reads = [
        one["sql"] for one in seen if one["sql"].startswith("SELECT") and 'FROM "people_person" WHERE' in one["sql"]
    ]
    assert taken == [taken[0]] and taken[0] >= 1
    assert len(reads) == 1, reads
