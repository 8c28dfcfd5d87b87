"""A promise inside leave that nobody moves: the family hears in good time, those who can move it each day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from simpul.base.outbox.models import Message
from simpul.base.outbox.sealed import opened
from simpul.care.tests.stories import at
from simpul.journal.testing import account
from simpul.network.calendars.actions.book import book
from simpul.network.calendars.actions.keep_hours import be_back
from simpul.network.calendars.doors import path_of
from simpul.network.calendars.models import Booking
from simpul.network.calendars.moving import to_move
from simpul.network.calendars.tests.kit import SUNDAY, TUESDAY, Practice
from simpul.network.calendars.tests.test_moving import leave, text
from simpul.network.calendars.tests.test_reminders import NAME, booked, mother, waiting
from simpul.network.calendars.unkept import unkept
from simpul.network.calendars.unsure import TO_MOVE
from simpul.network.calendars.work import run
from simpul.network.models import Request
from simpul.registry.functions.testing import does
from simpul.registry.models import Account, Area

pytestmark = pytest.mark.django_db
EARLY, DAY_BEFORE = "2026-11-23T07:59", "2026-11-23T08:00"
BANNER = "Waktu ini belum pasti."


def to_staff() -> list[str]:
    found = Message.objects.filter(template=TO_MOVE).order_by("key")
    return [opened(one.pk, bytes(one.sealed))[0] for one in found]


def families() -> list[str]:
    """What waits for families, the next first."""
    return [template for template, _at in waiting() if template != TO_MOVE]


def head_of(practice: Practice) -> Account:
    head = does(account("Kepala Tebet", "petugas", practice.puskesmas), "kepala")
    Account.objects.filter(pk=head.pk).update(phone="081200000001")
    Account.objects.filter(pk=practice.psychologist.pk).update(phone="081200000002")
    return head


def test_the_family_hears_a_day_before_and_no_reminder_says_the_opposite() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        leave(practice, booking)
        run()
        assert "appointment-unsure" not in families()
        assert BANNER in Client().get(path_of(booking.pk)).content.decode()
        assert to_move(practice.psychologist)[0].is_told is None
    with at(EARLY):
        run()
        assert "appointment-unsure" not in families()
    with at(DAY_BEFORE):
        run()
        run()
        assert families() == ["appointment-unsure"]
        (one,) = Message.objects.filter(template="appointment-unsure")
        assert opened(one.pk, bytes(one.sealed)) == ("+6281234567890", {"link": path_of(booking.pk)})
        assert to_move(practice.psychologist)[0].is_told is True
        booking.refresh_from_db()
        assert booking.released_at is None


def test_where_nobody_may_be_written_to_somebody_must_call() -> None:
    with at(SUNDAY):
        practice = Practice()
        leave(practice, booked(practice, mother(practice, agrees=False)))
    with at(DAY_BEFORE):
        run()
        assert families() == []
        assert "keluarga belum bisa dikabari" in text(practice.psychologist, "/kalender/pindah/")


def test_leave_that_is_taken_back_makes_the_time_sure_again_and_is_said() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        absence = leave(practice, booking)
    with at(DAY_BEFORE):
        run()
        be_back(practice.psychologist, absence.pk)
        run()
        run()
        assert families() == ["appointment-made", "appointment-reminder", "appointment-reminder"]
        assert BANNER not in Client().get(path_of(booking.pk)).content.decode()
        leave(practice, booking)
        run()
        assert families() == ["appointment-unsure"]


@pytest.mark.parametrize("agrees", [True, False])
def test_the_number_to_call_stands_there_for_who_must_call_and_for_nobody_who_did_not_agree(agrees: bool) -> None:
    with at(SUNDAY):
        practice = Practice()
        leave(practice, booked(practice, mother(practice, agrees=agrees)))
        assert "081234567890" not in text(practice.psychologist, "/kalender/pindah/")
    with at(DAY_BEFORE):
        page = text(practice.psychologist, "/kalender/pindah/")
        assert ("081234567890" in page) == agrees
        assert page.count("Telepon, atau minta kader") <= 1
        run()
        assert "081234567890" not in text(practice.psychologist, "/kalender/pindah/")


def test_who_is_moved_is_told_of_the_new_time_alone() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        leave(practice, booking)
    with at(DAY_BEFORE):
        run()
        officer = does(account("bidan-jiwa", "petugas", practice.puskesmas), "bidan")
        held = Request.objects.get(pk=booking.request_id)
        slot = practice.slots(start=TUESDAY + timedelta(days=6))[0]
        book(officer, held, slot.id)
        run()
        assert "appointment-unsure" not in families()
        assert families()[0] == "appointment-made" and to_move(officer) == []


def test_psychologist_and_head_are_reminded_once_a_day_of_the_last_week_without_a_name() -> None:
    with at("2026-11-16T09:00"):
        practice = Practice()
        head = head_of(practice)
        booking = booked(practice, mother(practice))
        leave(practice, booking)
        run()
        assert to_staff() == []
    with at("2026-11-17T09:00"):
        run()
        run()
        assert sorted(to_staff()) == ["+6281200000001", "+6281200000002"]
    with at("2026-11-18T09:00"):
        run()
        assert len(to_staff()) == 4
        for one in Message.objects.filter(template=TO_MOVE):
            assert opened(one.pk, bytes(one.sealed))[1] == {"link": "/kalender/pindah/"}
        assert NAME in text(head, "/kalender/pindah/")


def test_the_inbox_and_the_menu_say_how_many() -> None:
    with at(SUNDAY):
        practice, other = Practice(), Practice()
        officer = does(account("bidan-jiwa", "petugas", practice.puskesmas), "bidan")
        assert "perlu dipindah" not in text(officer, "/puskesmas/rujukan/")
        leave(practice, booked(practice, mother(practice)))
        for who in (officer, practice.psychologist):
            page = text(who, "/puskesmas/rujukan/")
            assert "1 janji perlu dipindah" in page and 'href="/kalender/pindah/"' in page
        assert 'Kalender <span class="pill number">1</span>' in text(practice.psychologist, "/puskesmas/rujukan/")
        for who in (other.psychologist, other.village.where.officer):
            assert "perlu dipindah" not in text(who, "/puskesmas/rujukan/")


def test_whether_somebody_still_works_there_is_asked_of_the_day_of_the_place() -> None:
    """Half past midnight in Jayapura is the evening before in Jakarta."""
    with at(SUNDAY):
        practice = Practice()
        promised = practice.promised(str(practice.ask().pk))
        province = Area.objects.create(code="91", name="Papua", level=1)
        type(practice.puskesmas).objects.filter(pk=practice.puskesmas.pk).update(area=province)
        midnight = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
        Booking.objects.filter(pk=promised.pk).update(starts_at=midnight, ends_at=midnight + timedelta(hours=1))
        practice.psychologist.assignments.update(ends_on=date(2026, 11, 23))
        now = datetime(2026, 11, 22, 12, tzinfo=UTC)
        assert [one.pk for one in unkept(now)] == [promised.pk]
        practice.psychologist.assignments.update(ends_on=date(2026, 11, 24))
        assert not unkept(now).exists()
