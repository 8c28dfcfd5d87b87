"""A child of another post, served as a guest: carried home once, in any order, and taken back when it was wrong."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from simpul.base import clock, ids
from simpul.care.board import board
from simpul.care.guests.delivery import deliver, deliver_due
from simpul.care.models import Dose, Growth, Guest, Visit
from simpul.care.tests.guest_stories import DAY, NIK, at_home, differences, guest, home_child, seen, status
from simpul.care.tests.stories import Village
from simpul.journal import kinds
from simpul.journal.models import Entry, Flag, Review
from simpul.registry.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_guest_that_is_named_whole_arrives_at_home() -> None:
    village = Village()
    child = home_child(village)
    subject = guest(village)
    written = seen(village, subject, length_height_cm=68.0)
    village.write("dose.given", subject, {"product": "MR", "number": 1, "date": DAY}, by=village.where.kaders[0])
    visit = at_home(child)
    assert visit.values == {"weight_kg": 7.4, "length_height_cm": 68.0}
    assert (str(visit.post_id), str(visit.served_at_id)) == (village.there, village.here)
    assert visit.steps["2"]["guest_at"] == "Melati 1"
    assert visit.steps["2"]["author"] == written.author
    assert Growth.objects.filter(visit=visit).exists()
    assert Dose.objects.get(person=child).place == "Melati 1"
    assert status(subject) == "delivered"
    assert not Flag.objects.exists() and not differences()


def test_the_serving_post_learns_only_the_name_of_the_home_post() -> None:
    village = Village()
    home_child(village)
    subject = guest(village)
    part = kinds.part("guests")
    assert part is not None
    row = part.row(Guest.objects.get(pk=subject))
    assert (row["status"], row["home_name"]) == ("delivered", "Melati 2")
    assert (row["person"], row["link"]) == (None, None) and "to_post" not in row


def test_a_guest_who_is_of_the_same_post_is_named_and_stands_once_on_the_board() -> None:
    village = Village()
    child = village.child(village.family(), mother_name="Siti Aminah")
    subject = guest(village, home_post=village.here)
    seen(village, subject)
    guest_row = Guest.objects.get(pk=subject)
    part = kinds.part("guests")
    assert part is not None
    row = part.row(guest_row)
    assert (row["status"], row["person"], row["link"]) == ("delivered", child, str(guest_row.link))
    assert at_home(child).values == {"weight_kg": 7.4}
    posts = Unit.objects.filter(pk__in=[village.here, village.there])
    with clock.frozen(datetime(2026, 4, 10, 5, tzinfo=UTC)):
        assert {tile.post.pk: tile.arrived for tile in board(posts)}[UUID(village.here)] == 1


def test_a_guest_of_another_post_stands_once_on_the_board_of_the_post_that_served() -> None:
    village = Village()
    home_child(village)
    seen(village, guest(village))
    posts = Unit.objects.filter(pk__in=[village.here, village.there])
    with clock.frozen(datetime(2026, 4, 10, 5, tzinfo=UTC)):
        arrived = {str(tile.post.pk): tile.arrived for tile in board(posts)}
    assert (arrived[village.here], arrived[village.there]) == (1, 0)


@pytest.mark.parametrize(
    ("child", "asked", "by"),
    [
        ({"nik": NIK}, {"nik": NIK, "home_post": None}, "nik"),
        ({"card_token": "k" * 22}, {"card_token": "k" * 22, "home_post": None, "mother_name": ""}, "card"),
        ({}, {}, "name"),
        ({"birth_date": "2025-09-11"}, {}, None),
        ({"nik": NIK}, {"nik": NIK, "home_post": None, "name": "Bagas Pratama", "birth_date": "2023-01-01"}, None),
        ({"card_token": "k" * 22}, {"card_token": "k" * 22, "name": "Bagas", "birth_date": "2023-01-01"}, None),
        ({}, {"home_post": None}, None),
        ({}, {"mother_name": "Rina Wati"}, None),
        ({}, {"birth_date_estimated": True}, None),
    ],
)
def test_who_is_surely_known(child: dict[str, Any], asked: dict[str, Any], by: str | None) -> None:
    village = Village()
    home_child(village, **child)
    subject = guest(village, **asked)
    linked = Entry.objects.filter(kind="guest.linked", subject=subject).first()
    assert (linked.data["by"] if linked and linked.data else None) == by


def test_two_who_fit_are_left_to_people() -> None:
    village = Village()
    home_child(village)
    home_child(village)
    assert status(guest(village)) == "waiting"


def test_twins_are_told_apart() -> None:
    village = Village()
    home_child(village, name="Aisyah Putri", birth_order=1)
    twin = home_child(village, name="Annisa Putri", birth_order=2)
    subject = guest(village, name="Annisa Putri")
    seen(village, subject)
    assert at_home(twin).values["weight_kg"] == 7.4


def test_a_child_registered_later_is_recognised_then() -> None:
    village = Village()
    subject = guest(village)
    seen(village, subject)
    assert status(subject) == "waiting"
    child = home_child(village)
    assert at_home(child).values == {"weight_kg": 7.4}
    assert status(subject) == "delivered"


def test_a_nik_filled_in_later_is_recognised_then() -> None:
    village = Village()
    child = home_child(village)
    subject = guest(village, home_post=None, nik=NIK)
    seen(village, subject)
    village.write("person.changed", child, {"fields": {"nik": NIK}}, village.there, base={"identity": 99})
    assert at_home(child).values == {"weight_kg": 7.4}


def test_what_the_home_post_wrote_the_same_day_is_the_same_visit() -> None:
    village = Village()
    child = home_child(village)
    village.weigh(child, DAY, 7.4, post=village.there, by=village.where.kaders[1])
    subject = guest(village)
    seen(village, subject, length_height_cm=68.0)
    visit = at_home(child)
    assert visit.values == {"weight_kg": 7.4, "length_height_cm": 68.0}
    assert str(visit.served_at_id) == village.there
    assert not Review.objects.exists()


def test_the_home_post_after_the_guest_counts_as_its_own() -> None:
    village = Village()
    child = home_child(village)
    subject = guest(village)
    seen(village, subject)
    own = village.weigh(child, DAY, 7.4, post=village.there, by=village.where.kaders[1])
    assert str(at_home(child).served_at_id) == village.there
    village.write("entry.voided", child, {"target": own.id, "reason": "salah anak"}, village.there)
    assert str(at_home(child).served_at_id) == village.here
    assert not differences()


def test_two_different_weights_of_two_posts_are_both_kept() -> None:
    village = Village()
    child = home_child(village)
    village.weigh(child, DAY, 7.4, post=village.there, by=village.where.kaders[1])
    seen(village, guest(village), 7.9)
    assert at_home(child).values["weight_kg"] == 7.4
    review = Review.objects.get()
    assert str(review.post_id) == village.there and len(review.options) == 2


def test_correction_and_withdrawal_follow() -> None:
    village = Village()
    child = home_child(village)
    subject = guest(village)
    first = seen(village, subject, 7.4)
    visit = ids.visit_id(village.here, subject, DAY)
    fixed = village.write(
        "visit.corrected",
        subject,
        {"visit": visit, "corrects": first.id, "values": {"weight_kg": 7.1}},
        by=village.where.kaders[0],
    )
    assert at_home(child).values["weight_kg"] == 7.1
    village.write("entry.voided", subject, {"target": fixed.id, "reason": "benar 7,4"})
    assert at_home(child).values["weight_kg"] == 7.4
    village.write("entry.voided", subject, {"target": first.id, "reason": "anak lain"})
    assert at_home(child).status == "void"
    assert not differences()


def test_a_guest_written_down_by_mistake_takes_everything_back() -> None:
    village = Village()
    child = home_child(village)
    subject = guest(village)
    seen(village, subject)
    registered = Entry.objects.get(kind="guest.registered")
    village.write("entry.voided", subject, {"target": str(registered.pk), "reason": "bukan tamu"})
    assert at_home(child).status == "void"
    assert status(subject) == "void"


def test_delivering_again_writes_nothing() -> None:
    village = Village()
    home_child(village)
    subject = guest(village)
    seen(village, subject)
    before = Entry.objects.count()
    for _ in range(3):
        deliver(subject)
    assert Entry.objects.count() == before


def test_what_a_crash_left_is_caught_up(monkeypatch: pytest.MonkeyPatch) -> None:
    village = Village()
    child = home_child(village)
    with monkeypatch.context() as crash:
        crash.setattr("simpul.care.guests.marks._deliver", lambda home: None)
        subject = guest(village)
        seen(village, subject)
    assert not Visit.objects.filter(person=child).exists()
    assert deliver_due() == 1
    assert at_home(child).values == {"weight_kg": 7.4}
    assert deliver_due() == 0
