"""The address of an appointment, played by whoever comes: change, give back, come back after not having come."""

import re
from typing import Any

import pytest
from django.test import Client

from simpul.base import clock
from simpul.base.outbox.models import Message
from simpul.care.tests.stories import at
from simpul.network.actions.move import move
from simpul.network.calendars.actions.book import book
from simpul.network.calendars.content import appointments
from simpul.network.calendars.doors import path_of
from simpul.network.calendars.models import Booking
from simpul.network.calendars.tests.kit import SUNDAY, TUESDAY, Practice
from simpul.network.calendars.tests.test_reminders import NAME, booked, mother
from simpul.network.models import Request
from simpul.registry.models import Area, Unit

pytestmark = pytest.mark.django_db


def html(path: str) -> str:
    return str(Client().get(path).content.decode())


def slots_on(page: str) -> list[str]:
    return re.findall(r'name="slot" value="([^"]+)"', page)


def held(practice: Practice, request: Any) -> Booking:
    return Booking.objects.get(request=request, released_at=None, came=None)


def test_another_time_is_taken_in_one_press_and_the_old_address_says_so() -> None:
    with at(SUNDAY):
        practice = Practice()
        first = booked(practice, mother(practice))
        page = html(path_of(first.pk))
        offered = slots_on(page)
        assert len(offered) == 23 and NAME not in page and practice.psychologist.name not in page
        # Mail filters ask for the head alone before they let a link through.
        assert Client().head(path_of(first.pk)).status_code == 200
        answer = Client().post(path_of(first.pk), {"slot": offered[0]}, follow=True)
        now = held(practice, first.request_id)
        assert answer.redirect_chain[-1][0] == path_of(now.pk)
        assert "Senin, 23 November 2026" in answer.content.decode()
        row = Request.objects.get(pk=first.request_id)
        assert (row.state, row.slot, row.appointment_at) == ("scheduled", str(now.pk), now.starts_at)
        assert "tidak berlaku lagi" in html(path_of(first.pk)) and slots_on(html(path_of(first.pk))) == []
        assert set(Message.objects.filter(state="waiting").values_list("about", flat=True)) == {f"booking:{now.pk}"}


def test_who_gave_the_time_back_chooses_another_at_the_same_address() -> None:
    with at(SUNDAY):
        practice = Practice()
        first = booked(practice, mother(practice))
        page = Client().post(path_of(first.pk), follow=True).content.decode()
        assert "Waktu ini sudah dilepas" in page and "24 November 2026" not in page
        Client().post(path_of(first.pk), {"slot": slots_on(page)[-1]})
        assert Request.objects.get(pk=first.request_id).state == "scheduled"
        assert held(practice, first.request_id).pk != first.pk


def test_who_did_not_come_is_met_kindly_and_chooses_another_time() -> None:
    with at(SUNDAY):
        practice = Practice()
        first = booked(practice, mother(practice))
    with at("2026-11-24T12:00"):
        assert "Janji ini sudah lewat" in html(path_of(first.pk))
        row = Request.objects.get(pk=first.request_id)
        move(practice.psychologist, row, {"action": "no_show"}, row.seq)
        page = html(path_of(first.pk))
        assert "Tidak apa-apa" in page and slots_on(page)
        Client().post(path_of(first.pk), {"slot": slots_on(page)[0]})
        assert Request.objects.get(pk=first.request_id).state == "scheduled"


def test_who_was_met_finds_nothing_of_it_any_more() -> None:
    with at(SUNDAY):
        practice = Practice()
        first = booked(practice, mother(practice))
    with at("2026-11-24T08:10"):
        assert "pukul" in html(path_of(first.pk)) and slots_on(html(path_of(first.pk))) == []
        row = Request.objects.get(pk=first.request_id)
        move(practice.psychologist, row, {"action": "arrive"}, row.seq)
        page = html(path_of(first.pk))
        assert "sudah lewat" in page and "24 November" not in page and slots_on(page) == []


def test_a_slot_of_another_place_or_another_way_of_meeting_is_none() -> None:
    with at(SUNDAY):
        practice, other = Practice(), Practice()
        first = booked(practice, mother(practice))
        for slot in (other.slots()[0].id, "x", "2.20261123T0800"):
            answer = Client().post(path_of(first.pk), {"slot": slot})
            assert answer.status_code == 409 and "baru saja terisi" in answer.content.decode()
        assert held(practice, first.request_id).pk == first.pk


def test_an_address_stops_changing_after_so_many_times() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        for _ in range(appointments().own_changes_most):
            Client().post(path_of(booking.pk), {"slot": slots_on(html(path_of(booking.pk)))[0]})
            booking = held(practice, booking.request_id)
        assert slots_on(html(path_of(booking.pk))) == []
        slot = practice.slots()[0].id
        assert Client().post(path_of(booking.pk), {"slot": slot}).status_code == 409


def test_the_hour_is_said_with_the_zone_of_the_place() -> None:
    with at(SUNDAY):
        practice = Practice()
        first = booked(practice, mother(practice))
        assert "pukul 08.00 WIB" in html(path_of(first.pk))
        for code, said in (("53.71.01", "pukul 09.00 WITA"), ("91.03.01", "pukul 10.00 WIT")):
            there = Unit.objects.create(kind=Unit.Kind.PUSKESMAS, name=f"Puskesmas {code}", area=_area(code))
            Booking.objects.filter(pk=first.pk).update(unit=there)
            assert said in html(path_of(first.pk))


def _area(code: str) -> Area:
    for level in (1, 2, 3):
        part = ".".join(code.split(".")[:level])
        Area.objects.get_or_create(code=part, defaults={"name": part, "level": level})
    return Area.objects.get(code=code)


def test_an_officer_who_gives_the_time_back_tells_the_family_in_neutral_words() -> None:
    with at(SUNDAY):
        practice = Practice()
        first = booked(practice, mother(practice))
        row = Request.objects.get(pk=first.request_id)
        move(practice.psychologist, row, {"action": "release", "note": ""}, row.seq)
        (left,) = Message.objects.filter(state="waiting")
        assert (left.template, left.about) == ("appointment-changed", f"booking:{first.pk}")
        assert slots_on(html(path_of(first.pk)))


def test_the_family_is_not_told_twice_when_a_new_time_follows_at_once() -> None:
    with at(SUNDAY):
        practice = Practice()
        first = booked(practice, mother(practice))
        row = Request.objects.get(pk=first.request_id)
        move(practice.psychologist, row, {"action": "release", "note": ""}, row.seq)
        slot = practice.slots(start=TUESDAY)[2].id
        Client().post(path_of(first.pk), {"slot": slot})
        templates = list(Message.objects.filter(state="waiting").values_list("template", flat=True))
        assert "appointment-changed" not in templates and "appointment-made" in templates


def test_who_got_another_time_than_was_asked_for_is_told_kindly_until_they_choose_themselves() -> None:
    with at(SUNDAY):
        practice = Practice()
        monday = clock.iso(practice.slots()[0].starts_at)
        wish = {"chosen": 1, "otherwise": "siang"}
        first = booked(practice, mother(practice), wanted=[monday], wish=wish)
        page = html(path_of(first.pk))
        assert "Selasa, 24 November 2026" in page and "Maaf, belum dapat waktu yang Anda minta" in page
        assert "Minta waktu lain di bawah ini" in page and "Senin, 23 November 2026" not in page
        Client().post(path_of(first.pk), {"slot": slots_on(page)[-1]})
        own = html(path_of(held(practice, first.request_id).pk))
        assert "belum dapat" not in own and "Saya tidak bisa datang waktu itu" in own


def test_who_was_moved_by_the_office_reads_that_and_not_that_the_wish_was_never_met() -> None:
    with at(SUNDAY):
        practice = Practice()
        tuesday = practice.slots(start=TUESDAY)
        first = booked(practice, mother(practice), wanted=[clock.iso(tuesday[0].starts_at)], wish={"chosen": 1})
        assert "berubah dari yang dijanjikan" not in html(path_of(first.pk))
        book(practice.psychologist, Request.objects.get(pk=first.request_id), tuesday[3].id)
        moved = held(practice, first.request_id)
        page = html(path_of(moved.pk))
        assert "waktunya berubah dari yang dijanjikan" in page and "belum dapat waktu" not in page
        Client().post(path_of(moved.pk), {"slot": slots_on(page)[-1]})
        assert "berubah dari yang" not in html(path_of(held(practice, first.request_id).pk))


def test_who_gave_the_time_back_was_not_moved() -> None:
    with at(SUNDAY):
        practice = Practice()
        first = booked(practice, mother(practice))
        Client().post(path_of(first.pk))
        book(practice.psychologist, Request.objects.get(pk=first.request_id), practice.slots(start=TUESDAY)[3].id)
        assert "berubah dari yang" not in html(path_of(held(practice, first.request_id).pk))


def test_a_meeting_from_home_says_how_and_what_the_number_is_for() -> None:
    with at(SUNDAY):
        practice = Practice()
        Unit.objects.filter(pk=practice.puskesmas.pk).update(phone="021-3901234")
        practice.add(3, channel="daring")
        service = "konsultasi-jiwa-daring"
        asked = practice.ask(mother(practice), service=service, channel="daring")
        page = html(path_of(book(practice.psychologist, asked, practice.slots(service)[0].id).pk))
        assert "pada jamnya buka halaman ini lagi" in page and "Ke ruang temu" in page
        assert f"Ada pertanyaan? Telepon {practice.puskesmas.name}:" in page
        assert "Saya tidak bisa bertemu waktu itu" in page and "tidak bisa datang" not in page
