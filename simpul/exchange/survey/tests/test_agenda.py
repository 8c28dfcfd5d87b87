"""What a place says of its psychologist's hours is held against its calendars; words are read, never guessed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from simpul.care.tests.stories import at
from simpul.exchange.reporting.capability import counting, sheets
from simpul.exchange.survey.content import survey
from simpul.exchange.survey.register import Cell, rows
from simpul.exchange.survey.weekdays import DAYS, weekdays_in
from simpul.knowledge.services import service
from simpul.network.calendars.actions.keep_hours import end_hours
from simpul.network.calendars.tests.kit import MIND, MONDAY, SUNDAY, Practice
from simpul.registry.capabilities.declare import declare
from simpul.registry.functions.testing import health_office
from simpul.registry.models import Area, Assignment, Unit
from simpul.registry.tests import kit

NOVEMBER = date(2026, 11, 1)
HOURS = "psychologist_hours"


def words_of(days: Iterable[int], draw: Any) -> str:
    between: str = draw(st.sampled_from([", ", " dan ", "; ", " 08–12, "]))
    return between.join(draw(st.sampled_from(survey().weekdays[DAYS[day - 1]])).title() for day in days)


@given(st.sets(st.integers(1, 7), min_size=1), st.data())
def test_days_are_read_in_any_order_and_spelling(days: set[int], data: Any) -> None:
    ordered = data.draw(st.permutations(sorted(days)))
    text = f"{words_of(ordered, data.draw)} pukul 08.00–12.00"
    assert weekdays_in(text) == frozenset(days)


@given(st.integers(1, 7), st.integers(1, 6), st.sampled_from(["-", "–", " - ", " s.d. ", " s/d ", " sampai ", " to "]))
def test_a_run_of_days_is_read_over_the_end_of_the_week(first: int, more: int, between: str) -> None:
    last = (first - 1 + more) % 7 + 1
    text = f"{survey().weekdays[DAYS[first - 1]][0]}{between}{survey().weekdays[DAYS[last - 1]][0]} 08–12"
    assert weekdays_in(text) == frozenset((first - 1 + n) % 7 + 1 for n in range(more + 1))


@given(st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    found = weekdays_in(text)
    assert found is None or found <= frozenset(range(1, 8))


@pytest.mark.parametrize("text", ["", "6", "12 jam per minggu", "Minggu ke-2", "2x sebulan, Senin", "sesuai janji"])
def test_an_unclear_text_names_no_day(text: str) -> None:
    assert weekdays_in(text) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [("Setiap hari kerja 08–15", {1, 2, 3, 4, 5}), ("setiap hari", {1, 2, 3, 4, 5, 6, 7}), ("Jum’at", {5})],
)
def test_usual_ways_of_writing(text: str, days: set[int]) -> None:
    assert weekdays_in(text) == frozenset(days)


@pytest.fixture
def practice(db: None) -> Practice:
    with at(SUNDAY):
        made = Practice()
    Unit.objects.update(open_from=date(2026, 1, 1))
    return made


def cell(practice: Practice, day: date = MONDAY) -> Cell:
    with at(SUNDAY):
        (row,) = rows([practice.puskesmas], [service(MIND)], day)
    return row.cells[0]


def claim(practice: Practice, status: str, **evidence: Any) -> None:
    with at("2026-11-02T08:00"):
        declare(practice.puskesmas, MIND, status, NOVEMBER, evidence, "survei", None)


def test_a_claim_that_agrees_is_not_questioned_and_both_are_shown(practice: Practice) -> None:
    claim(practice, "able", **{HOURS: "Senin dan Selasa, 08–11"})
    with override("id"):
        assert (cell(practice).doubts, cell(practice).kept.words()) == ((), "Senin, Selasa 08.00–11.00")
    with at(SUNDAY):
        client = kit.sign_in(Client(), practice.village.where.officer)
        page = client.get(f"/kemampuan/{practice.puskesmas.pk}/").content.decode()
    assert "Senin dan Selasa, 08–11" in page and "Jam di kalender" in page and "Senin, Selasa 08.00–11.00" in page


def test_other_days_than_the_calendar_are_questioned(practice: Practice) -> None:
    claim(practice, "able", **{HOURS: "Rabu 08–11"})
    assert cell(practice).doubts == ("calendar_days",)
    claim(practice, "able", **{HOURS: "sesuai janji"})
    assert cell(practice).doubts == ()


def test_not_able_with_hours_in_the_calendar_is_questioned(practice: Practice) -> None:
    claim(practice, "not_able")
    assert cell(practice).doubts == ("calendar_kept",)


def test_hours_that_ended_are_questioned_and_a_calendar_never_kept_is_not(practice: Practice) -> None:
    claim(practice, "able", psychologist=1)
    assert cell(practice).doubts == ()
    with at(SUNDAY):
        for one in practice.hours:
            end_hours(practice.psychologist, str(one.pk), NOVEMBER)
        other = Practice()
    assert cell(practice).doubts == ("calendar_empty",)
    for one in other.hours:
        one.delete()
    claim(other, "able", **{HOURS: "Senin"})
    assert cell(other).doubts == ()


def test_the_report_counts_what_the_calendars_show(practice: Practice) -> None:
    claim(practice, "able")
    with at(SUNDAY), override("id"):
        area = Area.objects.get(pk=practice.puskesmas.area_id)
        found = counting.report(service(MIND), area, MONDAY)
        assert found.kinds["puskesmas"].evidence[counting.CALENDAR] == 1
        assert found.kinds["posyandu"].evidence[counting.CALENDAR] == 0
        assert "Senin, Selasa 08.00–11.00" in sheets.as_csv(found).decode()
        earlier = counting.report(service(MIND), area, date(2026, 10, 1))
        assert earlier.together.evidence[counting.CALENDAR] == 0
        client = kit.sign_in(Client(), kit.account("dinas", Assignment.Role.AGENCY, health_office(area)))
        assert "Jam di kalender" in client.get("/kemampuan/laporan/").content.decode()
