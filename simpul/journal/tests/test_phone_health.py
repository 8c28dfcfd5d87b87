"""The health of a city's posts costs as many queries as that of one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simpul.journal import testing
from simpul.journal.models import Device, DeviceAccount
from simpul.journal.phones import health
from simpul.registry.models import Unit


def _queries(posts: list[str]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        found = health(Unit.objects.filter(pk__in=posts))
    assert [board.phones for board in found] == [1] * len(posts)
    return len(seen)


@pytest.mark.django_db
def test_more_posts_ask_no_more_questions() -> None:
    place = testing.place(6)
    for number, kader in enumerate(place.kaders):
        device = Device.objects.create(name="HP", public_key=bytes([4, number]), clock_offset_ms=number)
        DeviceAccount.objects.create(device=device, account=kader, confirmed_by=place.officer)
    assert _queries(place.posts) == _queries(place.posts[:1])
