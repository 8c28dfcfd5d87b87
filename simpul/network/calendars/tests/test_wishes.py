"""A post sends moments that suit the mother; the first that is free is booked, or the puskesmas is asked."""

from typing import Any

import pytest

from simpul.base import clock
from simpul.care.tests.stories import at
from simpul.journal.kinds import Refused
from simpul.network.actions.move import move
from simpul.network.calendars.actions.book import book
from simpul.network.calendars.models import Booking, Wish
from simpul.network.calendars.tests.kit import SUNDAY, Practice
from simpul.network.calendars.wishes import grant_waiting
from simpul.network.models import Request

pytestmark = pytest.mark.django_db


AFTERWARDS = "2026-11-23T23:00"
"""The hour of the first wish is over."""


def moments(practice: Practice, *which: int) -> list[str]:
    offered = practice.slots()
    return [clock.iso(offered[one].starts_at) for one in which]


def test_the_first_wish_that_is_free_is_booked_with_the_push(django_capture_on_commit_callbacks: Any) -> None:
    with at(SUNDAY):
        practice = Practice()
        wished = moments(practice, 4, 2)
        book(practice.psychologist, practice.ask(), practice.slots()[4].id)
        with django_capture_on_commit_callbacks(execute=True):
            asked = practice.ask(wanted=wished)
        row = Request.objects.get(pk=asked.pk)
        assert row.state == "scheduled" and row.appointment_at is not None
        assert clock.iso(row.appointment_at) == wished[1]
        assert row.history[-1]["by"] == row.history[0]["by"]
        assert Wish.objects.get(pk=asked.pk).booked is True


def test_a_crash_between_commit_and_looking_is_made_good_by_the_tick() -> None:
    with at(SUNDAY):
        practice = Practice()
        asked = practice.ask(wanted=moments(practice, 0))
        assert not Booking.objects.exists()
        assert grant_waiting() == 1
        assert Booking.objects.get().request_id == asked.pk
        assert grant_waiting() == 0


def test_when_all_are_taken_the_puskesmas_is_asked() -> None:
    with at(SUNDAY):
        practice = Practice()
        wished = moments(practice, 0)
        book(practice.psychologist, practice.ask(), practice.slots()[0].id)
        asked = practice.ask(wanted=wished)
        grant_waiting()
        row = Request.objects.get(pk=asked.pk)
        assert (row.state, row.appointment_at) == ("opened", None)
        assert Wish.objects.get(pk=asked.pk).booked is False


def test_an_officer_who_was_quicker_is_not_overruled() -> None:
    with at(SUNDAY):
        practice = Practice()
        asked = practice.ask(wanted=moments(practice, 0))
        kept = book(practice.psychologist, asked, practice.slots()[3].id)
        grant_waiting()
        assert Booking.objects.get(released_at=None).pk == kept.pk


def test_a_moment_that_nobody_offers_is_passed_over() -> None:
    with at(SUNDAY):
        practice = Practice()
        asked = practice.ask(wanted=["2026-11-23T01:07:00.000Z", *moments(practice, 1)])
        grant_waiting()
        assert Request.objects.get(pk=asked.pk).state == "scheduled"


def test_the_way_of_meeting_that_was_wished_comes_first() -> None:
    with at(SUNDAY):
        practice = Practice()
        practice.add(3, channel="daring")
        online = practice.slots("konsultasi-jiwa-daring")[0]
        asked = practice.ask(wanted=[clock.iso(online.starts_at)], channel="daring")
        grant_waiting()
        assert Booking.objects.get(request=asked.pk).channel == "daring"


def test_nobody_has_stayed_away_before_the_hour() -> None:
    with at(SUNDAY):
        practice = Practice()
        asked = practice.ask(wanted=moments(practice, 0))
        grant_waiting()
        row = Request.objects.get(pk=asked.pk)
        with pytest.raises(Refused, match="step_too_early"):
            move(practice.psychologist, row, {"action": "no_show"}, row.seq)
        assert Request.objects.get(pk=asked.pk).state == "scheduled"
        with at(AFTERWARDS):
            move(practice.psychologist, row, {"action": "no_show"}, row.seq)
        assert Request.objects.get(pk=asked.pk).state == "missed"


def missed(practice: Practice) -> Request:
    """Nobody came to the first time."""
    asked = practice.ask(wanted=moments(practice, 0))
    grant_waiting()
    row = Request.objects.get(pk=asked.pk)
    with at(AFTERWARDS):
        move(practice.psychologist, row, {"action": "no_show"}, row.seq)
    return row


def visited(practice: Practice, request: Request, **over: Any) -> None:
    """The kader went there and says so."""
    data = {"action": "follow_up", "note": "Anaknya sakit."} | over
    practice.village.write("request.moved", str(request.pk), data)


def test_a_wish_after_a_missed_appointment_is_booked_like_the_first() -> None:
    with at(SUNDAY):
        practice = Practice()
        request = missed(practice)
        again = moments(practice, 3)
        visited(practice, request, wanted=again, channel="datang")
        assert Request.objects.get(pk=request.pk).appointment_at is None
        assert grant_waiting() == 1 and grant_waiting() == 0
        row = Request.objects.get(pk=request.pk)
        assert row.state == "scheduled" and row.appointment_at is not None
        assert clock.iso(row.appointment_at) == again[0]
        assert Booking.objects.filter(request=request.pk, released_at=None, came=None).count() == 1


def test_a_visit_without_a_wish_books_nothing() -> None:
    with at(SUNDAY):
        practice = Practice()
        request = missed(practice)
        visited(practice, request)
        assert grant_waiting() == 0
        assert Request.objects.get(pk=request.pk).state == "accepted"


def test_a_wish_that_an_officer_has_answered_meanwhile_is_left() -> None:
    with at(SUNDAY):
        practice = Practice()
        request = missed(practice)
        visited(practice, request, wanted=moments(practice, 3))
        row = Request.objects.get(pk=request.pk)
        move(practice.psychologist, row, {"action": "no_show"}, row.seq)
        grant_waiting()
        assert Request.objects.get(pk=request.pk).state == "missed"


def test_a_step_that_asks_for_no_wish_takes_none() -> None:
    with at(SUNDAY):
        practice = Practice()
        asked = practice.ask(wanted=moments(practice, 0))
        grant_waiting()
        row = Request.objects.get(pk=asked.pk)
        with pytest.raises(Refused):
            move(practice.psychologist, row, {"action": "no_show", "wanted": moments(practice, 2)}, row.seq)
