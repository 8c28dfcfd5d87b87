"""A referral from the post to the puskesmas and back."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.base import clock
from simpul.base.access import NotYours
from simpul.care.tests.stories import Village, at
from simpul.journal.actions.append import append
from simpul.journal.kinds import Refused, part
from simpul.journal.models import Entry
from simpul.journal.testing import account
from simpul.network import workflow
from simpul.network.access import access_request, requests_of
from simpul.network.actions.move import move
from simpul.network.escalation.firing import fire_due
from simpul.network.models import Firing, Request
from simpul.network.queries import by_risk
from simpul.registry.models import Account, Area, Unit

pytestmark = pytest.mark.django_db

MONDAY = "2026-11-23T09:00"


def step(village: Village, request: str, action: str, by: Account | None = None, **data: Any) -> Request:
    row = Request.objects.get(pk=request)
    move(by or village.where.officer, row, {"action": action} | data, row.seq)
    return Request.objects.get(pk=request)


def row(request: str) -> dict[str, Any]:
    requests = part("requests")
    assert requests is not None
    return requests.row(Request.objects.get(pk=request))


def test_the_answer_is_in_the_row_that_the_post_pulls() -> None:
    village = Village()
    request = village.refer(village.child())
    seq = row(request)["seq"]
    step(village, request, "schedule", note="Bawa Buku KIA", appointment_at="2026-11-25T02:00:00.000Z")
    answered = row(request)
    assert answered["seq"] > seq
    assert answered["state"] == "scheduled"
    assert answered["appointment_at"] == "2026-11-25T02:00:00.000Z"
    assert answered["to_unit_name"] == "Puskesmas Tebet"
    assert [one["action"] for one in answered["history"]] == ["open", "schedule"]
    assert answered["history"][1]["note"] == "Bawa Buku KIA"


def test_an_outcome_ends_it_and_reopening_takes_the_outcome_back() -> None:
    village = Village()
    request = village.refer(village.child())
    done = step(village, request, "complete", outcome="treated", follow_up="Timbang tiap minggu")
    assert (done.outcome, done.open, done.due_at, done.follow_up) == ("treated", False, None, "Timbang tiap minggu")
    again = step(village, request, "reopen", note="Salah catat")
    assert (again.outcome, again.open, again.state) == (None, True, "accepted")


def test_sending_back_stops_the_clock() -> None:
    village = Village()
    with at(MONDAY):
        request = village.refer(village.child(), urgency="biasa")
        due = Request.objects.get(pk=request).due_at
    with at("2026-11-23T13:00"):
        step(village, request, "send_back", note="Ukur ulang panjang badan")
    with at("2026-11-25T10:00"):
        back = step(village, request, "answer", by=village.where.officer, note="62 cm")
    assert due == at_moment("2026-11-26T09:00")
    # Four hours of three days were used; two days and a half-day are left from Wednesday ten o'clock.
    assert back.due_at == at_moment("2026-11-27T14:00")
    assert back.paused is None


def at_moment(text: str) -> Any:
    with at(text):
        return clock.now()


def test_the_second_officer_is_told_kindly() -> None:
    village = Village()
    request = village.refer(village.child())
    before = Request.objects.get(pk=request)
    step(village, request, "accept")
    with pytest.raises(Refused) as refused:
        move(village.where.officer, before, {"action": "accept"}, before.seq)
    assert refused.value.reason.code == "changed_meanwhile"
    assert len(Request.objects.get(pk=request).history) == 2


def test_a_step_that_the_state_does_not_offer_says_what_happened() -> None:
    village = Village()
    request = village.refer(village.child())
    step(village, request, "complete", outcome="treated")
    with pytest.raises(Refused) as refused:
        step(village, request, "schedule", appointment_at="2026-11-25T02:00:00.000Z")
    assert "selesai" in refused.value.reason.message.id


@pytest.mark.parametrize(
    ("action", "data", "field"),
    [
        ("schedule", {}, "appointment_at"),
        ("schedule", {"appointment_at": "besok"}, "appointment_at"),
        ("send_back", {}, "note"),
        ("complete", {}, "outcome"),
        ("complete", {"outcome": "cancelled"}, "outcome"),
    ],
)
def test_what_a_step_needs_is_asked_for(action: str, data: dict[str, Any], field: str) -> None:
    village = Village()
    request = village.refer(village.child())
    with pytest.raises(Refused) as refused:
        step(village, request, action, **data)
    assert refused.value.reason.field == field


def test_a_kader_answers_and_cancels_but_does_not_accept() -> None:
    village = Village()
    request = village.refer(village.child())
    kader = village.where.kaders[0]
    with pytest.raises(Refused) as refused:
        append(village.here, [("request.moved", request, {"action": "accept"})], kader)
    assert refused.value.reason.code == "step_not_yours"
    append(village.here, [("request.moved", request, {"action": "cancel", "note": "sudah ke klinik"})], kader)
    assert Request.objects.get(pk=request).state == "cancelled"


def test_only_the_units_that_owe_an_answer_open_a_request() -> None:
    village, elsewhere = Village(), Village()
    hospital = Unit.objects.create(
        kind=Unit.Kind.HOSPITAL, name="RSUD Tebet", area=Area.objects.get(code="31.74.01.1001")
    )
    request = village.refer(village.child(), to_unit=str(hospital.pk))
    doctor = account("dokter", "petugas", hospital)
    assert access_request(village.where.officer, request).pk == access_request(doctor, request).pk
    strangers = [
        elsewhere.where.officer,
        village.where.kaders[0],
        account("operator", "operator", None),
        account("psikolog", "psikolog", village.where.puskesmas),
    ]
    for stranger in strangers:
        with pytest.raises(NotYours):
            access_request(stranger, request)
        with pytest.raises(NotYours):
            step(village, request, "accept", by=stranger)
    with pytest.raises(NotYours):
        access_request(village.where.officer, "no-id")
    assert step(village, request, "accept", by=doctor).state == "accepted"


def test_an_ended_assignment_closes_the_door_at_the_next_step() -> None:
    village = Village()
    request = village.refer(village.child())
    village.where.officer.assignments.update(ends_on=clock.today() - timedelta(days=1))
    with pytest.raises(NotYours):
        step(village, request, "accept")


def test_the_inbox_is_ordered_by_risk_then_lateness_then_age() -> None:
    village = Village()
    child = village.child()
    with at("2026-11-02T09:00"):
        late = village.refer(child, "biasa")
        mild = village.refer(child, "biasa", reasons=[{"rule": "ED-PMT", "text": "mild"}])
    with at("2026-11-23T08:00"):
        fresh = village.refer(child, "biasa")
        grave = village.refer(child, "biasa", reasons=[{"rule": "RJ-A4.danger", "text": "kejang"}])
        urgent = village.refer(child, "darurat", reasons=[])
    with at("2026-11-23T09:00"):
        found = by_risk(requests_of(village.where.officer).filter(open=True), clock.now())
        assert [str(one.pk) for one in found] == [urgent, grave, late, fresh, mild]
        fire_due()
        told = {str(one.request): one.tell for one in Firing.objects.order_by("step")}
        assert told == {late: "dinas", mild: "dinas", urgent: "unit"}


ACTIONS = sorted({step.action for step in workflow.load("health-referral").transitions})


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(ACTIONS), st.text("abcxyz0189", min_size=10, max_size=20)), max_size=6))
def test_no_row_for_a_phone_ever_holds_a_clinical_note(moves: list[tuple[str, str]]) -> None:
    village = Village()
    request = village.refer(village.child())
    for action, secret in moves:
        data: dict[str, Any] = {"note": "catatan", "outcome": "treated", "appointment_at": "2026-11-25T02:00:00.000Z"}
        try:
            step(village, request, action, clinical_note=f"K2 {secret}", **data)
        except Refused:
            continue
    stored = Request.objects.get(pk=request)
    told = json.dumps(row(request))
    assert "K2 " not in told
    moved = Entry.objects.filter(subject=request, kind="request.moved").count()
    assert len(stored.clinical_notes) == moved


def test_due_times_follow_urgency() -> None:
    village = Village()
    child = village.child()
    with at(MONDAY):
        dues = {
            urgency: Request.objects.get(pk=village.refer(child, urgency)).due_at
            for urgency in ("darurat", "segera", "biasa")
        }
    assert dues == {
        "darurat": at_moment("2026-11-23T09:30"),
        "segera": at_moment("2026-11-24T09:00"),
        "biasa": at_moment("2026-11-26T09:00"),
    }
