"""A guest whose family moves to the post that served it: one person there from then on, in any order of arrival."""

from typing import Any

import pytest

from simpul.base import ids
from simpul.care.guests.actions import link, unlink
from simpul.care.models import Dose, Guest, Visit
from simpul.care.tests.guest_stories import DAY, differences, guest, seen
from simpul.care.tests.stories import Village
from simpul.journal import kinds
from simpul.journal.models import Entry, Flag
from simpul.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
LATER = "2026-05-08"


def row(subject: str) -> dict[str, Any]:
    """The guest as phones of the post that served it get it."""
    part = kinds.part("guests")
    assert part is not None
    return part.row(Guest.objects.get(pk=subject))


def at_there(village: Village, **over: Any) -> tuple[str, str]:
    """(family, child) at the second post."""
    family = village.family(post=village.there)
    return family, village.child(family, post=village.there, mother_name="Siti Aminah", **over)


def comes_here(village: Village, family: str) -> None:
    """The family leaves the second post for the first."""
    village.write("family.moved", family, {"to_post": village.here}, village.there)


def test_who_was_a_guest_is_named_when_the_family_has_come_to_live_here() -> None:
    village = Village()
    family, child = at_there(village)
    subject = guest(village)
    seen(village, subject)
    assert row(subject)["person"] is None
    before = Guest.objects.get(pk=subject)
    comes_here(village, family)
    after = row(subject)
    assert (after["person"], after["link"], after["link_post"]) == (child, str(before.link), village.there)
    assert after["seq"] > before.seq
    assert Visit.objects.get(person=child).values == {"weight_kg": 7.4}
    assert str(Visit.objects.get(person=child).post_id) == village.here
    assert not differences()


def test_what_is_written_about_the_guest_afterwards_goes_to_the_person() -> None:
    village = Village()
    family, child = at_there(village)
    subject = guest(village)
    first = seen(village, subject)
    comes_here(village, family)
    visit = ids.visit_id(village.here, subject, DAY)
    fixed = {"visit": visit, "corrects": first.id, "values": {"weight_kg": 7.1}}
    village.write("visit.corrected", subject, fixed, by=village.where.kaders[0])
    village.weigh(subject, LATER, 8.0, by=village.where.kaders[0])
    village.write("dose.given", subject, {"product": "MR", "number": 1, "date": LATER}, by=village.where.kaders[0])
    visits = Visit.objects.filter(person=child).order_by("date")
    assert [(str(one.pk), one.values["weight_kg"], str(one.post_id)) for one in visits] == [
        (ids.visit_id(village.there, child, DAY), 7.1, village.here),
        (ids.visit_id(village.there, child, LATER), 8.0, village.here),
    ]
    assert Dose.objects.filter(person=child, status="ok").count() == 1
    assert not Flag.objects.exists() and not differences()


def test_recognised_only_after_the_move() -> None:
    village = Village()
    family, child = at_there(village)
    subject = guest(village, home_post=None)
    seen(village, subject)
    comes_here(village, family)
    assert row(subject)["person"] is None
    link(village.where.officer, Guest.objects.get(pk=subject), Person.objects.get(pk=child))
    assert (row(subject)["person"], row(subject)["link_post"]) == (child, village.here)
    assert not differences()


def test_an_officer_who_knew_the_child_before_the_move_names_where_it_is_now() -> None:
    village = Village()
    family, child = at_there(village)
    subject = guest(village, home_post=None)
    as_read_before = Person.objects.get(pk=child)
    comes_here(village, family)
    link(village.where.officer, Guest.objects.get(pk=subject), as_read_before)
    linked = Entry.objects.get(kind="guest.linked")
    assert (linked.data or {})["post"] == village.here
    assert row(subject)["person"] == child


def test_unlinked_it_is_a_guest_again_and_a_later_link_stands_alone() -> None:
    village = Village()
    family, child = at_there(village)
    subject = guest(village)
    seen(village, subject)
    comes_here(village, family)
    unlink(village.where.officer, Guest.objects.get(pk=subject))
    assert (row(subject)["status"], row(subject)["person"]) == ("waiting", None)
    assert Visit.objects.get(person=child).status == "void"
    _, sister = at_there(village, name="Aisyah Putri")
    link(village.where.officer, Guest.objects.get(pk=subject), Person.objects.get(pk=sister))
    assert row(subject)["person"] is None
    assert not differences()


def test_a_family_that_only_passed_through_another_post_names_nobody_here() -> None:
    village = Village()
    family, _ = at_there(village)
    subject = guest(village)
    other = village.family(post=village.there)
    village.child(other, "Bima Pratama", post=village.there)
    comes_here(village, other)
    village.write("family.moved", family, {"to_post": None, "to_address": "Jalan Kenanga"}, village.there)
    assert row(subject)["person"] is None
    assert not differences()


def test_written_here_offline_before_the_move_and_pushed_after() -> None:
    village = Village()
    family, child = at_there(village)
    subject = guest(village)
    comes_here(village, family)
    seen(village, subject)
    [visit] = Visit.objects.filter(person=child)
    assert (str(visit.pk), str(visit.post_id)) == (ids.visit_id(village.there, child, DAY), village.here)
    assert not differences()
