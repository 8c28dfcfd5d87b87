"""The weekly evaluation at the Pustu as a table: ages with their unit, and what was found alone."""

from datetime import date

import pytest

from simpul.care.homevisits.tests.test_home_visits import check, home
from simpul.care.tests.stories import Village
from simpul.exchange.reporting.home import evaluation
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.places import places_of
from simpul.registry.models import Unit

pytestmark = pytest.mark.django_db


def test_a_newborn_has_an_age_in_days_and_its_findings_alone() -> None:
    village = Village()
    family, _child = home(village)
    newborn = village.child(family, "Bayi", birth_date="2026-11-21")
    check(village, newborn, "balita", danger_breathing=False, danger_activity=False, danger_seizure=True)
    places = places_of(Unit.objects.filter(pk=village.here))
    (row,) = evaluation(places, Month(2026, 11), date(2026, 11, 22)).rows
    assert (row[1], row[2], row[6]) == ("Bayi", "1 hari", "Kejang: ya")
