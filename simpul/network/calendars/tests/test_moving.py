"""Nobody comes in vain: who is promised a time of somebody who is away or gone is moved, or told."""

from datetime import date, timedelta

import pytest
from django.test import Client

from simpul.base.models import AuditRow
from simpul.base.outbox.models import Message
from simpul.care.tests.stories import at
from simpul.journal.testing import account
from simpul.network.calendars.actions.keep_hours import be_away, be_back
from simpul.network.calendars.models import Absence, Booking
from simpul.network.calendars.moving import count_to_move, to_move
from simpul.network.calendars.tests.kit import MIND, SUNDAY, Practice
from simpul.network.calendars.tests.test_reminders import NAME, booked, mother
from simpul.network.calendars.work import run
from simpul.network.models import Request
from simpul.registry.functions.testing import does
from simpul.registry.models import Account, Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db


def leave(practice: Practice, booking: Booking) -> Absence:
    return be_away(practice.psychologist, booking.starts_at, booking.starts_at + timedelta(days=1), "cuti")


def text(actor: Account, path: str) -> str:
    return str(kit.sign_in(Client(), actor).get(path).content.decode())


def test_leave_names_each_who_must_be_moved_and_cancels_nobody() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        client = kit.sign_in(Client(), practice.psychologist)
        said = {"libur-first_day": "2026-11-24", "libur-last_day": "2026-11-24", "libur-reason": "cuti"}
        answer = client.post("/kalender/libur/", said, follow=True)
        page = answer.content.decode()
        assert answer.redirect_chain[-1][0] == "/kalender/pindah/"
        assert NAME in page and "Selasa, 24 November, 08.00 WIB" in page and "libur atau izin" in page
        assert f"/kalender/pilih/{booking.request_id}/" in page
        run()
        booking.refresh_from_db()
        assert booking.released_at is None
        assert "1 janji perlu dipindah" in text(practice.psychologist, "/kalender/")
        assert AuditRow.objects.filter(action="read", actor=str(practice.psychologist.pk)).exists()
        be_back(practice.psychologist, Absence.objects.get().pk)
        assert to_move(practice.psychologist) == [] and "Semua janji" in text(
            practice.psychologist, "/kalender/pindah/"
        )


def test_the_midwife_sees_it_too_a_clerk_and_another_place_do_not() -> None:
    with at(SUNDAY):
        practice, other = Practice(), Practice()
        leave(practice, booked(practice, mother(practice)))
        here = practice.puskesmas
        midwife = does(account("bidan-jiwa", "petugas", here), "bidan")
        (one,) = to_move(midwife)
        assert one.away and one.may_move and one.psychologist == practice.psychologist.name
        clerk = practice.village.where.officer
        assert [one.may_move for one in to_move(clerk)] in ([], [False])
        for who in (other.psychologist, other.village.where.officer):
            assert to_move(who) == [] and count_to_move(who) == 0


def test_who_leaves_for_good_keeps_nobody_waiting() -> None:
    """From the day on which the work has ended, the tick gives the time back: its clock runs, the family knows."""
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        practice.psychologist.assignments.update(ends_on=date(2026, 11, 23))
        officer = does(account("bidan-jiwa", "petugas", practice.puskesmas), "bidan")
        (one,) = to_move(officer)
        assert not one.away and "tidak bertugas lagi" in text(officer, "/kalender/pindah/")
        run()
        booking.refresh_from_db()
        assert booking.released_at is None
    with at("2026-11-24T00:30"):
        run()
        run()
        booking.refresh_from_db()
        row = Request.objects.get(pk=booking.request_id)
        assert (booking.release, row.state, row.open) == ("release", "accepted", True)
        assert row.due_at is not None
        (told,) = Message.objects.filter(state="waiting")
        assert told.template == "appointment-changed"


def test_an_account_that_is_closed_lets_its_promises_go() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        practice.psychologist.is_active = False
        practice.psychologist.save()
        run()
        assert Booking.objects.get(pk=booking.pk).released_at is not None


def test_a_unit_that_has_closed_lets_its_promises_go() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        Unit.objects.filter(pk=practice.puskesmas.pk).update(closed_on=date(2026, 11, 24))
        run()
        assert Booking.objects.get(pk=booking.pk).released_at is None
        Unit.objects.filter(pk=practice.puskesmas.pk).update(closed_on=date(2026, 11, 22))
        run()
        assert Booking.objects.get(pk=booking.pk).released_at is not None
        assert Request.objects.get(pk=booking.request_id).service == MIND
