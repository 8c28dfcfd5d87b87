"""What a push leaves for its last round trip is there when it is answered."""

import pytest

from simpul.base import ids
from simpul.care.models import Growth
from simpul.journal.testing import Phone, place

pytestmark = pytest.mark.django_db
DAY = "2026-03-14"


def test_the_growth_of_a_weighing_is_written_with_the_push() -> None:
    here = place()
    phone = Phone(post=here.posts[0]).enrol(here.officer, here.kaders[0])
    child = str(ids.uuid7())
    known = {"name": "Aisyah", "sex": "P", "birth_date": "2025-03-01"}
    phone.push([phone.entry("person.registered", child, known)])
    weighed = {
        "visit": ids.visit_id(phone.post, child, DAY),
        "session": ids.session_id(phone.post, DAY),
        "date": DAY,
        "card": "balita",
        "step": 2,
        "values": {"weight_kg": 8.4},
    }
    (receipt,) = phone.push([phone.entry("visit.recorded", child, weighed)])
    assert receipt.outcome == "applied"
    assert [row.weight_kg for row in Growth.objects.all()] == [8.4]
