"""Office time: days that count, and clocks that can be paused."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.network.clocks import Place
from simpul.network.escalation.ladder import rungs
from simpul.network.workflow import Limit, load
from simpul.network.working_time import calendar

JAKARTA, JAYAPURA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 11, 1), timezones=st.just(JAKARTA))


def at(text: str, zone: ZoneInfo = JAKARTA) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-11-23T10:00", 1, "2026-11-24T10:00"),
        ("2026-11-20T15:00", 1, "2026-11-23T15:00"),
        ("2026-11-21T09:00", 1, "2026-11-23T16:00"),
        ("2026-11-23T20:00", 1, "2026-11-24T16:00"),
        ("2026-03-17T15:00", 1, "2026-03-25T15:00"),
        ("2026-12-23T10:00", 3, "2026-12-30T10:00"),
    ],
    ids=[
        "next day",
        "over the weekend",
        "from Saturday",
        "from the evening",
        "over Nyepi and Lebaran",
        "over Christmas",
    ],
)
def test_working_days(start: str, days: int, due: str) -> None:
    assert Place(JAKARTA).after(at(start), Limit(working_days=days)) == at(due)


def test_minutes_run_day_and_night() -> None:
    assert Place(JAKARTA).after(at("2026-11-21T23:50"), Limit(minutes=30)) == at("2026-11-22T00:20")


def test_offices_open_by_local_time() -> None:
    start = at("2026-11-23T16:30", JAYAPURA)
    assert Place(JAYAPURA).after(start, Limit(working_days=1)) == at("2026-11-24T16:00", JAYAPURA)
    assert Place(JAKARTA).after(start, Limit(working_days=1)) == at("2026-11-24T14:30", JAKARTA)


@given(MOMENTS, st.integers(0, 6000))
def test_what_is_added_has_passed(start: datetime, minutes: int) -> None:
    start = start.replace(second=0, microsecond=0)
    end = calendar().add(start, minutes, JAKARTA)
    assert calendar().between(start, end, JAKARTA) == minutes
    assert calendar().is_working_day(end.astimezone(JAKARTA).date())


@given(MOMENTS, MOMENTS, MOMENTS)
def test_time_adds_up(a: datetime, b: datetime, c: datetime) -> None:
    a, b, c = sorted(m.replace(second=0, microsecond=0) for m in (a, b, c))
    between = calendar().between
    assert between(a, b, JAKARTA) + between(b, c, JAKARTA) == between(a, c, JAKARTA)


@given(MOMENTS, st.integers(0, 5000), st.integers(0, 60 * 24 * 30))
def test_a_paused_clock_runs_on_where_it_stood(start: datetime, used: int, away: int) -> None:
    start = start.replace(second=0, microsecond=0)
    flow, place = load("health-referral"), Place(JAKARTA)
    state = flow.states["opened"]
    due = place.due(state, "biasa", start, None)
    paused_at = start + timedelta(minutes=used)
    paused = place.pause(state, "biasa", due, paused_at)
    assert due and paused
    resumed = paused_at + timedelta(minutes=away)
    left = calendar().between(resumed, place.resume(paused, resumed), JAKARTA)
    assert left == max(0, 3 * calendar().minutes_per_day - calendar().between(start, paused_at, JAKARTA))


def test_the_ladder_of_a_referral_rises_in_office_time() -> None:
    flow, due = load("health-referral"), at("2026-11-20T10:00")
    expected = ["2026-11-20T10:00", "2026-11-23T10:00", "2026-11-25T10:00"]
    assert rungs(flow.escalation, due, Place(JAKARTA)) == [at(one) for one in expected]
    assert [one.tell for one in flow.escalation] == ["unit", "head", "dinas"]


def test_the_table_holds_this_year_and_the_next() -> None:
    known = calendar()
    assert {2026, 2027} <= known.years
    assert not known.is_working_day(date(2026, 8, 17))
    assert all(day.year in known.years for day in known.holidays)
