"""Test weighings are kept and judged by the content; what a kader writes is read only when there is enough of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from simpul.base import ids
from simpul.care.scales.models import ScaleCheck
from simpul.care.scales.quality import digits_of, quality, skills_for
from simpul.care.scales.queries import scales
from simpul.care.tests import in_order
from simpul.care.tests.stories import Village, at
from simpul.journal.kinds import Refused
from simpul.journal.testing import Phone
from simpul.knowledge.scales import is_within, load_limits
from simpul.registry.models import Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def checked(village: Village, day: str = "2026-11-20", shown: float = 5.0, scale: str = "", **over: Any) -> Any:
    data = {"name": "Dacin biru", "type": "dacin", "date": day, "test_kg": 5.0, "shown_kg": shown}
    return village.write("scale.checked", scale or str(ids.uuid7()), data | over)


def posts(village: Village) -> list[Unit]:
    return list(Unit.objects.filter(pk__in=village.where.posts).order_by("name"))


LIMITS = [("dacin", 5.1, True), ("dacin", 5.101, False), ("bayi", 4.98, False)]


@pytest.mark.parametrize(("kind", "shown", "ok"), LIMITS)
def test_the_limit_is_that_of_the_kind_of_scale(kind: str, shown: float, ok: bool) -> None:
    assert is_within(load_limits(), kind, 5.0, shown) is ok


def test_a_test_weighing_is_kept_and_judged() -> None:
    village = Village()
    scale = str(ids.uuid7())
    checked(village, "2026-09-20", 5.0, scale)
    checked(village, "2026-10-20", 5.3, scale)
    (line,) = scales(posts(village), TODAY)
    assert (line.last.is_ok, line.off_g, line.is_overdue, len(line.checks)) == (False, 300, True, 2)
    assert line.due == date(2026, 10, 20) + timedelta(days=31)
    assert in_order.differences() == []


@pytest.mark.parametrize("wrong", [{"shown_kg": -1}, {"test_kg": 9000}, {"name": " "}, {"date": "kemarin"}])
def test_what_no_scale_shows_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        checked(Village(), **wrong)


def test_a_withdrawn_test_does_not_count() -> None:
    village = Village()
    entry = checked(village)
    village.write("entry.voided", entry.subject, {"target": entry.id, "reason": "salah"})
    assert ScaleCheck.objects.get().status == "void" and scales(posts(village), TODAY) == []


@given(st.lists(st.integers(5, 300), max_size=80))
def test_last_digits_are_shares_of_what_was_written(tenths: list[int]) -> None:
    found = digits_of([one / 10 for one in tenths])
    assert found.count == len(tenths)
    assert found.round == (sum(one % 5 == 0 for one in tenths) / len(tenths) if tenths else 0)
    assert found.chi >= 0


def test_figures_as_chance_gives_them_ask_for_nothing() -> None:
    even = digits_of([7 + n / 10 for n in range(10)] * 6)
    assert (even.round, even.chi) == (0.2, 0) and skills_for(even, 1.0) == ()


def test_rounded_figures_suggest_a_skill_and_too_few_never_do() -> None:
    rounded = [7.0, 7.5, 8.0, 8.5, 9.0, 9.5] * 6
    assert skills_for(digits_of(rounded), 1.0) == ("round",)
    assert skills_for(digits_of(rounded[:29]), None) == ()
    assert skills_for(digits_of([]), 1.6) == ("spread",)


def test_every_kader_is_read_alone_and_figures_of_a_device_are_nobodys() -> None:
    village = Village()
    phone = Phone(post=village.here).enrol(village.where.officer, village.where.kaders[0])
    entries = []
    for n in range(34):
        child = village.child(village.family(), f"Anak {n}")
        data = {
            "visit": ids.visit_id(village.here, child, "2026-11-20"),
            "date": "2026-11-20",
            "card": "balita",
            "step": 2,
            "values": {"weight_kg": 8.0 + (n % 2) / 2},
            "results": {"scale": {"by": "device"}} if n >= 31 else {},
        }
        entries.append(phone.entry("visit.recorded", child, data))
    phone.push(entries)
    (line,) = quality(posts(village), TODAY)
    assert (line.account, line.digits.count, line.digits.round) == (str(village.where.kaders[0].pk), 31, 1)
    assert line.skills[0] == "round" and line.is_enough


def test_the_page_speaks_of_training_and_names_no_child() -> None:
    village = Village()
    checked(village, shown=5.4)
    village.weigh(village.child(name="Rahasia"), "2026-11-20", 8.0)
    client = kit.sign_in(Client(), village.where.officer)
    with at("2026-11-22T09:00"):
        page = client.get("/kunjungan-rumah/mutu/").content.decode()
    assert "selisih 400 g" in page and "Rahasia" not in page
