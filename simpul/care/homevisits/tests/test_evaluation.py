"""The weekly evaluation: a small post counted by hand, and the answer that goes back."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from simpul.base.models import AuditRow
from simpul.care.homevisits.models import HomeCheck, HomePlan
from simpul.care.homevisits.queries import monday_of, needs, schedule, weekly
from simpul.care.homevisits.tests.test_home_visits import check, home, only_check, visit
from simpul.care.tests.stories import Village, at
from simpul.registry.models import Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)
TODAY = date(2026, 11, 22)


def posts(village: Village) -> list[Unit]:
    return list(Unit.objects.filter(pk__in=village.where.posts).order_by("name"))


def week(village: Village) -> Any:
    """Of three children one has two findings in two lists, one a TB symptom, one nothing; one house was empty."""
    family, first = home(village)
    second, third = village.child(family, "Bima"), village.child(family, "Citra")
    visit(village, family)
    other = village.family("Joko")
    visit(village, other, met="kosong")
    check(village, first, "balita", immunisation=False, danger_cough=True)
    check(village, first, "tbc", cough=True, fever=True)
    check(village, second, "tbc", cough=True)
    check(village, third, "balita", immunisation=True)
    return first, second, third


def test_each_person_counts_once_in_each_category() -> None:
    village = Village()
    week(village)
    here, there = weekly(posts(village), MONDAY)
    assert (here.visits, here.missed, here.checked, here.kaders) == (1, 1, 3, 1)
    assert here.categories == {"layanan": 1, "obat": 0, "bahaya": 1, "tbc": 2}
    assert (here.open, here.followed) == (2, 0)
    assert (there.visits, there.checked, there.categories["tbc"]) == (0, 0, 0)


def test_another_week_and_what_was_withdrawn_do_not_count() -> None:
    village = Village()
    _family, child = home(village)
    entry = check(village, child, "tbc", cough=True)
    assert weekly(posts(village), date(2026, 11, 23))[0].checked == 0
    village.write("entry.voided", child, {"target": entry.id, "reason": "keliru"})
    assert weekly(posts(village), MONDAY)[0].checked == 0 and needs(posts(village), MONDAY, TODAY) == []


def test_one_person_under_two_records_counts_once() -> None:
    village = Village()
    family, child = home(village)
    twin = village.child(family, "Aisyah Putri")
    check(village, child, "tbc", cough=True)
    check(village, twin, "balita", danger_cough=True)
    village.write("person.merged", child, {"gone": twin})
    assert weekly(posts(village), MONDAY)[0].checked == 1
    (need,) = needs(posts(village), MONDAY, TODAY)
    assert need.categories == ["bahaya", "tbc"] and need.person.id == child


def test_those_without_an_answer_come_first_then_the_gravest() -> None:
    village = Village()
    first, second, _third = week(village)
    assert [need.person.id for need in needs(posts(village), MONDAY, TODAY)] == [first, second]
    for one in ("balita", "tbc"):
        found = str(village_check(first, one).pk)
        village.write("homevisit.followed", found, {"action": "rujuk"})
    assert [need.person.id for need in needs(posts(village), MONDAY, TODAY)] == [second, first]
    assert weekly(posts(village), MONDAY)[0].followed == 1


def village_check(person: str, checklist: str) -> Any:
    return HomeCheck.objects.get(person=person, checklist=checklist)


def test_the_page_names_the_signs_and_takes_the_answer() -> None:
    village = Village()
    first, second, third = week(village)
    client = kit.sign_in(Client(), village.where.officer)
    with at("2026-11-22T09:00"):
        page = client.get("/kunjungan-rumah/?minggu=2026-W47").content.decode()
        assert "Batuk terus-menerus: ya" in page and "Batuk grok-grok: ya" in page
        assert first in page and third not in page
        assert AuditRow.objects.filter(action="read").count() == 2
        answer = {"action": "kunjungan_nakes", "date": "2026-11-25", "note": "Bersama Ibu Sari"}
        client.post(f"/kunjungan-rumah/{only_check(second).pk}/tindak-lanjut/", answer)
        assert "Bersama Ibu Sari" in client.get("/kunjungan-rumah/?minggu=2026-W47").content.decode()
    assert only_check(second).state == "followed"
    plan = HomePlan.objects.get()
    assert (str(plan.date), plan.purpose, plan.status) == ("2026-11-25", "bersama", "ok")


def test_only_what_was_found_is_named() -> None:
    village = Village()
    family, _child = home(village)
    newborn = village.child(family, "Bayi", birth_date="2026-11-21")
    check(village, newborn, "balita", danger_breathing=False, danger_activity=False, danger_seizure=True)
    (need,) = needs(posts(village), MONDAY, TODAY)
    (finding,) = need.findings
    assert [sign["id"] for sign in finding.signs] == ["Kejang: ya"]


def test_a_plan_is_kept_by_a_visit_of_its_day_or_by_one_written_after_it() -> None:
    village = Village()
    family, _child = home(village)
    visit(village, family)
    for day in ("2026-11-19", "2026-11-22", "2026-12-20"):
        village.write("homevisit.planned", family, {"date": day, "kader": str(village.where.kaders[0].pk)})
    other = village.family("Joko")
    village.write("homevisit.planned", other, {"date": "2026-11-24"})
    visit(village, other)
    found = schedule(posts(village), MONDAY, date(2026, 12, 31))
    assert [(str(one.plan.date), one.family, str(one.kept)) for one in found] == [
        ("2026-11-19", "Bagus", "2026-11-20"),
        ("2026-11-22", "Bagus", "None"),
        ("2026-11-24", "Joko", "2026-11-20"),
        ("2026-12-20", "Bagus", "None"),
    ]
    assert found[0].kader == village.where.kaders[0].name and found[2].kader == ""


def test_the_officer_of_another_puskesmas_sees_and_answers_nothing() -> None:
    village, away = Village(), Village()
    _first, second, _third = week(village)
    client = kit.sign_in(Client(), away.where.officer)
    with at("2026-11-22T09:00"):
        assert second not in client.get("/kunjungan-rumah/?minggu=2026-W47").content.decode()
        answer = client.post(f"/kunjungan-rumah/{only_check(second).pk}/tindak-lanjut/", {"action": "selesai"})
    assert answer.status_code == 404 and only_check(second).follow_up == []


def test_the_page_of_a_person_tells_what_was_found_at_home_under_all_their_records() -> None:
    village = Village()
    family, child = home(village)
    twin = village.child(family, "Aisyah Putri")
    check(village, twin, "balita", danger_cough=True)
    check(village, child, "tbc", cough=False)
    village.write("person.merged", child, {"gone": twin})
    client = kit.sign_in(Client(), village.where.officer)
    page = client.get(f"/puskesmas/warga/{child}/").content.decode()
    assert "Batuk grok-grok: ya" in page and "TBC: gejala" not in page


def test_an_answer_that_does_not_fit_changes_nothing() -> None:
    village = Village()
    _first, second, _third = week(village)
    client = kit.sign_in(Client(), village.where.officer)
    for wrong in ({"action": ""}, {"action": "nanti"}, {"action": "rujuk", "date": "besok"}):
        client.post(f"/kunjungan-rumah/{only_check(second).pk}/tindak-lanjut/", wrong)
    assert only_check(second).follow_up == []


def test_a_week_begins_on_monday() -> None:
    assert monday_of(TODAY) == MONDAY == monday_of(MONDAY)
