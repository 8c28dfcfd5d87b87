"""Weeks of hours, absences, bookings: what is offered is whole, ahead, on a working day, and nobody's."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from simpul.network.calendars.slots import Hours, Slot, Span, free, made, overlap
from simpul.network.working_time import calendar

ZONES = [ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")]
START = datetime(2026, 12, 21, tzinfo=UTC)
END = START + timedelta(days=14)
PEOPLE = ["p1", "p2"]
CHRISTMAS = date(2026, 12, 25)

quarters = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
moments = st.integers(0, 14 * 96).map(lambda n: START + timedelta(minutes=15 * n))


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    opens, closes = sorted(draw(st.lists(quarters, min_size=2, max_size=2, unique=True)))
    first = START.date() + timedelta(days=draw(st.integers(-3, 10)))
    last = draw(st.none() | st.integers(0, 10).map(lambda n: first + timedelta(days=n)))
    return Hours(
        id=f"h{draw(st.integers(0, 9))}",
        psychologist=draw(st.sampled_from(PEOPLE)),
        unit="u",
        weekday=draw(st.integers(1, 7)),
        opens=opens,
        closes=closes,
        slot_minutes=draw(st.sampled_from([30, 45, 60])),
        channel="datang",
        from_day=first,
        to_day=last,
        zone=draw(st.sampled_from(ZONES)),
    )


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(moments)
    end = start + timedelta(minutes=draw(st.integers(1, 3000)))
    return Span(draw(st.sampled_from(PEOPLE)), start.timestamp(), end.timestamp())


def touches(slot: Slot, span: Span) -> bool:
    starts, ends = (datetime.fromtimestamp(one, UTC) for one in (span.starts, span.ends))
    return slot.starts_at < ends and starts < slot.ends_at


@given(st.lists(hours(), max_size=4), st.lists(spans(), max_size=4))
def test_what_is_offered_is_free_whole_and_within_hours(week: list[Hours], taken: list[Span]) -> None:
    by_id = {one.id: one for one in week}
    offered = free(by_id.values(), taken, START, END, calendar())
    assert offered == sorted(offered, key=lambda one: (one.starts_at, one.unit, one.psychologist))
    for slot in offered:
        one = by_id[slot.id.partition(".")[0]]
        local_start, local_end = slot.starts_at.astimezone(one.zone), slot.ends_at.astimezone(one.zone)
        assert START <= slot.starts_at < END
        assert slot.ends_at - slot.starts_at == timedelta(minutes=one.slot_minutes)
        assert one.opens <= local_start.time() and local_start.date() == local_end.date()
        assert local_end.time() <= one.closes
        assert one.from_day <= local_start.date() <= (one.to_day or date.max)
        assert local_start.date() not in calendar().holidays
        mine = [span for span in taken if span.psychologist == slot.psychologist]
        assert not any(touches(slot, span) for span in mine)


@given(hours(), st.lists(spans(), max_size=4))
def test_nothing_free_is_kept_back(one: Hours, taken: list[Span]) -> None:
    offered = {slot.id for slot in free([one], taken, START, END, calendar())}
    for slot in made(one, START, END, calendar()):
        hit = any(span.psychologist == slot.psychologist and touches(slot, span) for span in taken)
        assert (slot.id in offered) is not hit


@given(hours(), hours())
def test_hours_that_do_not_overlap_never_make_slots_of_the_same_time(a: Hours, b: Hours) -> None:
    if a.zone != b.zone or overlap(a, b):
        return
    both = [*made(a, START, END, calendar()), *made(b, START, END, calendar())]
    for one, two in pairwise(sorted(both, key=lambda slot: slot.starts_at)):
        assert one.ends_at <= two.starts_at


def test_a_holiday_has_no_slots() -> None:
    friday = Hours("h", "p1", "u", 5, time(8), time(12), 60, "datang", date(2026, 11, 1), None, ZONES[0])
    days = {slot.starts_at.astimezone(ZONES[0]).date() for slot in made(friday, START, END, calendar())}
    # New Year's Day is a Friday too, and lies within the fortnight.
    assert CHRISTMAS.isoweekday() == 5 and days == set()


def test_the_same_hours_make_the_same_names() -> None:
    monday = Hours("h", "p1", "u", 1, time(8), time(10, 30), 60, "datang", date(2026, 11, 1), None, ZONES[0])
    names = [slot.id for slot in made(monday, START, START + timedelta(days=7), calendar())]
    assert names == ["h.20261221T0800", "h.20261221T0900"]
