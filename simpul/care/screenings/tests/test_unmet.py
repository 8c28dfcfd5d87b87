"""An emergency that nobody was asked to come for is somebody's alert, until it was met."""

import pytest

from simpul.care.screenings.tests.stories import SRQ, adult, screened
from simpul.care.tests.stories import Village, at
from simpul.journal.alerts.refresh import refresh
from simpul.journal.models import Alert

pytestmark = pytest.mark.django_db


def opened() -> list[tuple[str, int]]:
    refresh()
    found = Alert.objects.filter(code="screening_unmet", closed_at=None)
    return [(str(alert.post_id), alert.n) for alert in found]


def test_it_rings_until_somebody_is_asked_to_come() -> None:
    with at("2026-04-10T09:00"):
        village = Village()
        person = adult(village)
        screened(village, person, SRQ | {"17": 1})
        assert opened() == [(village.here, 1)]
        village.refer(person, "darurat", service="kesehatan-jiwa")
        assert opened() == []


def test_what_is_no_emergency_or_was_withdrawn_rings_nowhere() -> None:
    with at("2026-04-10T09:00"):
        village = Village()
        person = adult(village)
        screened(village, person, SRQ)
        entry = screened(village, person, {"17": 1})
        village.write("entry.voided", person, {"target": entry.id, "reason": ""})
        assert opened() == []


def test_an_ordinary_request_does_not_stand_for_it() -> None:
    with at("2026-04-10T09:00"):
        village = Village()
        person = adult(village)
        village.refer(person, "biasa", service="kesehatan-jiwa")
        screened(village, person, {"17": 1})
        assert opened() == [(village.here, 1)]
