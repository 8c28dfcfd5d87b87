"""A wrong sheet goes as a whole: what was said before holds again, what was said since stays, and it is recorded."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.base.access import NotYours
from simpul.base.models import AuditRow
from simpul.care.tests.stories import at
from simpul.exchange.limits import limits
from simpul.exchange.models import Import
from simpul.exchange.survey import applying
from simpul.exchange.survey.access import changed_by
from simpul.exchange.survey.tests.test_survey import MIND, NOW, TODAY, YES, as_xlsx, dinas, filled, here, standing
from simpul.registry.capabilities.declare import Declaration, declare, declare_many, retract
from simpul.registry.capabilities.models import Capability
from simpul.registry.models import Account
from simpul.registry.tests import kit
from simpul.registry.tests.kit import World

__all__ = ["dinas", "here"]
pytestmark = pytest.mark.django_db
LATER = "2026-11-22T15:00"


class _Back(Exception):
    """Ends an example: what it wrote is rolled back."""


def applied(actor: Account, answers: dict[str, dict[str, Any]]) -> Import:
    with at(NOW):
        job = applying.take_in(actor, "survei.xlsx", as_xlsx(*filled(actor, answers)))
        applying.apply(actor, job)
    job.refresh_from_db()
    return job


def said() -> list[tuple[Any, ...]]:
    """What the register answers for each day: everything that is not superseded."""
    rows = Capability.objects.filter(superseded=False).order_by("unit", "valid_from")
    return list(rows.values_list("unit", "service", "status", "valid_from", "valid_to", "source"))


SAID = st.tuples(st.integers(0, 5), st.sampled_from(["able", "not_able"]), st.integers(-20, 0), st.booleans())
ANSWER = st.tuples(st.integers(0, 5), st.sampled_from(["ya", "belum"]), st.integers(-20, 0))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SAID, max_size=8), st.lists(ANSWER, max_size=6))
def test_after_any_history_a_sheet_that_is_taken_back_has_never_been(
    here: World, dinas: Account, before: list[Any], answers: list[Any]
) -> None:
    units = list(changed_by(dinas).order_by("name"))
    with pytest.raises(_Back), transaction.atomic(), at(NOW):
        for who, status, day, taken in before:
            on = TODAY + timedelta(days=day)
            (row,) = declare_many([Declaration(units[who].pk, MIND, status, on, "survei lama")], dinas)
            if taken:
                retract(row, dinas)
        held = said()
        given = {
            units[who].name: {"Mampu": word, "Sejak": (TODAY + timedelta(days=day)).isoformat()}
            for who, word, day in answers
        }
        job = applied(dinas, given)
        assert applying.undo(dinas, job) == job.result["written"]
        assert said() == held
        assert not Capability.objects.filter(source__startswith="Survei ", retracted_at=None).exists()
        raise _Back


def test_what_somebody_said_since_stays_and_is_named_before(here: World, dinas: Account) -> None:
    job = applied(dinas, {"Melati 1": YES, "Melati 2": YES, "Puskesmas Menteng": {"Mampu": "belum"}})
    with at(LATER):
        assert not applying.changed_since(job).exists()
        client = kit.sign_in(Client(), here.officer)
        client.post(f"/kemampuan/{here.post.pk}/{MIND}/pastikan/")
        assert list(applying.changed_since(job)) == [here.post]
        office = kit.sign_in(Client(), dinas)
        page = office.get(f"/kemampuan/survei/{job.pk}/").content.decode()
        assert "1 tempat sudah diperbarui sesudahnya" in page and f"/kemampuan/{here.post.pk}/" in page
        told = office.post(f"/kemampuan/survei/{job.pk}/tarik/", follow=True).content.decode()
        assert "3 jawaban ditarik. 1 tempat sudah diperbarui sesudahnya" in told
    assert (standing(here.post), standing(here.next_post), standing(here.puskesmas)) == (
        "able",
        "not_surveyed",
        "not_surveyed",
    )


def test_what_was_taken_back_since_is_no_change(here: World, dinas: Account) -> None:
    job = applied(dinas, {"Melati 1": YES})
    with at(LATER):
        retract(declare(here.post, MIND, "not_able", TODAY, {}, "keliru", dinas), dinas)
        assert not applying.changed_since(job).exists()


def test_it_is_recorded_who_took_it_back_once_and_not_after_the_last_day(here: World, dinas: Account) -> None:
    job, late = applied(dinas, {"Melati 1": YES}), applied(dinas, {"Melati 2": YES})
    with at(LATER):
        applying.undo(dinas, job)
        (note,) = AuditRow.objects.filter(action="survey_undone", subject=str(job.pk))
        assert note.detail["taken_back"] == 1 and str(dinas.pk) in note.actor
        job.refresh_from_db()
        assert (job.state, job.asked_by) == (Import.State.UNDONE, dinas)
        with pytest.raises(NotYours):
            applying.undo(dinas, job)
    until = applying.undo_until(late)
    assert until is not None and until.date() == TODAY + timedelta(days=limits().undo_days)
    with at(f"{date.fromordinal(until.date().toordinal() + 1)}T09:00"), pytest.raises(NotYours):
        applying.undo(dinas, late)


def test_the_work_of_taking_back_does_not_grow_with_the_sheet(here: World, dinas: Account) -> None:
    counts = []
    for answers in ({"Melati 1": YES}, dict.fromkeys(changed_by(dinas).values_list("name", flat=True), YES)):
        job = applied(dinas, answers)
        with CaptureQueriesContext(connection) as asked, at(LATER):
            applying.undo(dinas, job)
        counts.append(len(asked))
    assert counts[0] == counts[1]
