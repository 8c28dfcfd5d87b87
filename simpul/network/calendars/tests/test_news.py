"""Whoever was promised a time hears once that it moved, fell away or passed; where no message can, a kader tells."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from simpul.base import clock
from simpul.base.outbox.models import Message
from simpul.care.tests.stories import at
from simpul.journal.testing import account
from simpul.network.actions.move import move
from simpul.network.calendars.actions.book import book
from simpul.network.calendars.doors import path_of
from simpul.network.calendars.models import Booking
from simpul.network.calendars.tests.kit import SUNDAY, TUESDAY, Practice
from simpul.network.calendars.tests.test_moving import leave, text
from simpul.network.calendars.tests.test_reminders import booked, mother, says
from simpul.network.calendars.work import run
from simpul.network.closing import take_back_from_closed
from simpul.network.models import Request
from simpul.registry.functions.testing import does
from simpul.registry.models import Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
Way = Callable[[Practice, Booking], None]


def held(booking: Booking) -> Request:
    return Request.objects.get(pk=booking.request_id)


def step(practice: Practice, booking: Booking, action: str, **data: str) -> None:
    row = held(booking)
    move(practice.psychologist, row, {"action": action, "note": "–", **data}, row.seq)


def moved(practice: Practice, booking: Booking) -> None:
    book(practice.psychologist, held(booking), practice.slots(start=TUESDAY)[1].id)


def typed(practice: Practice, booking: Booking) -> None:
    step(practice, booking, "schedule", appointment_at="2026-11-25T03:00:00.000Z")


def given_up(practice: Practice, booking: Booking) -> None:
    step(practice, booking, "release")


def called_off(practice: Practice, booking: Booking) -> None:
    step(practice, booking, "slip")
    step(practice, booking, "cancel")


def away(practice: Practice, booking: Booking) -> None:
    leave(practice, booking)


def closed(practice: Practice, booking: Booking) -> None:
    other = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RSUD Lain", area=practice.puskesmas.area)
    Request.objects.filter(pk=booking.request_id).update(to_unit=other)
    Unit.objects.filter(pk=other.pk).update(closed_on=clock.today())
    assert take_back_from_closed() == 1


def not_met(practice: Practice, booking: Booking) -> None:
    step(practice, booking, "no_show")


WAYS: list[tuple[Way, str, str]] = [
    (moved, SUNDAY, "appointment-made"),
    (typed, SUNDAY, "appointment-changed"),
    (given_up, SUNDAY, "appointment-changed"),
    (called_off, SUNDAY, "appointment-changed"),
    (closed, SUNDAY, "appointment-changed"),
    (away, "2026-11-23T09:00", "appointment-unsure"),
    (not_met, "2026-11-24T09:30", "appointment-missed"),
]


def news(before: set[UUID]) -> list[str]:
    """Templates of what was written since and still stands, reminders apart."""
    found = Message.objects.exclude(pk__in=before).exclude(state="cancelled").exclude(template="appointment-reminder")
    return [one for one in found.values_list("template", flat=True) if one != "appointments-to-move"]


def asks(booking: Booking) -> int:
    return sum(one["action"] == "tell_family" for one in held(booking).history)


@pytest.mark.parametrize(("way", "moment", "template"), WAYS)
def test_each_way_writes_exactly_one_message_however_often_the_tick_runs(way: Way, moment: str, template: str) -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        before = set(Message.objects.values_list("pk", flat=True))
    with at(moment):
        way(practice, booking)
        for _ in range(3):
            run()
        assert news(before) == [template]
        assert asks(booking) == 0


@pytest.mark.parametrize(("way", "moment", "template"), WAYS)
def test_without_a_way_of_contact_the_post_is_asked_once_to_tell(way: Way, moment: str, template: str) -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice, phone=""))
    with at(moment):
        way(practice, booking)
        for _ in range(3):
            run()
        assert news(set()) == []
        # What was called off for good takes no more steps; its last one is news on the phone.
        assert asks(booking) == (0 if way is called_off else 1)
        assert held(booking).state != "opened" or way is closed


@pytest.mark.parametrize(("way", "moment", "template"), WAYS)
def test_who_asked_not_to_be_contacted_is_neither_written_to_nor_visited(way: Way, moment: str, template: str) -> None:
    with at(SUNDAY):
        practice = Practice()
        person = mother(practice, agrees=False)
        says(practice, person, granted=False)
        booking = booked(practice, person)
    with at(moment):
        way(practice, booking)
        run()
        assert news(set()) == [] and asks(booking) == 0


def test_a_message_that_does_not_leave_asks_the_post_after_some_hours_and_one_that_failed_at_once() -> None:
    with at(SUNDAY):
        practice = Practice()
        waits, fails = (booked_at(practice, which) for which in (0, 1))
        for one, which in ((waits, 2), (fails, 3)):
            book(practice.psychologist, held(one), practice.slots()[which].id)
        latest = Booking.objects.get(request=fails.request_id, released_at=None)
        Message.objects.filter(about=f"booking:{latest.pk}").update(state="failed", reason="rejected")
        run()
        assert (asks(waits), asks(fails)) == (0, 1)
    with at("2026-11-22T22:59"):
        run()
        assert asks(waits) == 0
    with at("2026-11-22T23:00"):
        run()
        run()
        assert (asks(waits), asks(fails)) == (1, 1)


def booked_at(practice: Practice, which: int) -> Booking:
    return book(practice.psychologist, practice.ask(mother(practice)), practice.slots()[which].id)


def test_a_first_time_and_one_that_the_family_chose_are_no_news_to_pass_on() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice, phone=""))
        slots = practice.slots(start=TUESDAY)
        Client().post(path_of(booking.pk), {"slot": slots[1].id})
        run()
        assert asks(booking) == 0


def test_the_address_of_a_promise_tells_the_time_that_was_typed_instead() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        typed(practice, booking)
        page = Client().get(path_of(booking.pk)).content.decode()
        assert "Waktunya berubah" in page and "Rabu, 25 November 2026" in page and "10.00" in page
    with at("2026-11-22T19:05"):
        given_up(practice, booking)
        assert "Waktunya berubah" not in Client().get(path_of(booking.pk)).content.decode()


@pytest.mark.parametrize(
    ("phone", "agrees", "said"),
    [
        ("081234567890", True, "belum tersambung"),
        ("", True, "Nomornya belum ada"),
        ("081234567890", False, "Belum ditanya"),
    ],
)
def test_the_page_says_of_each_family_what_became_of_the_news(phone: str, agrees: bool, said: str) -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice, phone=phone, agrees=agrees))
        client = kit.sign_in(Client(), practice.psychologist)
        new = practice.slots(start=TUESDAY)[1].id
        data = {"slot": new, "seen": held(booking).seq}
        answer = client.post(f"/kalender/pilih/{booking.request_id}/", data, follow=True)
        assert said in answer.content.decode()
        run()
        assert said in text(practice.psychologist, f"/puskesmas/rujukan/{booking.request_id}/")
        page = text(practice.psychologist, "/kalender/pindah/")
        assert said in page and "Selasa, 24 November, 10.00 WIB" in page
        assert ("Kader diminta menyampaikan" in page) is (said != "belum tersambung")
    with at("2026-12-02T19:00"):
        assert said not in text(practice.psychologist, "/kalender/pindah/")


def test_the_page_follows_the_message() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        moved(practice, booking)
        latest = Booking.objects.get(request=booking.request_id, released_at=None)
        about = Message.objects.filter(about=f"booking:{latest.pk}", template="appointment-made")
        for state, words in (("sent", "Pesan sudah dikirim"), ("read", "Pesan sudah dibaca"), ("failed", "gagal")):
            about.update(state=state)
            assert words in text(practice.psychologist, "/kalender/pindah/")


def test_nobody_elsewhere_reads_whom_it_concerns() -> None:
    with at(SUNDAY):
        practice, other = Practice(), Practice()
        booking = booked(practice, mother(practice))
        moved(practice, booking)
        here, there = practice.puskesmas, other.psychologist
        midwife = does(account("bidan-jiwa", "petugas", here), "bidan")
        assert "Rahasia Namanya" in text(midwife, "/kalender/pindah/")
        for who in (there, other.village.where.officer):
            assert "Rahasia Namanya" not in text(who, "/kalender/pindah/")
        assert booking.starts_at - clock.now() > timedelta(0)
