"""The demo's psychologist keeps the usual hours on whatever day and hour the demo is opened."""

from datetime import date, datetime, time, timedelta

import pytest

from simpul.base import clock
from simpul.network.calendars.models import Availability, Channel
from simpul.registry.models import Assignment
from simpul.registry.tests import kit
from simpul.seeds.demo import appointments
from simpul.seeds.demo.appointments import left_around

MONDAY = date(2026, 11, 23)
EIGHT, TWELVE = time(8), time(12)


@pytest.mark.parametrize(
    ("start", "left"),
    [
        (time(7), None),
        (time(12), None),
        (time(20), None),
        (time(7, 5), [(time(8, 5), TWELVE)]),
        (time(8, 30), [(time(9, 30), TWELVE)]),
        (time(9, 5), [(EIGHT, time(9, 5)), (time(10, 5), TWELVE)]),
        (time(11, 40), [(EIGHT, time(11, 40))]),
    ],
)
def test_hours_lie_around_the_consultation_and_never_under_it(
    start: time, left: list[tuple[time, time]] | None
) -> None:
    assert left_around(EIGHT, TWELVE, start) == left


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "kept"),
    [
        (None, [(EIGHT, TWELVE)]),
        (time(14, 5), [(EIGHT, TWELVE)]),
        (time(9, 5), [(EIGHT, time(9, 5)), (time(10, 5), TWELVE)]),
    ],
)
def test_this_mondays_hours_stand_too(at: time | None, kept: list[tuple[time, time]]) -> None:
    here = kit.world()
    psychologist = kit.account("psikolog", Assignment.Role.PSYCHOLOGIST, unit=here.puskesmas)
    soon = datetime.combine(MONDAY, at, clock.JAKARTA) if at else None
    usual = (1, EIGHT, TWELVE, 60, Channel.VISIT)
    appointments._weekly(psychologist, here.puskesmas, usual, MONDAY, soon)
    rows = Availability.objects.filter(psychologist=psychologist).order_by("opens")
    for day in (MONDAY, MONDAY - timedelta(days=7), MONDAY + timedelta(days=7)):
        there = [(row.opens, row.closes) for row in rows if row.from_day <= day <= (row.to_day or day)]
        assert there == (kept if day == MONDAY else [(EIGHT, TWELVE)])
