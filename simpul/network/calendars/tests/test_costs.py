"""What an appointment costs is said as the phone and the letter say it, by the kind of the place and the urgency."""

from datetime import date

import pytest

from simpul.knowledge.services import of_request, shared
from simpul.network.calendars.costs import UNKNOWN, cost_of
from simpul.registry.models import Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
MIND = "kesehatan-jiwa"


def test_a_hospital_says_that_the_insured_come_by_way_of_the_puskesmas_unless_it_is_an_emergency() -> None:
    where = kit.world()
    puskesmas, hospital = where.puskesmas, where.hospital
    referred, own = shared("costs")["payers"]["referred"], of_request(MIND).cost.words
    assert "puskesmas" in referred["id"].lower() and referred != own
    assert cost_of(MIND, hospital.pk, DAY) == referred
    assert cost_of(MIND, str(hospital.pk), DAY, "segera") == referred
    assert cost_of(MIND, hospital.pk, DAY, "darurat") == own
    assert cost_of(MIND, puskesmas.pk, DAY) == cost_of(MIND, None, DAY) == own


def test_a_service_that_nobody_knows_is_not_guessed() -> None:
    assert cost_of("belum-dikenal", Unit.objects.none().first(), DAY) == UNKNOWN
