"""The family would rather come at another time: asked for at the post, in whatever state a time may still be set."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from simpul.base import clock
from simpul.care.tests.stories import at
from simpul.journal.kinds import Refused
from simpul.network import workflow
from simpul.network.actions.move import move
from simpul.network.calendars.actions.book import book
from simpul.network.calendars.models import Booking, Wish
from simpul.network.calendars.tests.kit import SUNDAY, Practice
from simpul.network.calendars.wishes import grant_waiting
from simpul.network.escalation.firing import fire_due
from simpul.network.escalation.models import Firing
from simpul.network.flow import Actor
from simpul.network.models import Request

pytestmark = pytest.mark.django_db
KADER = Actor("kader", "post")
ONLINE = "konsultasi-jiwa-daring"


def moment(practice: Practice, which: int) -> str:
    return clock.iso(practice.slots()[which].starts_at)


def say(practice: Practice, request: Request, action: str, **over: Any) -> Request:
    """The kader takes a step at the post."""
    practice.village.write("request.moved", str(request.pk), {"action": action, "note": ""} | over)
    return Request.objects.get(pk=request.pk)


def refused(practice: Practice, **over: Any) -> Request:
    asked = practice.ask(**over)
    move(practice.village.where.officer, asked, {"action": "refuse", "note": "Penuh minggu ini."}, asked.seq)
    return Request.objects.get(pk=asked.pk)


@pytest.mark.parametrize("flow", workflow.all_flows(), ids=lambda flow: flow.id)
def test_the_post_may_ask_for_another_time_wherever_one_is_set_or_was_refused(flow: workflow.Workflow) -> None:
    """Where a family is to come and a kader is part of it, the kader can say that the time does not suit."""
    if not any(KADER in step.by for step in flow.transitions):
        return
    for state in ("scheduled", "refused"):
        if state in flow.states:
            steps = [one for one in flow.steps_from(state) if KADER in one.by and not flow.states[one.target].final]
            assert any(one.action in ("release", "ask_time") for one in steps), (flow.id, state)


def test_after_a_refusal_the_wish_is_granted_like_the_first() -> None:
    with at(SUNDAY):
        practice = Practice()
        asked = practice.ask(service="kesehatan-jiwa")
        move(practice.psychologist, asked, {"action": "refuse", "note": "Penuh."}, asked.seq)
        wish = moment(practice, 4)
        row = say(practice, asked, "ask_time", wanted=[wish], channel="datang")
        assert (row.state, row.open) == ("opened", True)
        grant_waiting()
        row = Request.objects.get(pk=asked.pk)
        assert row.state == "scheduled" and clock.iso(row.appointment_at or datetime.min) == wish


def test_a_booked_time_is_exchanged_in_one_step() -> None:
    with at(SUNDAY):
        practice = Practice()
        asked = practice.ask()
        first = book(practice.psychologist, asked, practice.slots()[0].id)
        wish = moment(practice, 3)
        row = say(practice, asked, "release", wanted=[wish], channel="datang")
        assert (row.state, row.appointment_at, row.slot) == ("accepted", None, None)
        grant_waiting()
        first.refresh_from_db()
        kept = Booking.objects.get(request=asked.pk, released_at=None)
        assert first.release == "release" and clock.iso(kept.starts_at) == wish


def test_a_time_that_is_given_back_without_a_wish_is_not_filled_with_an_older_one() -> None:
    """The server stopped before it looked at the wish; an officer had booked; then the family gave the time back."""
    with at(SUNDAY):
        practice = Practice()
        asked = practice.ask(wanted=[moment(practice, 4)])
        book(practice.psychologist, asked, practice.slots()[0].id)
        say(practice, asked, "release")
        grant_waiting()
        assert Request.objects.get(pk=asked.pk).state == "accepted"
        assert Wish.objects.get(pk=asked.pk).booked is False
        assert not Booking.objects.filter(released_at=None).exists()


@pytest.mark.parametrize("service", ["kesehatan-jiwa", ONLINE])
def test_another_wish_while_one_waits_does_not_turn_the_clock_back(service: str) -> None:
    with at(SUNDAY):
        practice = Practice()
        practice.add(3, channel="daring")
        asked = practice.ask(service=service)
    before = Request.objects.get(pk=asked.pk)
    assert before.due_at is not None
    with clock.frozen(before.due_at + timedelta(minutes=30)):
        assert fire_due().steps == 1
        row = say(practice, asked, "ask_time", wanted=["2026-12-08T01:00:00.000Z"])
        assert row.wanted == ["2026-12-08T01:00:00.000Z"]
        assert (row.state, row.state_since, row.due_at) == (before.state, before.state_since, before.due_at)
        assert row.ladder == before.ladder and row.history[-1]["action"] == "ask_time"
        assert fire_due().steps == 0 and Firing.objects.filter(request=asked.pk).count() == 1


def test_a_health_referral_whose_day_does_not_suit_goes_back_with_words() -> None:
    """No calendar answers for it: the family's words travel in the note, and the puskesmas sets another day."""
    with at(SUNDAY):
        practice = Practice()
        asked = practice.ask(service="gizi")
        officer = practice.village.where.officer
        day = {"action": "schedule", "appointment_at": "2026-11-24T02:00:00.000Z", "note": ""}
        move(officer, asked, day, asked.seq)
        row = say(practice, asked, "release", note="Pagi hari lebih enak.")
        assert (row.state, row.appointment_at) == ("accepted", None)
        assert row.due_at is not None and row.history[-1]["note"] == "Pagi hari lebih enak."


def test_a_refused_health_referral_is_asked_again_by_the_post() -> None:
    with at(SUNDAY):
        practice = Practice()
        row = refused(practice, service="gizi")
        row = say(practice, row, "ask_time", note="Minggu depan bisa kapan saja.")
        assert row.state == "opened" and row.due_at is not None


def test_a_visit_after_a_death_is_put_off_with_the_familys_own_day() -> None:
    with at(SUNDAY):
        practice = Practice()
        asked = practice.ask(service="laporan-kematian")
        day = {"action": "schedule", "appointment_at": "2026-11-24T02:00:00.000Z", "note": ""}
        move(practice.village.where.officer, asked, day, asked.seq)
        with pytest.raises(Refused, match="step_incomplete"):
            say(practice, asked, "release")
        row = say(practice, asked, "release", note="Sesudah tujuh hari.")
        assert (row.state, row.appointment_at) == ("accepted", None)
