"""To which hospitals a post may send anybody."""

from datetime import date

import pytest

from simpul.registry.capabilities.declare import declare
from simpul.registry.capabilities.general import not_general
from simpul.registry.models import Unit
from simpul.registry.tests.kit import world

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)
WARD, WHOLE, EMERGENCY, MIND = "rawat-jiwa", "kesehatan", "gawat-darurat", "kesehatan-jiwa"


@pytest.mark.parametrize(
    ("said", "is_left_out"),
    [
        ({}, False),
        ({WARD: "able", MIND: "able"}, True),
        ({WARD: "able", WHOLE: "able"}, False),
        ({WARD: "able", EMERGENCY: "able"}, False),
        ({MIND: "able"}, False),
        ({WHOLE: "not_able", EMERGENCY: "able"}, True),
        ({WARD: "not_able"}, False),
    ],
)
def test_a_hospital_for_the_mind_alone_takes_no_general_referral(said: dict[str, str], is_left_out: bool) -> None:
    hospital = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RS Contoh", area=world().puskesmas.area)
    for service, status in said.items():
        declare(hospital, service, status, DAY, {}, "survei contoh", None)
    assert not_general([hospital.pk], DAY) == ({hospital.pk} if is_left_out else set())
    assert not_general([], DAY) == set()
