"""Late requests are seen at every step, by those who can act and, without names, by those above."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from simpul.base import clock
from simpul.base.models import AuditRow
from simpul.care.tests.stories import Village
from simpul.journal.testing import account
from simpul.network import workflow
from simpul.network.calendars.tests.kit import Practice
from simpul.network.escalation.figures import figures, least, shown, total
from simpul.network.escalation.firing import fire_due
from simpul.network.escalation.next_act import next_acts
from simpul.network.escalation.queries import closed_to, waiting_for_somebody
from simpul.network.escalation.reach import within_reach
from simpul.network.escalation.subject import code_of, subject
from simpul.network.flow import Actor
from simpul.network.models import Request
from simpul.network.places import standing
from simpul.registry.functions.testing import does
from simpul.registry.models import Assignment, Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
NAME = "Rahasia Namanya"
KADER = Actor("kader", "post")


def late_village(count: int = 1, **over: Any) -> Village:
    """Urgent requests that were due half an hour after Monday morning."""
    with clock.frozen(MONDAY):
        village = Village()
        for _ in range(count):
            village.refer(village.child(name=NAME), "darurat", **over)
    with clock.frozen(MONDAY + timedelta(hours=1)):
        fire_due()
    return village


def test_an_officer_sees_what_is_late_and_takes_it() -> None:
    village = late_village()
    with clock.frozen(MONDAY + timedelta(hours=1)):
        client = kit.sign_in(Client(), village.where.officer)
        page = client.get("/terlambat/").content.decode()
        assert "Saya tangani" in page and "lewat waktu 30 menit" in page and NAME not in page
        assert "R. N." in page
        assert AuditRow.objects.filter(
            action="read", actor=str(village.where.officer.pk), detail__purpose="late"
        ).exists()
        assert waiting_for_somebody(village.where.officer) == 1
        request = Request.objects.get()
        answer = client.post(f"/terlambat/{request.pk}/tangani/", follow=True).content.decode()
        assert "Ditangani" in answer and village.where.officer.name in answer
        assert waiting_for_somebody(village.where.officer) == 0
        again = client.post(f"/terlambat/{request.pk}/tangani/", follow=True).content.decode()
        assert "Sudah ditangani" in again


def test_a_card_says_a_code_where_the_class_hides_the_name() -> None:
    late_village()
    request = Request.objects.get()
    assert subject(request) == "R. N."
    request.confidentiality = "K3"
    assert subject(request) == f"Permintaan {code_of(request)}"


def test_others_cannot_take_it() -> None:
    village = late_village()
    with clock.frozen(MONDAY + timedelta(hours=1)):
        stranger = kit.world().other_officer
        answer = kit.sign_in(Client(), stranger).post(f"/terlambat/{Request.objects.get().pk}/tangani/")
        assert answer.status_code == 404
        assert waiting_for_somebody(village.where.officer) == 1


def test_an_office_above_sees_places_and_no_person() -> None:
    village = late_village(2)
    area = village.where.puskesmas.area_id
    office = Unit.objects.create(kind=Unit.Kind.AGENCY, name="Dinas Kesehatan", area_id=area)
    above = account("dinas", Assignment.Role.AGENCY, office)
    with clock.frozen(MONDAY + timedelta(hours=1)):
        page = kit.sign_in(Client(), above).get("/terlambat/").content.decode()
        (row,) = figures(above)
    assert total([row]) == (1, False) and "1 permintaan terlambat di 1 tempat" in page and "Sedikitnya" in page
    assert row.name == "Puskesmas Tebet" and row.steps == (f"<{least()}", "–", "–")
    assert NAME not in page and village.where.officer.name not in page and "Puskesmas Tebet" in page


def test_an_office_of_another_area_sees_nothing() -> None:
    late_village()
    with clock.frozen(MONDAY + timedelta(hours=1)):
        other = kit.world().other_officer
        other.assignments.update(role=Assignment.Role.AGENCY)
        assert figures(other) == [] or all(one.name != "Puskesmas Tebet" for one in figures(other))


def test_small_figures_are_not_shown_as_they_are() -> None:
    assert shown([0, 1, least() - 1, least()]) == ["–", f"<{least()}", f"<{least()}", str(least())]


def test_who_may_not_open_it_still_learns_that_something_is_late() -> None:
    village = late_village()
    Request.objects.update(confidentiality="K3", opened_by=uuid4())
    with clock.frozen(MONDAY + timedelta(hours=1)):
        assert closed_to(village.where.officer, clock.now()) == 1
        page = kit.sign_in(Client(), village.where.officer).get("/terlambat/").content.decode()
    assert "1 permintaan tertutup" in page


def late_mind(minutes: int = 30, **over: Any) -> tuple[Practice, Request]:
    """A request for the psychologist, so many minutes after it became late."""
    with clock.frozen(MONDAY):
        practice = Practice()
        asked = practice.ask(practice.mother(NAME), urgency="darurat", **over)
    row = Request.objects.get(pk=asked.pk)
    assert row.due_at is not None
    with clock.frozen(row.due_at + timedelta(minutes=minutes)):
        fire_due()
    return practice, row


def page_of(actor: Any, moment: datetime) -> str:
    with clock.frozen(moment):
        return str(kit.sign_in(Client(), actor).get("/terlambat/").content.decode())


def test_a_psychologist_sees_only_what_a_psychologist_answers() -> None:
    """The midwife's late referrals are neither listed nor counted against her, and nobody sends her to herself."""
    practice, row = late_mind()
    assert row.due_at is not None
    with clock.frozen(MONDAY):
        practice.village.refer(practice.village.child(), "darurat")
    moment = row.due_at + timedelta(minutes=30)
    with clock.frozen(moment):
        assert waiting_for_somebody(practice.psychologist) == 1
        assert closed_to(practice.psychologist, moment) == 0
    page = page_of(practice.psychologist, moment)
    assert page.count("telat-") == 1 and "tertutup" not in page and NAME not in page


def test_an_officer_who_does_not_treat_is_told_whom_to_tell() -> None:
    practice, row = late_mind()
    assert row.due_at is not None
    clerk = practice.village.where.officer
    page = page_of(clerk, row.due_at + timedelta(minutes=30))
    assert "telat-" not in page and "1 permintaan tertutup" in page and "kabari mereka" in page


def test_the_row_says_whom_it_reached_when_it_climbs_and_what_to_do_next() -> None:
    practice, row = late_mind(90)
    assert row.due_at is not None
    page = page_of(practice.psychologist, row.due_at + timedelta(minutes=90))
    assert "Sampai ke Puskesmas Tebet: Senin, 23 November" in page
    assert "Sampai ke kepala Puskesmas Tebet: Senin, 23 November" in page
    assert "Naik ke dinas kesehatan bila belum dijawab: Selasa, 24 November" in page
    assert f"/puskesmas/rujukan/{row.pk}/?jawab=accept#jawab" in page
    assert "ditunggu: Puskesmas Tebet" in page


def test_who_was_to_come_is_asked_after_and_who_was_refused_is_passed_on() -> None:
    practice, row = late_mind()
    with clock.frozen(MONDAY):
        for state, words in (("scheduled", "Sudah datang"), ("refused", "Alihkan"), ("accepted", "Pilih waktu")):
            Request.objects.filter(pk=row.pk).update(state=state)
            (act,) = next_acts(practice.psychologist, [Request.objects.get(pk=row.pk)])
            assert act is not None and words in act.words, (state, act)


def test_nothing_asks_whether_somebody_came_before_the_day() -> None:
    practice, row = late_mind()
    with clock.frozen(MONDAY):
        agreed = Request.objects.filter(pk=row.pk)
        for hours, leads in ((2, True), (30, False)):
            agreed.update(state="scheduled", appointment_at=clock.now() + timedelta(hours=hours))
            (act,) = next_acts(practice.psychologist, [agreed.get()])
            assert (act is not None) is leads, hours


SERVICES = sorted({name for flow in workflow.all_flows() for name in flow.services if name != "*"} | {"gizi"})


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_within_reach_is_what_the_workflow_offers(service: str) -> None:
    """One question to the database and one to each row give the same, for everybody, in every state and class."""
    with clock.frozen(MONDAY):
        village = Village()
        here = village.where.puskesmas
        hospital = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RSUD", area=here.area)
        people = [village.where.officer, account("psi", "psikolog", here), account("psi-rs", "psikolog", hospital)]
        people += [account("dinas", "dinas", hospital), account("dokter", "petugas", hospital), village.where.kaders[0]]
        does(people[-2], "dokter")
        row = Request.objects.get(pk=village.refer(village.child(), service=service))
        for (state, to_unit), level in itertools.product(
            itertools.product(workflow.load(row.workflow).states, (None, hospital.pk, here.pk)), ("K1", "K2", "K3")
        ):
            Request.objects.filter(pk=row.pk).update(state=state, to_unit=to_unit, confidentiality=level)
            now = Request.objects.get(pk=row.pk)
            for who in people:
                held = standing(who, now)
                steps = [one for one in workflow.load(now.workflow).steps_from(state) if one.is_open_to(held)]
                offered = [one for one in steps if not {KADER} >= (held & frozenset(one.by))]
                found = Request.objects.filter(within_reach(who), pk=row.pk).exists()
                assert found is bool(offered), (state, to_unit, level, who.username)
