"""The first hour in which a call is safe: never earlier than chosen or open, never passed by, never without end."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.care.contacts.content import ahead_days, least_left, parts, safe_times
from simpul.care.contacts.safe_hours import can_be_kept, first_safe
from simpul.registry.capabilities.hours import ALWAYS, DAYS, Hours, parse_hours

JAKARTA, JAYAPURA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
OFFICE = parse_hours({day: [["08:00", "15:00"]] for day in DAYS[:5]})
DAY_AND_NIGHT = parse_hours(ALWAYS)
HOLIDAY = date(2026, 12, 25)
ids = st.lists(st.sampled_from(list(safe_times())), min_size=1, unique=True)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.sampled_from([JAKARTA, JAYAPURA]))
days = st.sets(st.sampled_from(DAYS), min_size=1)


def is_holiday(day: date) -> bool:
    return day == HOLIDAY


def at(text: str, zone: ZoneInfo = JAKARTA) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("chosen", "now", "hours", "starts", "ends"),
    [
        (["malam"], "2026-11-23T10:00", DAY_AND_NIGHT, "2026-11-23T18:00", "2026-11-23T21:00"),
        (["malam"], "2026-11-23T20:45", DAY_AND_NIGHT, "2026-11-24T18:00", "2026-11-24T21:00"),  # too little is left
        (["malam"], "2026-11-23T23:59", DAY_AND_NIGHT, "2026-11-24T18:00", "2026-11-24T21:00"),
        (["malam"], "2026-11-24T00:01", DAY_AND_NIGHT, "2026-11-24T18:00", "2026-11-24T21:00"),
        (["malam"], "2026-11-23T19:10", DAY_AND_NIGHT, "2026-11-23T19:10", "2026-11-23T21:00"),
        (["pagi", "siang"], "2026-11-21T09:00", OFFICE, "2026-11-23T08:00", "2026-11-23T15:00"),  # a Saturday
        (["pagi"], "2026-12-24T13:00", OFFICE, "2026-12-28T08:00", "2026-12-28T12:00"),  # a holiday, then a weekend
        (["kapansaja"], "2026-11-23T22:00", OFFICE, "2026-11-24T08:00", "2026-11-24T15:00"),
        (["pagi", "malam"], "2026-11-23T12:30", DAY_AND_NIGHT, "2026-11-23T18:00", "2026-11-23T21:00"),
    ],
)
def test_the_first_safe_hour(chosen: list[str], now: str, hours: Hours, starts: str, ends: str) -> None:
    found = first_safe(chosen, at(now), hours, is_holiday)
    assert found and (found.starts, found.ends) == (at(starts), at(ends))


def test_no_hour_is_found_where_nobody_works_then() -> None:
    assert first_safe(["malam"], at("2026-11-23T10:00"), OFFICE, is_holiday) is None
    assert [part.id for part in parts() if can_be_kept(part, OFFICE)] == ["kapansaja", "pagi", "siang"]


@given(ids, moments, days)
def test_never_before_now_nor_outside_what_is_safe_and_open(chosen: list[str], now: datetime, on: set[str]) -> None:
    hours = parse_hours({day: [["07:30", "20:00"]] for day in on})
    found = first_safe(chosen, now, hours, is_holiday)
    assert found is not None
    assert now <= found.starts < found.ends and found.ends - found.starts >= least_left()
    assert found.starts - now <= timedelta(days=ahead_days() + 1)
    day = found.starts.date()
    assert DAYS[day.weekday()] in on and day != HOLIDAY
    minute = found.starts.hour * 60 + found.starts.minute
    assert minute >= 450 and any(p.starts <= minute < p.ends for p in parts() if p.id in chosen)


@given(ids, moments)
def test_nothing_that_was_safe_earlier_is_passed_by(chosen: list[str], now: datetime) -> None:
    """Every minute before it is outside the chosen parts, or too near their end."""
    found = first_safe(chosen, now, DAY_AND_NIGHT, is_holiday)
    assert found is not None and found.starts - now < timedelta(days=1)
    step = timedelta(minutes=10)
    moment = now
    while moment < found.starts:
        minute = moment.hour * 60 + moment.minute
        inside = [p for p in parts() if p.id in chosen and p.starts <= minute < p.ends]
        left = max((p.ends - minute for p in inside), default=0)
        assert left <= least_left().seconds // 60
        moment += step


@given(ids, moments)
def test_it_is_the_same_moment_wherever_the_server_stands(chosen: list[str], now: datetime) -> None:
    found = first_safe(chosen, now.astimezone(UTC).astimezone(now.tzinfo), OFFICE, is_holiday)
    assert found == first_safe(chosen, now, OFFICE, is_holiday)
