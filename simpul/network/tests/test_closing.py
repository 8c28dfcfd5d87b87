"""A unit closes: whoever was sent there is not forgotten."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from simpul.base import clock
from simpul.care.asking.tests import kinds
from simpul.care.asking.tests.kinds import school_dropout  # noqa: F401  (a fixture)
from simpul.care.tests.stories import Village, at
from simpul.network import workflow
from simpul.network.access import requests_of
from simpul.network.actions.open import open_request
from simpul.network.closing import needs_of, take_back_from_closed
from simpul.network.models import Request
from simpul.network.tests.filling import FLOWS, asked_for
from simpul.registry.models import Account, Assignment, Post, Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
SUNDAY = "2026-11-22T19:00"
SERVICES = sorted({name for flow in workflow.all_flows() for name in flow.services if name != "*"} | {"gizi"})


def hospital(village: Village) -> Unit:
    return Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RSUD", area=village.where.puskesmas.area)


def close(unit: Unit, on: date = date(2026, 11, 22)) -> None:
    Unit.objects.filter(pk=unit.pk).update(closed_on=on)


@pytest.mark.parametrize("service", SERVICES)
def test_what_a_closed_place_was_asked_comes_home_in_every_state(service: str) -> None:
    """Whatever waits for the place that has closed waits for the puskesmas, with a clock that runs; nothing twice."""
    comes_home(service)


@pytest.mark.usefixtures("school_dropout")
def test_a_kind_that_comes_later_comes_home_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FLOWS, kinds.FLOW["id"], kinds.FLOW)
    comes_home(kinds.SERVICE)


def comes_home(service: str) -> None:
    with at(SUNDAY):
        village = Village()
        there = hospital(village)
        flow = workflow.for_service(service)
        asked = {
            state: village.refer(village.child(), service=service, to_unit=str(there.pk), values=asked_for(service))
            for state, one in flow.states.items()
            if not one.final
        }
        for state, pk in asked.items():
            Request.objects.filter(pk=pk).update(state=state)
        close(there)
        take_back_from_closed()
        for state, pk in asked.items():
            row = Request.objects.get(pk=pk)
            if flow.states[state].waits_for == "puskesmas":
                assert row.state == state
                continue
            assert (row.state, row.to_unit_id) == (flow.initial, village.where.puskesmas.pk), state
            assert row.open and row.due_at is not None and row.appointment_at is None
            assert row.history[-1]["action"] == "place_closed"
        assert take_back_from_closed() == 0


def test_a_place_that_closes_later_keeps_its_requests_until_then() -> None:
    with at(SUNDAY):
        village = Village()
        there = hospital(village)
        village.refer(village.child(), to_unit=str(there.pk))
        close(there, date(2026, 11, 30))
        assert take_back_from_closed() == 0
    with at("2026-11-30T00:10"):
        assert take_back_from_closed() == 1


def test_a_merged_puskesmas_hands_its_requests_to_the_one_that_takes_the_post() -> None:
    with at(SUNDAY):
        village = Village()
        old = village.where.puskesmas
        new = Unit.objects.create(kind=Unit.Kind.PUSKESMAS, name="Baru", area=old.area)
        plain = village.refer(village.child())
        named = village.refer(village.child(), to_unit=str(old.pk))
        assert "posyandu masih dibina" in needs_of(old)[0]
    with at("2026-11-22T20:00"):
        Post.objects.filter(puskesmas=old).update(puskesmas=new)
        assert needs_of(old) == []
        close(old)
        take_back_from_closed()
        officer = Account.objects.create_user("baru", "x", name="Petugas")
        Assignment.objects.create(account=officer, role="petugas", unit=new, starts_on=clock.today())
        assert {str(one.pk) for one in requests_of(officer)} == {plain, named}


def test_an_operator_hears_what_still_needs_a_unit_and_it_stays_open() -> None:
    with at(SUNDAY):
        village = Village()
        there = hospital(village)
        officer = Account.objects.create_user("rs", "x", name="Petugas RS")
        Assignment.objects.create(account=officer, role="petugas", unit=there, starts_on=clock.today())
        data: dict[str, Any] = {"person": None, "service": "gizi", "urgency": "biasa", "message": "x"}
        own = open_request(officer, there, data | {"basis": "none-needed", "confidentiality": "K1"})
        area = village.where.puskesmas.area
        operator = Account.objects.create_user("op", "x", name="Operator")
        Assignment.objects.create(account=operator, role="operator", area=area, starts_on=clock.today())
        client = kit.sign_in(Client(), operator)
        page = client.post(reverse("unit_close", args=[there.pk]), follow=True).content.decode()
        assert "1 permintaan dibuat di unit ini" in page
        assert Unit.objects.get(pk=there.pk).closed_on is None
        Request.objects.filter(pk=own.pk).update(open=False)
        client.post(reverse("unit_close", args=[there.pk]), follow=True)
        assert Unit.objects.get(pk=there.pk).closed_on == date(2026, 11, 22)
