"""The calendar file, read by a program that is not ours: when and where, never who or why."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from simpul.care.tests.stories import at
from simpul.network.calendars.models import Booking
from simpul.network.calendars.tests.kit import SUNDAY, Practice
from simpul.network.calendars.tests.test_reminders import NAME, booked, mother
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db


def test_the_file_is_read_as_the_times_that_were_promised() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        given_back = practice.promised(str(practice.ask().pk))
        Booking.objects.filter(pk=given_back.pk).update(released_at=booking.booked_at, release="release")
        answer = kit.sign_in(Client(), practice.psychologist).get("/kalender/simpul.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    read = Calendar.from_ical(answer.content)
    assert read["VERSION"] == "2.0" and read["PRODID"]
    (event,) = read.walk("VEVENT")
    starts = datetime(2026, 11, 24, 1, tzinfo=UTC)
    assert event.decoded("DTSTART") == starts and event.decoded("DTEND") == starts + timedelta(hours=1)
    assert event.decoded("DTSTAMP").tzinfo is not None
    assert str(event["UID"]) == f"{booking.pk}@simpul" and str(event["CLASS"]) == "PRIVATE"
    assert str(event["SUMMARY"]) == f"Simpul {booking.reference}" and str(event["LOCATION"]) == "Puskesmas Tebet"
    raw = answer.content.decode()
    assert NAME not in raw and "jiwa" not in raw.lower()
