"""The short way to the growth of a child's latest visit gives the rows of the long way, whatever came before."""

from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from simpul.care import latest_growth
from simpul.care.growth import score_persons
from simpul.care.models import Growth
from simpul.care.tests.stories import Village
from simpul.care.tests.test_random_lives import Life
from simpul.people.models import Person

DEEDS = ["born", "weighed", "weighed", "withdrawn", "patched", "merged", "moved", "decided", "settles"]
FIRST_IS_WEIGHED_AGAIN = ["weighed", "weighed", "moved", "weighed", "merged", "weighed", "withdrawn", "weighed"]

pytestmark = pytest.mark.django_db


def grown() -> dict[Any, Any]:
    """All growth by visit."""
    return {row["visit_id"]: row for row in Growth.objects.values()}


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@example(FIRST_IS_WEIGHED_AGAIN * 2, 7)
@given(st.lists(st.sampled_from(DEEDS), min_size=8, max_size=20), st.integers(0, 2**16))
def test_growth_follows_every_deed_as_if_it_were_computed_from_nothing(deeds: list[str], seed: int) -> None:
    with transaction.atomic():
        life = Life(Random(seed))
        life.settles()
        life.born()
        for deed in deeds:
            life.do(deed)
            kept, before = grown(), transaction.savepoint()
            Growth.objects.all().delete()
            score_persons({str(pk) for pk in Person.objects.values_list("pk", flat=True)})
            assert kept == grown()
            transaction.savepoint_rollback(before)
        transaction.set_rollback(True)


def test_the_latest_weighing_does_not_read_the_whole_curve(monkeypatch: pytest.MonkeyPatch) -> None:
    village = Village()
    child = village.child()
    village.weigh(child, "2026-01-10", 6.1)

    def long_way(persons: set[str]) -> None:
        raise AssertionError(f"the curves of {len(persons)} children were read again")

    monkeypatch.setattr(latest_growth, "score_persons", long_way)
    village.weigh(child, "2026-02-10", 6.4)
    village.weigh(child, "2026-07-10", 8.0)
    marks = Growth.objects.filter(person=child).order_by("date").values_list("mark", flat=True)
    assert list(marks) == ["B", "T", "O"]
