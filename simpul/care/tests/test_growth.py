"""Growth is computed from visits, in bulk, and follows every correction of what it rests on."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simpul.base import ids
from simpul.care.growth import edition, score_persons
from simpul.care.models import Growth
from simpul.care.tests.stories import Village
from simpul.journal.actions.append import Draft, append
from simpul.journal.actions.rebuild import rebuild
from simpul.journal.actions.verify import verify
from simpul.knowledge.growth.single import score_one

pytestmark = pytest.mark.django_db


def test_scores_are_those_of_the_standard_with_words_and_marks() -> None:
    village = Village()
    child = village.child()
    village.weigh(child, "2026-01-10", 6.5, length_height_cm=63.0, measured="l", muac_cm=13.5)
    village.weigh(child, "2026-02-10", 6.5, length_height_cm=64.0, measured="l")
    first, second = Growth.objects.filter(person=child).order_by("date")
    known = score_one(2, age_days=122, weight_kg=6.5, length_height_cm=63.0, measured="l", muac_cm=13.5)
    assert (first.waz, first.haz, first.whz, first.acz) == (known.waz, known.haz, known.whz, known.acz)
    assert first.categories["bb_u"] == "normal"
    assert (first.age_days, first.month, first.mark) == (122, 4, "B")
    assert (second.mark, second.trend, second.gain_g, second.alerts) == ("T", "T", 0, ["T"])
    assert second.edition == edition()


@pytest.mark.parametrize(
    "values",
    [{"weight_kg": "berat"}, {"weight_kg": True}, {"weight_kg": -3}, {"weight_kg": 1e9}, {"measured": ["l"]}, {}],
)
def test_values_that_are_no_measurement_score_nothing_and_break_nothing(values: dict[str, Any]) -> None:
    village = Village()
    child = village.child()
    data = {"visit": ids.visit_id(village.here, child, "2026-01-10"), "date": "2026-01-10", "card": "balita", "step": 2}
    village.write("visit.recorded", child, data | {"values": values})
    assert Growth.objects.count() == 0


def test_a_corrected_birth_date_moves_the_whole_curve() -> None:
    village = Village()
    child = village.child()
    village.weigh(child, "2026-01-10", 6.5)
    seq = village.weigh(child, "2026-02-10", 6.9).seq
    before = list(Growth.objects.order_by("date").values_list("age_days", "waz"))
    village.write("person.changed", child, {"fields": {"birth_date": "2025-08-10"}}, base={"identity": seq})
    after = list(Growth.objects.order_by("date").values_list("age_days", "waz"))
    assert [age for age, _ in after] == [age + 31 for age, _ in before]
    assert all(new < old for (_, new), (_, old) in zip(after, before, strict=True) if new and old)


def test_a_child_known_to_be_born_early_is_given_no_word_before_the_day_it_was_due() -> None:
    village = Village()
    child = village.child()
    seq = village.weigh(child, "2025-09-20", 3.1).seq
    village.weigh(child, "2026-02-10", 6.9)
    assert all(Growth.objects.values_list("categories", flat=True))
    village.write("person.changed", child, {"fields": {"gestational_age_weeks": 33}}, base={"birth": seq})
    first, later = Growth.objects.order_by("date")
    assert (first.categories, first.age_days, first.waz is None) == ({}, 10, False)
    assert later.categories["bb_u"]


def test_a_visit_before_birth_or_withdrawn_has_no_growth() -> None:
    village = Village()
    child = village.child()
    village.weigh(child, "2025-08-10", 3.0)
    entry = village.weigh(child, "2026-01-10", 6.5)
    assert Growth.objects.count() == 1
    village.write("entry.voided", child, {"target": entry.id, "reason": "anak lain"})
    assert Growth.objects.count() == 0


def test_a_batch_costs_the_same_queries_whatever_its_size() -> None:
    village = Village()
    children = [village.child(name=f"Anak {n}") for n in range(12)]

    def queries(of: list[str], date: str) -> int:
        drafts = [
            Draft(
                "visit.recorded",
                child,
                {
                    "visit": ids.visit_id(village.here, child, date),
                    "date": date,
                    "card": "balita",
                    "step": 2,
                    "values": {"weight_kg": 6.5},
                },
            )
            for child in of
        ]
        with CaptureQueriesContext(
            connection,
        ) as caught:
            append(village.here, drafts, village.where.officer)
        return len(caught)

    queries(children[:1], "2026-01-10")
    assert queries(children[:2], "2026-02-10") == queries(children, "2026-03-10")


def test_all_growth_can_be_dropped_and_computed_again() -> None:
    village = Village()
    child = village.child()
    village.weigh(child, "2026-01-10", 6.5)
    village.weigh(child, "2026-02-10", 6.9)
    before = list(Growth.objects.order_by("pk").values())
    Growth.objects.all().delete()
    score_persons({child})
    assert list(Growth.objects.order_by("pk").values()) == before
    score_persons(set())


def two_children() -> Village:
    """Two children with weighings, one of them corrected, and two records that are one child."""
    village = Village()
    first, second, double = village.child(), village.child(name="Budi"), village.child(name="Aisyah P.")
    for month in (1, 2, 3):
        village.weigh(first, f"2026-0{month}-10", 6.1 + month / 3, length_height_cm=62.0 + month, measured="l")
    village.weigh(second, "2026-02-10", 7.9)
    village.weigh(double, "2026-04-10", 7.7)
    village.write("person.merged", first, {"gone": double})
    return village


def test_a_rebuild_computes_growth_too() -> None:
    two_children()
    before = list(Growth.objects.order_by("visit").values())
    assert len(before) == 5
    assert verify().sound
    Growth.objects.filter(visit=before[0]["visit_id"]).delete()
    Growth.objects.filter(visit=before[1]["visit_id"]).update(waz=-9.0)
    rebuild()
    assert list(Growth.objects.order_by("visit").values()) == before
    assert verify().sound


@pytest.mark.parametrize("spoil", [{"waz": 0.11}, {"edition": "kemarin"}, {"categories": {}}])
def test_verify_finds_growth_that_does_not_follow_from_the_visits(spoil: dict[str, Any]) -> None:
    two_children()
    Growth.objects.filter(date="2026-02-10").update(**spoil)
    report = verify()
    assert {row.table for row in report.rows} == {"care_growth"}
    assert not report.sound
