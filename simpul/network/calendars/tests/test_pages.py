"""The psychologist's page: a week in words, hours, time away, who came; nobody else's, and no name above its class."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from simpul.base import clock
from simpul.base.models import AuditRow
from simpul.care.tests.stories import at
from simpul.network.actions.move import move
from simpul.network.calendars.actions.book import book
from simpul.network.calendars.models import Absence, Availability, Booking
from simpul.network.calendars.tests.kit import MIND, SUNDAY, Practice
from simpul.network.calendars.week import kept_together
from simpul.network.models import Request
from simpul.registry.capabilities.declare import declare
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
NAME = "Rahasia Namanya"


def office(practice: Practice) -> Client:
    return kit.sign_in(Client(), practice.psychologist)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def booked(practice: Practice, **over: Any) -> Booking:
    return book(practice.psychologist, practice.ask(practice.mother(NAME), **over), practice.slots()[0].id)


def test_the_week_says_what_is_free_and_who_comes_and_writes_who_looked() -> None:
    with at(SUNDAY):
        practice = Practice()
        booked(practice, companion={"who": "suami", "may_know": True})
    with at("2026-11-23T07:30"):
        page = text(office(practice).get("/kalender/"))
        assert NAME in page and "bersama suami (boleh tahu)" in page
        assert "08.00–09.00" in page and "kosong" in page and "Belum datang" in page
        reads = AuditRow.objects.filter(action="read", actor=str(practice.psychologist.pk))
        assert reads.exists()


def test_above_its_class_the_reference_stands_for_the_name() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice)
        Request.objects.update(confidentiality="K3")
    with at("2026-11-23T07:30"):
        for path in ("/kalender/", "/kalender/hari-ini/"):
            page = text(office(practice).get(path))
            assert NAME not in page and booking.reference in page


def test_the_file_for_the_telephone_names_nobody() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice)
        file = text(office(practice).get("/kalender/simpul.ics"))
        assert "BEGIN:VEVENT" in file and booking.reference in file and "20261123T010000Z" in file
        assert NAME not in file and "jiwa" not in file.lower() and "psiko" not in file.lower()


def test_hours_are_added_ended_and_refused_where_they_overlap() -> None:
    with at(SUNDAY):
        practice = Practice()
        client = office(practice)
        said = {
            "jam-unit": str(practice.puskesmas.pk),
            "jam-weekday": "3",
            "jam-opens": "08:00",
            "jam-closes": "10:00",
            "jam-slot_minutes": "60",
            "jam-channel": "daring",
            "jam-from_day": "2026-11-22",
        }
        assert client.post("/kalender/jam/", said).status_code == 302
        added = Availability.objects.get(weekday=3)
        assert len(practice.slots()) == 8
        again = client.post("/kalender/jam/", said)
        assert again.status_code == 422 and "bertumpuk" in text(again)
        assert client.post(f"/kalender/jam/{added.pk}/akhiri/").status_code == 302
        assert len(practice.slots()) == 6


def test_time_away_is_said_and_taken_back_and_names_who_must_be_moved() -> None:
    with at(SUNDAY):
        practice = Practice()
        booked(practice)
        client = office(practice)
        said = {"libur-first_day": "2026-11-23", "libur-last_day": "2026-11-23", "libur-reason": "cuti"}
        page = client.post("/kalender/libur/", said, follow=True)
        assert "1 janji sudah ada" in text(page)
        assert len(practice.slots()) == 3
        client.post(f"/kalender/libur/{Absence.objects.get().pk}/cabut/")
        assert len(practice.slots()) == 5


def test_who_came_and_who_did_not_is_a_step_of_the_request() -> None:
    with at(SUNDAY):
        practice = Practice()
        came, missed = booked(practice), book(practice.psychologist, practice.ask(), practice.slots()[0].id)
    with at("2026-11-23T10:05"):
        client = office(practice)
        client.post(f"/kalender/janji/{came.pk}/hadir/", {"hasil": "datang"})
        client.post(f"/kalender/janji/{missed.pk}/hadir/", {"hasil": "tidak"})
        states = {one.pk: one.state for one in Request.objects.all()}
        assert (states[came.request_id], states[missed.request_id]) == ("arrived", "missed")
        came.refresh_from_db()
        missed.refresh_from_db()
        # The second comes at nine; who did not come on the same day did not come to this appointment.
        assert (came.came, missed.came) == (True, False)
        assert Request.objects.get(pk=missed.request_id).due_at is not None


def test_nobody_else_marks_or_ends_what_is_not_theirs() -> None:
    with at(SUNDAY):
        practice, other = Practice(), Practice()
        booking = booked(practice)
        client = office(other)
        assert client.post(f"/kalender/janji/{booking.pk}/hadir/", {"hasil": "datang"}).status_code == 404
        assert client.post(f"/kalender/jam/{practice.hours[0].pk}/akhiri/").status_code == 404
        assert NAME not in text(client.get("/kalender/"))
        officer = kit.sign_in(Client(), practice.village.where.officer)
        assert officer.get("/kalender/").status_code == 403


def test_a_time_is_chosen_on_the_page_of_a_request_with_its_cost_and_wishes() -> None:
    with at(SUNDAY):
        practice = Practice()
        wish = "2026-11-23T02:00:00.000Z"
        request = practice.ask(practice.mother(NAME), wanted=[wish], companion={"who": "ibu", "may_know": False})
        client = office(practice)
        page = text(client.get(f"/kalender/pilih/{request.pk}/"))
        assert NAME in page and "BPJS" in page and "diminta" in page and "hanya menemani" in page
        slot = practice.slots()[1].id
        done = client.post(f"/kalender/pilih/{request.pk}/", {"slot": slot, "seen": request.seq})
        assert done.status_code == 302
        assert Request.objects.get(pk=request.pk).state == "scheduled"
        again = client.post(f"/kalender/pilih/{request.pk}/", {"slot": slot, "seen": request.seq})
        assert again.status_code == 200 and "baru saja" in text(again)


def test_times_stand_by_day_with_their_count_whom_one_meets_and_the_rest_behind_more() -> None:
    with at(SUNDAY):
        practice = Practice()
        practice.add(4, channel="daring")
        request = practice.ask()
        page = text(office(practice).get(f"/kalender/pilih/{request.pk}/"))
        assert page.count('class="slot-day"') == 12 and "3 waktu" in page
        assert "Lebih banyak: 7 hari lagi, 21 waktu" in page
        assert "08.00–09.00 WIB" in page
        assert practice.psychologist.name in page and "daring" in page and "datang" in page
        first = re.search(r'<details class="slot-day" open>.*?</details>', page, re.S)
        assert first is not None and "Senin, 23 November" in first[0]


def test_who_may_only_read_the_request_sees_times_and_nothing_to_press() -> None:
    with at(SUNDAY):
        practice = Practice()
        request = practice.ask()
        clerk = practice.village.where.officer
        page = text(kit.sign_in(Client(), clerk).get(f"/kalender/pilih/{request.pk}/"))
        assert 'name="slot"' not in page and "Anda dapat melihat waktu kosong" in page
        assert "08.00–09.00" in page


def test_a_state_without_that_step_offers_nothing_to_press() -> None:
    with at(SUNDAY):
        practice = Practice()
        request = practice.ask()
        move(practice.psychologist, request, {"action": "send_back", "note": "Umur?"}, request.seq)
        page = text(office(practice).get(f"/kalender/pilih/{request.pk}/"))
        assert 'name="slot"' not in page


def next_door(practice: Practice) -> Practice:
    """Another puskesmas with a psychologist on Wednesdays, of which the register says that it is able."""
    other = Practice()
    other.puskesmas.name = "Puskesmas Sebelah"
    other.puskesmas.save()
    other.hours[0].delete()
    other.hours[1].delete()
    other.add(3)
    for one in (practice, other):
        declare(one.puskesmas, MIND, "able", date(2026, 11, 22), {"psychologist_hours": "Rabu"}, "survei", None)
    return other


def test_a_wish_that_only_another_place_can_grant_is_offered_with_its_reasons() -> None:
    with at(SUNDAY):
        practice = Practice()
        other = next_door(practice)
        wish = "2026-11-25T01:00:00.000Z"
        request = practice.ask(wanted=[wish])
        client = office(practice)
        assert "tetapi ada di Puskesmas Sebelah" in text(client.get(f"/puskesmas/rujukan/{request.pk}/"))
        page = text(client.get(f"/kalender/pilih/{request.pk}/"))
        offer = page.split("Waktu yang diminta ada di tempat lain")[1].split("</section>")[0]
        assert (
            "Puskesmas Sebelah" in offer
            and "Menyatakan mampu sejak 22 November 2026" in offer
            and offer.count('name="slot"') == 1
        )
        slot = re.search(r'name="slot" value="([^"]+)"', offer)
        assert slot is not None
        client.post(f"/kalender/pilih/{request.pk}/", {"slot": slot[1], "seen": request.seq})
        row = Request.objects.get(pk=request.pk)
        assert (row.state, row.to_unit_id) == ("scheduled", other.puskesmas.pk)
        assert row.appointment_at is not None and clock.iso(row.appointment_at) == wish


def test_nothing_elsewhere_is_offered_while_the_asked_place_can_grant_a_wish() -> None:
    with at(SUNDAY):
        practice = Practice()
        next_door(practice)
        request = practice.ask(wanted=["2026-11-25T01:00:00.000Z", "2026-11-24T01:00:00.000Z"])
        page = text(office(practice).get(f"/kalender/pilih/{request.pk}/"))
        assert "Waktu yang diminta ada di tempat lain" not in page and "diminta" in page


def test_a_booked_family_is_passed_on_to_another_place_in_one_press() -> None:
    """The psychologist is away: the time that is agreed is given back, and the other place asked."""
    with at(SUNDAY):
        practice = Practice()
        other = next_door(practice)
        booking = booked(practice)
        request = Request.objects.get(pk=booking.request_id)
        page = text(office(practice).get(f"/kalender/pilih/{request.pk}/"))
        assert "Sekarang dijanjikan Senin, 23 November, 08.00 WIB" in page
        slot = other.slots()[0].id
        office(practice).post(f"/kalender/pilih/{request.pk}/", {"slot": slot, "seen": request.seq})
        booking.refresh_from_db()
        row = Request.objects.get(pk=request.pk)
        assert booking.released_at is not None and row.to_unit_id == other.puskesmas.pk
        assert row.state == "scheduled" and Booking.objects.filter(request=row.pk, released_at=None).count() == 1


def test_a_request_of_others_has_no_times() -> None:
    with at(SUNDAY):
        practice, other = Practice(), Practice()
        assert office(other).get(f"/kalender/pilih/{practice.ask().pk}/").status_code == 404


def test_the_same_hours_of_several_days_stand_in_one_line() -> None:
    with at(SUNDAY):
        practice = Practice()
        rows = [*practice.hours, practice.add(3), practice.add(5), practice.add(2, 13, 15, channel="daring")]
        assert [one.days for one in kept_together(rows)] == ["Senin–Rabu, Jumat", "Selasa"]
        assert [len(one.rows) for one in kept_together(rows)] == [4, 1]


def test_what_was_chosen_and_what_stands_in_are_told_apart_and_another_time_is_called_so() -> None:
    with at(SUNDAY):
        practice = Practice()
        chosen, stands_in, another = (practice.slots()[n] for n in (4, 0, 1))
        wanted = [clock.iso(one.starts_at) for one in (chosen, stands_in)]
        wish = {"chosen": 1, "otherwise": "pagi"}
        request = practice.ask(practice.mother(NAME), wanted=wanted, wish=wish)
        client = office(practice)
        page = text(client.get(f"/kalender/pilih/{request.pk}/"))
        assert page.count("> diminta<") == 1 and page.count(">boleh juga<") == 1
        assert "Selasa, 24 November, 09.00; bila terisi: pagi lain" in page
        book(practice.psychologist, request, another.id)
        page = text(client.get(f"/puskesmas/rujukan/{request.pk}/"))
        assert "Bukan waktu yang dipilih keluarga" in page and "Senin, 23 November, 08.00" not in page
        with at("2026-11-23T07:30"):
            assert "bukan waktu yang dipilih" in text(office(practice).get("/kalender/"))
        book(practice.psychologist, Request.objects.get(pk=request.pk), chosen.id)
        assert "ukan waktu yang dipilih" not in text(client.get(f"/puskesmas/rujukan/{request.pk}/"))
