"""Whom the puskesmas should look for, gravest first."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simpul.base import ids
from simpul.care.due import Due, due
from simpul.care.tests.stories import Village
from simpul.registry.access import posts_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 15)


def of(village: Village, today: date = TODAY) -> dict[str, Due]:
    return {one.person.id: one for one in due(posts_of(village.where.officer), today)}


def kinds(one: Due | None) -> set[str]:
    return {item.kind for item in one.items} if one else set()


def test_a_child_below_the_red_line_comes_before_one_who_was_not_weighed() -> None:
    village = Village()
    thin, unseen = village.child(name="Aisyah"), village.child(name="Bagas", sex="L")
    village.weigh(thin, "2026-03-10", 4.2)
    village.weigh(unseen, "2026-01-10", 6.5)
    found = of(village)
    assert list(found)[:2] == [thin, unseen]
    assert (found[thin].items[0].kind, found[thin].items[0].code) == ("growth_urgent", "BGM")
    assert "unseen" in kinds(found[unseen]) and "unseen" not in kinds(found[thin])


def test_a_child_weighed_last_month_is_not_unseen_on_the_first_of_the_month() -> None:
    village = Village()
    child = village.child()
    village.weigh(child, "2026-02-28", 6.5)
    assert "unseen" not in kinds(of(village, date(2026, 3, 1)).get(child))
    assert "unseen" in kinds(of(village, date(2026, 4, 1)).get(child))


def test_overdue_immunisation_names_the_vaccine_and_counts_doses_of_merged_records() -> None:
    village = Village()
    kept, gone = village.child(), village.child(name="Aisah P")
    assert vaccines(village, kept)["BCG"] == 1
    data = {"product": "BCG", "number": 1, "date": "2025-10-10", "source": "history"}
    village.write("dose.given", gone, data)
    assert vaccines(village, kept)["BCG"] == 1
    village.write("person.merged", kept, {"gone": gone})
    assert vaccines(village, kept)["BCG"] == 0
    assert gone not in of(village)


def vaccines(village: Village, person: str) -> Counter[str]:
    return Counter(
        item.code for item in of(village)[person].items if "immunisation" in item.kind or item.kind == "closing"
    )


def test_a_pregnancy_without_its_contacts_is_due() -> None:
    village = Village()
    mother = village.child(name="Siti", birth_date="1998-01-02")
    pregnancy = str(ids.uuid7())
    village.write("pregnancy.opened", pregnancy, {"person": mother, "lmp": "2025-09-01"})
    assert kinds(of(village)[mother]) == {"anc_overdue"}
    village.write("pregnancy.closed", pregnancy, {"outcome": "mistake", "date": "2026-03-01"})
    assert "anc_overdue" not in kinds(of(village).get(mother))


def test_who_died_or_left_is_not_looked_for() -> None:
    village = Village()
    child = village.child()
    assert child in of(village)
    village.write("person.left", child, {"status": "died", "date": "2026-03-01"})
    assert child not in of(village)


def test_queries_do_not_grow_with_the_people() -> None:
    village = Village()
    village.child()

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            of(village)
        return len(caught)

    queries()
    before = queries()
    for n in range(8):
        village.weigh(village.child(name=f"Anak {n}"), "2026-03-10", 6.5)
    assert queries() == before


def grown(village: Village, born: str, day: str, sex: str = "L", **values: object) -> str:
    person = village.child(name="Warga", sex=sex, birth_date=born, birth_weight_kg=None)
    visit = ids.visit_id(village.here, person, day)
    data = {"visit": visit, "date": day, "card": "dewasa", "step": 2, "values": values}
    village.write("visit.recorded", person, data)
    return person


def items(village: Village, person: str) -> list[tuple[str, str, int]]:
    one = of(village).get(person)
    return [(item.kind, item.since.isoformat(), item.risk) for item in one.items] if one else []


def test_high_pressure_and_sugar_are_taken_again_after_a_month_the_severe_first() -> None:
    village = Village()
    high = grown(village, "1980-01-01", "2026-02-13", systolic=150, diastolic=85, glucose_mgdl=250)
    fresh = grown(village, "1980-01-01", "2026-02-14", systolic=150, diastolic=85)
    severe = grown(village, "1980-01-01", "2026-02-13", systolic=185, diastolic=85)
    assert items(village, high) == [("pressure", "2026-03-15", 56), ("glucose", "2026-03-15", 54)]
    assert items(village, fresh) == []
    assert items(village, severe) == [("pressure", "2026-03-15", 79)]


def test_everyone_is_seen_once_a_year_and_girls_have_their_blood_tested() -> None:
    village = Village()
    adult = grown(village, "1980-01-01", "2025-03-15", weight_kg=60)
    older = grown(village, "1960-01-01", "2025-03-15", weight_kg=60)
    girl = grown(village, "2012-01-01", "2025-12-15", "P", hb_gdl=11.9, ttd_weekly=True)
    assert items(village, adult) == [("yearly", "2026-03-15", 18)]
    assert items(village, older) == [("yearly", "2026-03-15", 28)]
    assert items(village, girl) == [("haemoglobin", "2026-03-15", 48), ("tablets", "2026-01-15", 22)]


def test_a_growth_path_is_due_when_its_next_step_is() -> None:
    village = Village()
    child, path = village.child(), str(ids.uuid7())
    opened = {"person": child, "date": "2026-03-05", "reasons": ["wasting"], "values": {"weight_kg": 6.0}}
    village.write("path.opened", path, opened)
    one = of(village)[child]
    assert [(i.code, i.since.isoformat(), i.risk) for i in one.items if i.kind == "path"] == [
        ("doctor", "2026-03-12", 74)
    ]
