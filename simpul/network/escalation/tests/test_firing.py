"""Each step of escalation fires once, with what it causes, and waits for whoever took the request."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from simpul.base import clock
from simpul.base.access import NotYours
from simpul.base.models import AuditRow, Message
from simpul.care.tests.stories import Village
from simpul.journal.actions.rebuild import rebuild
from simpul.journal.kinds import Refused
from simpul.network.actions.move import move
from simpul.network.escalation.firing import complete_ladders, fire_due, forget_gone
from simpul.network.escalation.models import Firing
from simpul.network.escalation.take import take
from simpul.network.models import Request
from simpul.people.models import Person
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.functions.testing import does

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
"""09.00 in Jakarta, a working day."""
HOUR = timedelta(hours=1)


def urgent(village: Village) -> Request:
    """A referral that is due in half an hour."""
    return Request.objects.get(pk=village.refer(village.child(), "darurat"))


def step(village: Village, request: Request, action: str, **data: Any) -> Request:
    row = Request.objects.get(pk=request.pk)
    move(village.where.officer, row, {"action": action} | data, row.seq)
    return Request.objects.get(pk=request.pk)


def fired(request: Request) -> list[tuple[int, str]]:
    rows = Firing.objects.filter(request=request.pk).order_by("since", "step")
    return [(one.step, one.tell) for one in rows]


def test_steps_fire_in_their_order_and_once() -> None:
    with clock.frozen(MONDAY):
        village = Village()
        request = urgent(village)
        assert fire_due().steps == 0
    with clock.frozen(MONDAY + timedelta(minutes=30)):
        assert fire_due().steps == 1
        assert fire_due().steps == 0
    assert fired(request) == [(1, "unit")]
    with clock.frozen(MONDAY + timedelta(minutes=90)):
        assert fire_due().steps == 1
    with clock.frozen(MONDAY + timedelta(days=7)):
        assert fire_due().steps == 1
        assert fire_due().steps == 0
    assert fired(request) == [(1, "unit"), (2, "head"), (3, "dinas")]


def test_an_answer_ends_the_climb_and_the_next_state_has_its_own() -> None:
    with clock.frozen(MONDAY):
        village = Village()
        request = urgent(village)
    with clock.frozen(MONDAY + HOUR):
        fire_due()
        step(village, request, "accept")
        assert fire_due().steps == 0
    with clock.frozen(MONDAY + 3 * HOUR):
        assert fire_due().steps == 1
    assert fired(request) == [(1, "unit"), (1, "unit")]
    with clock.frozen(MONDAY + timedelta(days=30)):
        step(village, request, "complete", outcome="treated")
        assert fire_due().steps == 0


def test_a_clock_that_was_paused_runs_on_with_what_was_left() -> None:
    with clock.frozen(MONDAY):
        village = Village()
        request = urgent(village)
    with clock.frozen(MONDAY + timedelta(minutes=20)):
        step(village, request, "send_back", note="Berapa suhunya?")
    with clock.frozen(MONDAY + timedelta(minutes=45)):
        assert fire_due().steps == 0
        step(village, request, "answer", note="39 derajat")
    with clock.frozen(MONDAY + timedelta(minutes=54)):
        assert fire_due().steps == 0
    with clock.frozen(MONDAY + timedelta(minutes=55)):
        assert fire_due().steps == 1


def test_whoever_takes_it_is_left_in_peace_until_the_grace_is_over() -> None:
    with clock.frozen(MONDAY):
        village = Village()
        request = Request.objects.get(pk=village.refer(village.child(), "darurat", service="kesehatan-jiwa"))
    with clock.frozen(MONDAY + timedelta(minutes=85)):
        fire_due()
        does(village.where.officer, "bidan")
        took = take(village.where.officer, request.pk)
        assert took.held_until == clock.now() + timedelta(minutes=30)
        with pytest.raises(Refused):
            take(village.where.officer, request.pk)
        assert AuditRow.objects.filter(action="request.taken", subject=str(request.pk)).count() == 1
    with clock.frozen(MONDAY + timedelta(minutes=114)):
        assert fire_due().steps == 0
    with clock.frozen(MONDAY + timedelta(minutes=115)):
        assert fire_due().steps == 1
        assert fired(request) == [(1, "unit"), (2, "head")]
        assert take(village.where.officer, request.pk).step == 2


def test_nobody_takes_what_is_not_theirs_or_not_late() -> None:
    with clock.frozen(MONDAY):
        village = Village()
        request = urgent(village)
        with pytest.raises(Refused):
            take(village.where.officer, request.pk)
    with clock.frozen(MONDAY + HOUR):
        fire_due()
        with pytest.raises(NotYours):
            take(village.where.kaders[0], request.pk)
        step(village, request, "accept")
        with pytest.raises(Refused):
            take(village.where.officer, request.pk)


def test_no_clock_runs_for_someone_who_has_died() -> None:
    with clock.frozen(MONDAY):
        village = Village()
        request = urgent(village)
        Person.objects.filter(pk=request.person_id).update(status="died")
    with clock.frozen(MONDAY + timedelta(days=9)):
        assert fire_due().steps == 0


def test_the_office_is_written_to_once_in_a_while_in_neutral_words() -> None:
    with clock.frozen(MONDAY):
        village = Village()
        for _ in range(3):
            urgent(village)
        UnitProfile.objects.create(unit=village.where.puskesmas, whatsapp="081234567890")
    with clock.frozen(MONDAY + timedelta(minutes=31)):
        assert fire_due().steps == 3
    (message,) = Message.objects.all()
    assert (message.template, message.channel, message.hint) == ("request-late-urgent", "whatsapp", "…890")


def test_a_replay_of_the_journals_lets_nothing_fire_again() -> None:
    with clock.frozen(MONDAY):
        village = Village()
        request = urgent(village)
    with clock.frozen(MONDAY + 2 * HOUR):
        fire_due()
        take(village.where.officer, request.pk)
        before = list(Firing.objects.values())
        ladder = Request.objects.get(pk=request.pk).ladder
        rebuild(processes=1)
        assert Request.objects.get(pk=request.pk).ladder == ladder and len(ladder) == 3
        assert fire_due().steps == 0
        assert list(Firing.objects.values()) == before


def test_requests_from_before_get_their_ladder() -> None:
    with clock.frozen(MONDAY):
        village = Village()
        request = urgent(village)
        Request.objects.update(ladder=[])
        assert complete_ladders() == 1
        assert Request.objects.get().ladder == request.ladder
        assert complete_ladders() == 0


def test_what_is_erased_leaves_nothing_here() -> None:
    with clock.frozen(MONDAY):
        village = Village()
        urgent(village)
    with clock.frozen(MONDAY + HOUR):
        fire_due()
        assert forget_gone() == 0
        Request.objects.all().delete()
        assert forget_gone() == 1
