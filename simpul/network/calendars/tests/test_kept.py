"""The hours that stand in the calendars of a place: of a day, of a service, of people who work there."""

from datetime import date, time, timedelta

import pytest
from django.utils.translation import override

from simpul.care.tests.stories import at
from simpul.journal.testing import account
from simpul.network.calendars.actions.keep_hours import end_hours
from simpul.network.calendars.kept import Kept, kept_at
from simpul.network.calendars.models import Availability
from simpul.network.calendars.tests.kit import MIND, MONDAY, SUNDAY, Practice
from simpul.registry.models import Assignment

pytestmark = pytest.mark.django_db


def kept(practice: Practice, day: date = MONDAY, service: str = MIND) -> Kept | None:
    return kept_at(service, [practice.puskesmas.pk], day).get(practice.puskesmas.pk)


def test_hours_are_said_once_whoever_keeps_them() -> None:
    with at(SUNDAY):
        practice = Practice()
        practice.add(4, 13, 15, channel="daring", slot_minutes=30)
        other = account("Psikolog Dewi", Assignment.Role.PSYCHOLOGIST, practice.puskesmas)
        Availability.objects.create(
            psychologist=other,
            unit=practice.puskesmas,
            weekday=3,
            opens=time(8),
            closes=time(11),
            slot_minutes=30,
            from_day=date(2026, 11, 9),
        )
        found = kept(practice)
    assert found is not None and found.since == date(2026, 11, 1)
    assert (found.weekdays, found.people) == (frozenset({1, 2, 3, 4}), 2)
    with override("id"):
        assert found.words() == "Senin–Rabu 08.00–11.00; Kamis 13.00–15.00"


def test_of_a_day_and_of_a_service() -> None:
    with at(SUNDAY):
        practice = Practice()
        assert kept(practice, date(2026, 10, 31)) is None
        assert kept(practice, service="imunisasi") is None
        online = kept(practice, service="konsultasi-jiwa-daring")
        assert online is None
        end_hours(practice.psychologist, str(practice.hours[0].pk), MONDAY)
        before, after = kept(practice, MONDAY), kept(practice, MONDAY + timedelta(days=1))
    assert before is not None and before.weekdays == {1, 2}
    assert after is not None and after.weekdays == {2}


def test_hours_of_somebody_who_left_stand_no_more_but_are_remembered() -> None:
    with at(SUNDAY):
        practice = Practice()
        Assignment.objects.filter(account=practice.psychologist).update(ends_on=MONDAY)
        then, now = kept(practice, MONDAY), kept(practice, MONDAY + timedelta(days=1))
    assert then is not None and then.weekdays == {1, 2}
    assert now is not None and (now.rows, now.words(), now.since) == ((), "", date(2026, 11, 1))
