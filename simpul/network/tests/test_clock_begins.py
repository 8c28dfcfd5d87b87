"""A clock that counts from a moment that was asked for: never before arrival, never later than the content allows."""

import copy
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.base import clock
from simpul.knowledge.content import read_json
from simpul.network.clocks import Place, begins, moment_named
from simpul.network.escalation.ladder import rungs
from simpul.network.workflow import FOLDER, faults_of, load, parse

PLACE = Place(clock.JAKARTA)
FLOW = load("self-check")
OPENED = FLOW.states["opened"]
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1), timezones=st.just(UTC))
urgencies = st.sampled_from(FLOW.urgencies)


@given(moments, st.one_of(st.none(), moments), urgencies)
def test_it_begins_between_arrival_and_the_last_day_that_it_waits(
    now: datetime, named: datetime | None, urgency: str
) -> None:
    began = begins(OPENED, urgency, now, named)
    latest = now + timedelta(days=OPENED.waits_at_most[urgency])
    assert now <= began <= latest
    if named is not None and now <= named <= latest:
        assert began == named
    due = PLACE.due(OPENED, urgency, now, named)
    assert due is not None and due == PLACE.after(began, OPENED.limit[urgency])


@given(moments, moments, urgencies)
def test_the_ladder_keeps_its_order_and_begins_after_the_hour(now: datetime, named: datetime, urgency: str) -> None:
    due = PLACE.due(OPENED, urgency, now, named)
    ladder = rungs(FLOW.ladder(urgency), due, PLACE)
    assert len(ladder) == len(FLOW.escalation) and ladder == sorted(ladder)
    assert ladder[0] > begins(OPENED, urgency, now, named)


@given(moments, moments, urgencies)
def test_a_wish_never_makes_it_late_sooner(now: datetime, named: datetime, urgency: str) -> None:
    plain, wished = PLACE.due(OPENED, urgency, now, None), PLACE.due(OPENED, urgency, now, named)
    assert plain and wished and plain <= wished


@pytest.mark.parametrize("value", [None, "", "kapan saja", 7, "2026-13-40T00:00:00Z"])
def test_a_moment_that_cannot_be_read_counts_from_arrival(value: object) -> None:
    assert moment_named(OPENED, {"call_from": value}, None) is None


def test_a_state_without_a_moment_counts_from_arrival() -> None:
    now = datetime(2026, 11, 23, 3, tzinfo=UTC)
    later = now + timedelta(days=2)
    trying = FLOW.states["trying"]
    assert moment_named(trying, {"call_from": clock.iso(later)}, later) is None
    assert begins(trying, "darurat", now, later) == now
    scheduled = load("health-referral").states["scheduled"]
    assert moment_named(scheduled, {}, later) == later == begins(scheduled, "darurat", now, later)


@pytest.mark.parametrize("spoil", ["opening", "waits_at_most"])
def test_content_that_waits_for_nothing_or_for_ever_is_refused(spoil: str) -> None:
    raw = copy.deepcopy(read_json(FOLDER / "self-check.json"))
    assert faults_of(parse(raw)) == []
    (raw if spoil == "opening" else raw["states"]["opened"]).pop(spoil)
    assert any("its clock waits" in fault for fault in faults_of(parse(raw)))
