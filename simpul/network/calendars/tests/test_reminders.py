"""Who is reminded, of what, and of what no more."""

from typing import Any

import pytest
from django.test import Client

from simpul.base import clock
from simpul.base.outbox.models import Message
from simpul.base.outbox.sealed import opened
from simpul.care.tests.stories import at
from simpul.network.actions.move import move
from simpul.network.calendars.actions.book import book
from simpul.network.calendars.doors import booking_at, path_of, token_of
from simpul.network.calendars.models import Booking
from simpul.network.calendars.tests.kit import SUNDAY, TUESDAY, Practice
from simpul.network.calendars.work import run
from simpul.network.models import Request
from simpul.people.models import Person

pytestmark = pytest.mark.django_db
NAME = "Rahasia Namanya"


def mother(practice: Practice, *, phone: str = "081234567890", agrees: bool = True) -> str:
    village = practice.village
    family = village.family()
    village.write("family.changed", family, {"fields": {"phone": "081399999999"}}, base={"contact": 1})
    person = village.child(family, name=NAME, birth_date="1998-03-01", phone=phone)
    if agrees:
        village.write(
            "consent.given",
            person,
            {"purpose": "contact", "granted": True, "given_by": "sendiri", "date": "2026-11-20"},
        )
    return person


def booked(practice: Practice, person: str, **over: Any) -> Booking:
    # Tuesday, eight o'clock.
    return book(practice.psychologist, practice.ask(person, **over), practice.slots(start=TUESDAY)[0].id)


def waiting() -> list[tuple[str, str]]:
    found = Message.objects.filter(state="waiting").order_by("due_at")
    return [(one.template, f"{one.due_at.astimezone(clock.JAKARTA):%a %H:%M}") for one in found]


def test_she_is_told_at_once_the_day_before_and_in_the_morning_in_neutral_words() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        assert waiting() == [
            ("appointment-made", "Sun 19:00"),
            ("appointment-reminder", "Mon 16:00"),
            ("appointment-reminder", "Tue 07:00"),
        ]
        for one in Message.objects.all():
            to, params = opened(one.pk, bytes(one.sealed))
            assert to == "+6281234567890"
            assert set(params) == {"at", "link"} and params["link"] == path_of(booking.pk)


@pytest.mark.parametrize(
    ("phone", "agrees", "company", "written"),
    [
        ("081234567890", False, None, 0),
        ("", True, None, 0),
        ("", True, {"who": "suami", "may_know": False}, 0),
        ("", True, {"who": "suami", "may_know": True}, 3),
        ("satu dua tiga", True, None, 0),
    ],
)
def test_nobody_is_written_to_who_did_not_agree_or_may_not_know(
    phone: str, agrees: bool, company: dict[str, Any] | None, written: int
) -> None:
    with at(SUNDAY):
        practice = Practice()
        booked(practice, mother(practice, phone=phone, agrees=agrees), companion=company)
        assert Message.objects.count() == written


def test_nobody_is_reminded_of_a_time_that_moved_or_ended() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        held = Request.objects.get(pk=booking.request_id)
        again = book(practice.psychologist, held, practice.slots(start=TUESDAY)[1].id)
        abouts = set(Message.objects.filter(state="waiting").values_list("about", flat=True))
        assert abouts == {f"booking:{again.pk}"}
        held = Request.objects.get(pk=held.pk)
        move(practice.psychologist, held, {"action": "slip", "note": "–"}, held.seq)
        assert waiting() == [("appointment-changed", "Sun 19:00")]


def says(practice: Practice, subject: str, granted: bool, **over: Any) -> None:
    """Agree to be contacted, or take it back."""
    data = {"purpose": "contact", "granted": granted, "given_by": "sendiri", "date": "2026-11-22"} | over
    practice.village.write("consent.given", subject, data)


def test_who_takes_the_consent_back_is_reminded_no_more() -> None:
    with at(SUNDAY):
        practice = Practice()
        hers, others = mother(practice), mother(practice)
        booked(practice, hers)
        kept = book(practice.psychologist, practice.ask(others), practice.slots(start=TUESDAY)[0].id)
        says(practice, hers, granted=False, purpose="photo")
        assert len(waiting()) == 6
        says(practice, hers, granted=False)
        assert set(Message.objects.filter(state="waiting").values_list("about", flat=True)) == {f"booking:{kept.pk}"}
        assert Message.objects.filter(state="cancelled").count() == 3


def test_a_family_that_takes_its_consent_back_is_reminded_no_more() -> None:
    with at(SUNDAY):
        practice = Practice()
        person = mother(practice, agrees=False)
        family = str(Person.objects.get(pk=person).family_id)
        says(practice, family, granted=True)
        booked(practice, person)
        assert len(waiting()) == 3
        says(practice, family, granted=False)
        assert waiting() == []


def test_the_tick_recalls_what_fell_away_without_a_word_of_its_own() -> None:
    with at(SUNDAY):
        practice = Practice()
        person = mother(practice)
        booked(practice, person)
        practice.village.write("person.left", person, {"status": "moved", "date": "2026-11-22"})
        assert len(waiting()) == 3
        run()
        assert waiting() == []


def test_the_address_shows_no_person_and_gives_the_time_back_once() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        path = path_of(booking.pk)
        page = Client().get(path)
        html = page.content.decode()
        assert "Selasa, 24 November 2026" in html and "08.00" in html and "Puskesmas Tebet" in html and "BPJS" in html
        assert NAME not in html and "jiwa" not in html.lower() and "psiko" not in html.lower()
        assert Booking.objects.get(pk=booking.pk).released_at is None
        for _ in range(2):
            assert Client().post(path, follow=True).status_code == 200
        held = Request.objects.get(pk=booking.request_id)
        assert (held.state, held.appointment_at, held.slot) == ("accepted", None, None)
        assert [one["action"] for one in held.history] == ["open", "schedule", "release"]
        assert waiting() == [] and len(practice.slots(start=TUESDAY, days=1)) == 3


def test_a_time_that_has_begun_is_not_given_back() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
    with at("2026-11-24T08:30"):
        assert Client().post(path_of(booking.pk)).status_code == 409
        assert Booking.objects.get(pk=booking.pk).released_at is None


def test_an_address_that_nobody_made_opens_nothing() -> None:
    with at(SUNDAY):
        practice = Practice()
        token = token_of(booked(practice, mother(practice)).pk)
        for wrong in (token[:-1] + ("A" if token[-1] != "A" else "B"), token[:22], "x", token[22:], "A" * 38):
            assert booking_at(wrong) is None
            assert Client().get(f"/janji/{wrong}/").status_code == 404
