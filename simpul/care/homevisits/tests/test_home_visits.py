"""A visit at home through the real pipeline: nothing doubles, nothing is lost, everything goes with its people."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.care.homevisits.folding import lay_check, standing
from simpul.care.homevisits.ids import home_check_id, home_visit_id
from simpul.care.homevisits.models import HomeCheck, HomePlan, HomeVisit
from simpul.care.tests import in_order
from simpul.care.tests.stories import Village
from simpul.journal.kinds import Refused
from simpul.journal.testing import Phone

pytestmark = pytest.mark.django_db
DAY = "2026-11-20"


def visit(village: Village, family: str, post: str = "", **over: Any) -> Any:
    at = post or village.here
    data = {"visit": home_visit_id(at, family, DAY), "date": DAY, "values": {"ventilation": True}} | over
    return village.write("homevisit.recorded", family, data, at)


def check(village: Village, person: str, checklist: str, post: str = "", **values: Any) -> Any:
    at = post or village.here
    data = {
        "check": home_check_id(at, person, checklist, DAY),
        "visit": home_visit_id(at, person, DAY),
        "date": DAY,
        "checklist": checklist,
        "values": values,
    }
    return village.write("homevisit.checked", person, data, at)


def home(village: Village) -> tuple[str, str]:
    family = village.family()
    return family, village.child(family)


def only_check(person: str) -> HomeCheck:
    return HomeCheck.objects.get(person=person)


def test_what_was_answered_puts_the_child_in_its_categories() -> None:
    village = Village()
    family, child = home(village)
    visit(village, family, explained=["gizi"], next_date="2026-12-20")
    check(village, child, "balita", immunisation=False, danger_diarrhoea=True)
    seen = HomeVisit.objects.get(subject=family)
    assert (seen.values, seen.explained, str(seen.next_date)) == ({"ventilation": True}, ["gizi"], "2026-12-20")
    found = only_check(child)
    assert (found.action, found.categories, found.state) == ("rujuk", ["layanan", "bahaya"], "open")


def test_a_healthy_child_needs_no_answer() -> None:
    village = Village()
    _family, child = home(village)
    check(village, child, "tbc", cough=False, fever=False, weight=False, contact=False)
    assert (only_check(child).categories, only_check(child).state) == ([], "none")


def test_the_answer_of_the_puskesmas_is_in_the_row_that_the_post_pulls() -> None:
    village = Village()
    _family, child = home(village)
    check(village, child, "tbc", cough=True)
    found = only_check(child)
    village.write("homevisit.followed", str(found.pk), {"action": "kunjungan_nakes", "date": "2026-11-25"})
    now = only_check(child)
    assert now.state == "followed" and now.follow_up[0]["action"] == "kunjungan_nakes" and now.seq > found.seq


def test_an_answer_must_be_one_of_the_form() -> None:
    village = Village()
    _family, child = home(village)
    check(village, child, "tbc", cough=True)
    with pytest.raises(Refused):
        village.write("homevisit.followed", str(only_check(child).pk), {"action": "nanti"})


def test_a_kaders_phone_gets_what_follows_and_no_answer() -> None:
    village = Village()
    family, child = home(village)
    visit(village, family, values={"ventilation": True, "mental_illness": True})
    check(village, child, "nifas", danger_sad=True)
    phone = Phone(post=village.here).enrol(village.where.officer, village.where.kaders[0])
    rows = phone.snapshot(village.here).rows
    (row,) = rows["homechecks"]
    assert row["categories"] == ["bahaya"] and "values" not in row and "given" not in row
    assert rows["homevisits"][0]["values"] == {"ventilation": True}
    assert "danger_sad" not in str(rows)


def test_withdrawn_answers_leave_no_trace() -> None:
    village = Village()
    family, child = home(village)
    gone = visit(village, family), check(village, child, "tbc", cough=True, fever=True)
    for entry in gone:
        village.write("entry.voided", entry.subject, {"target": entry.id, "reason": "salah orang"})
    assert (only_check(child).status, only_check(child).categories) == ("void", [])
    assert HomeVisit.objects.get(subject=family).status == "void"


def test_everything_moves_with_the_family_and_what_comes_late_follows(
    django_capture_on_commit_callbacks: Any,
) -> None:
    village = Village()
    family, child = home(village)
    visit(village, family)
    check(village, child, "tbc", cough=True)
    village.write("homevisit.planned", family, {"date": "2026-12-01", "reasons": ["growth"]})
    with django_capture_on_commit_callbacks(execute=True):
        village.move(family)
    assert {str(row.post_id) for of in (HomeVisit, HomeCheck, HomePlan) for row in of.objects.all()} == {village.there}
    assert only_check(child).categories == ["tbc"]
    with django_capture_on_commit_callbacks(execute=True):
        check(village, child, "balita", danger_cough=True)
    late = HomeCheck.objects.get(person=child, checklist="balita")
    assert (str(late.post_id), late.categories) == (village.there, ["bahaya"])


def test_a_replay_makes_the_same_rows(django_capture_on_commit_callbacks: Any) -> None:
    village = Village()
    family, child = home(village)
    visit(village, family)
    entry = check(village, child, "tbc", cough=True)
    check(village, child, "balita", danger_cough=True)
    village.write("entry.voided", child, {"target": entry.id, "reason": "keliru"})
    with django_capture_on_commit_callbacks(execute=True):
        village.move(family)
    assert in_order.differences() == []


def test_an_id_of_somebody_else_is_refused() -> None:
    village = Village()
    family, child = home(village)
    other = village.child(family, "Bima")
    visit(village, family)
    check(village, child, "tbc", cough=True)
    stolen = {"check": str(only_check(child).pk), "visit": str(HomeVisit.objects.get().pk), "date": DAY}
    with pytest.raises(Refused):
        village.write("homevisit.checked", other, stolen | {"checklist": "tbc", "values": {}})
    with pytest.raises(Refused):
        village.write("homevisit.checked", other, stolen | {"checklist": "mata", "values": {}})


ANSWERS = st.fixed_dictionaries({}, optional={name: st.booleans() for name in ("cough", "fever", "weight", "patient")})


def laid(items: list[dict[str, Any]]) -> tuple[Any, ...]:
    row = HomeCheck(checklist="tbc")
    lay_check(row, items)
    return row.action, row.categories, row.fired, row.status


@given(st.lists(st.tuples(st.sampled_from("abc"), ANSWERS), max_size=4))
def test_the_order_of_arrival_changes_nothing(said: list[tuple[str, dict[str, bool]]]) -> None:
    counters: dict[str, int] = {}
    items = []
    for n, (device, values) in enumerate(said):
        counters[device] = counters.get(device, 0) + 1
        items.append({"entry": f"e{n}", "device": device, "counter": counters[device], "author": "x", "values": values})
    expected = laid(items)
    assert all(laid(list(order)) == expected for order in permutations(items))
    assert len(standing(items)) == len(counters)
