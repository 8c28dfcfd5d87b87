"""What the tick does: times of requests that are no more."""

import pytest

from simpul.care.tests.stories import at
from simpul.network.calendars.actions.book import book
from simpul.network.calendars.models import Booking
from simpul.network.calendars.tests.kit import SUNDAY, Practice
from simpul.network.calendars.work import run as run_work
from simpul.network.models import Request

pytestmark = pytest.mark.django_db


def test_the_time_of_an_erased_request_is_free_again() -> None:
    with at(SUNDAY):
        practice = Practice()
        request = practice.ask()
        book(practice.psychologist, request, practice.slots()[0].id)
        run_work()
        assert len(practice.slots()) == 5
        Request.objects.filter(pk=request.pk).delete()
        run_work()
        assert len(practice.slots()) == 6
        assert Booking.objects.get().release == "void"
