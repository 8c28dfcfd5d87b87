"""What must hold for every history: never too early, never lost, always moving forward."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.knowledge.content import ContentError
from simpul.knowledge.schedules import (
    Dose,
    Person,
    add_months,
    as_date,
    forecast,
    immunisation_status,
    load_schedule,
)

IMMUNISATION = load_schedule("immunisation")
PRODUCTS = ["HB0", "BCG", "OPV", "DPT-HB-Hib", "HEXA", "PCV", "RV", "IPV", "MR", "JE"]
BIRTHS = st.dates(date(2023, 6, 1), date(2026, 6, 1))
PROVINCES = st.sampled_from([None, "31", "34.04", "51.71.01", "61", "96"])
AGES = st.one_of(st.integers(0, 800), st.sampled_from([7, 8, 41, 42, 59, 60, 209, 210, 359, 360, 1799, 1800]))
HISTORIES = st.lists(st.tuples(st.sampled_from(PRODUCTS), st.one_of(st.integers(-5, 900), AGES)), max_size=14)
RULES = {
    (series["id"], series.get("where"), slot["dose"]): slot
    for series in IMMUNISATION.data["series"]
    for slot in series["doses"]
}


def child(birth: date, province: str | None) -> Person:
    return Person(birth_date=birth, province=province)


def doses(birth: date, history: list[tuple[str, int]]) -> list[Dose]:
    return [Dose(product, birth + timedelta(days=day)) for product, day in history]


def slot_of(person: Person, series: str, dose: int) -> dict[str, Any]:
    assert person.birth_date
    areas = IMMUNISATION.areas_of(person.province, person.birth_date.toordinal())
    where = next((area for area in areas if (series, area, dose) in RULES), None)
    slot: dict[str, Any] = RULES[series, where, dose]
    return slot


@settings(max_examples=300, deadline=None)
@given(BIRTHS, PROVINCES, HISTORIES, AGES)
def test_nothing_is_recommended_before_its_age_or_interval(
    birth: date, province: str | None, history: list[tuple[str, int]], age: int
) -> None:
    person, on = child(birth, province), birth + timedelta(days=age)
    result = forecast(IMMUNISATION, person, doses(birth, history), on)
    for row in result.actionable():
        slot = slot_of(person, row.series, row.dose)
        assert age >= slot["from_day"]
        assert age <= slot["last_day"]
        counted = result.counted[row.series]
        interval = slot["min_interval"]
        if counted and isinstance(interval, dict):
            if "months" in interval:
                assert on.toordinal() >= add_months(counted[-1].toordinal(), interval["months"])
            else:
                assert (on - counted[-1]).days >= interval["days"]


@settings(max_examples=300, deadline=None)
@given(BIRTHS, PROVINCES, HISTORIES, AGES)
def test_what_is_due_counts_when_it_is_given_and_the_series_moves_on(
    birth: date, province: str | None, history: list[tuple[str, int]], age: int
) -> None:
    """Give everything that the forecast offers today, on today's date: all of it counts, none is offered again."""
    person, on = child(birth, province), birth + timedelta(days=age)
    entries = doses(birth, history)
    before = forecast(IMMUNISATION, person, entries, on)
    offered = before.actionable()
    after = forecast(IMMUNISATION, person, [*entries, *(Dose(row.product, on) for row in offered)], on)
    done = {(row.series, row.dose) for row in after.rows if row.status == "given"}
    assert {(row.series, row.dose) for row in offered} <= done
    assert after.actionable() == []
    refused = {(item.product, item.date) for item in after.not_counted}
    assert not refused - {(d.product, d.date) for d in entries}


@settings(max_examples=200, deadline=None)
@given(BIRTHS, PROVINCES, HISTORIES, AGES)
def test_a_child_who_comes_when_called_gets_all_that_was_foretold(
    birth: date, province: str | None, history: list[tuple[str, int]], age: int
) -> None:
    """Walk from due date to due date: each visit moves forward, and it ends with nothing left to wait for."""
    person, on = child(birth, province), birth + timedelta(days=age)
    entries = [dose for dose in doses(birth, history) if dose.date <= on]
    for _ in range(40):
        result = forecast(IMMUNISATION, person, entries, on)
        waiting = [row for row in result.rows if row.status in ("due", "overdue", "early")]
        if not waiting:
            break
        on = max(on, min(row.due_date for row in waiting))
        entries += [Dose(row.product, on) for row in forecast(IMMUNISATION, person, entries, on).actionable()]
    else:
        pytest.fail("forty visits were not enough")
    assert all(row.status in ("given", "closed") for row in result.rows)


@settings(max_examples=200, deadline=None)
@given(BIRTHS, PROVINCES, HISTORIES, AGES, st.randoms())
def test_each_entry_is_counted_or_explained_whatever_the_order(
    birth: date, province: str | None, history: list[tuple[str, int]], age: int, dice: Random
) -> None:
    person, on = child(birth, province), birth + timedelta(days=age)
    entries = doses(birth, history)
    result = forecast(IMMUNISATION, person, entries, on)
    dice.shuffle(entries)
    again = forecast(IMMUNISATION, person, entries, on)
    assert again.rows == result.rows
    assert sorted(again.not_counted, key=str) == sorted(result.not_counted, key=str)
    accepted = IMMUNISATION.plan(IMMUNISATION.areas_of(province, birth.toordinal())).accepts
    told = {(row.given_product, row.given_on) for row in result.rows if row.given_on}
    told |= {(item.product, item.date) for item in result.not_counted}
    assert {(d.product, d.date) for d in entries if d.product in accepted} <= told


@settings(max_examples=200, deadline=None)
@given(BIRTHS, PROVINCES, HISTORIES, AGES)
def test_valid_doses_keep_their_distance(
    birth: date, province: str | None, history: list[tuple[str, int]], age: int
) -> None:
    on = birth + timedelta(days=age)
    result = forecast(IMMUNISATION, child(birth, province), doses(birth, history), on)
    for days in result.counted.values():
        assert all((later - earlier).days >= 28 for earlier, later in pairwise(days))
    repeated = [*result.counted["mr"], *result.counted.get("je", ())]
    for later in repeated:
        for earlier in (*result.counted["bcg"], *repeated):
            assert earlier >= later or (later - earlier).days >= 28


@settings(max_examples=100, deadline=None)
@given(BIRTHS, AGES, HISTORIES)
def test_status_agrees_with_the_forecast(birth: date, age: int, history: list[tuple[str, int]]) -> None:
    person, on = child(birth, "31"), birth + timedelta(days=age)
    result = forecast(IMMUNISATION, person, doses(birth, history), on)
    status = immunisation_status(IMMUNISATION, person, result)
    assert status.ibl.complete <= status.idl.complete
    assert status.idl.on_time <= status.idl.complete == (not status.idl.missing)
    assert status.zero_dose <= status.zero_dose_watch <= (not result.counted["dpt"])
    assert not (status.zero_dose and "dpt" in status.drop_out)


@given(BIRTHS, st.lists(st.integers(0, 1900), max_size=12), st.integers(0, 1900))
@settings(max_examples=150, deadline=None)
def test_one_capsule_per_round_and_a_month_between(birth: date, days: list[int], age: int) -> None:
    schedule, on = load_schedule("vitamin-a"), birth + timedelta(days=age)
    history = [Dose("VITA-MERAH", birth + timedelta(days=day)) for day in days]
    result = forecast(schedule, Person(birth_date=birth), history, on)
    assert len({row.dose for row in result.rows}) == len(result.rows)
    past = [dose.date for dose in history if dose.date <= on]
    for row in result.actionable():
        assert row.due_date.month in (2, 3, 8, 9)
        assert all((on - day).days >= 30 for day in past)


def test_months_are_added_on_the_calendar() -> None:
    def shift(day: str, months: int) -> str:
        return date.fromordinal(add_months(as_date(day).toordinal(), months)).isoformat()

    assert shift("2024-02-29", 12) == "2025-02-28"
    assert shift("2024-08-31", 6) == "2025-02-28"
    assert shift("2023-08-31", 6) == "2024-02-29"
    assert shift("2025-12-15", 1) == "2026-01-15"
    assert shift("2026-03-31", -1) == "2026-02-28"


def test_errors_say_what_to_do() -> None:
    with pytest.raises(ValueError, match="starts from lmp_date; give the person that date"):
        forecast(load_schedule("anc"), Person(birth_date=date(2000, 1, 1)), [], date(2026, 1, 1))
    with pytest.raises(ValueError, match="write it as YYYY-MM-DD"):
        as_date("21/11/2026")
    with pytest.raises(ContentError, match="schedules are immunisation, vitamin-a"):
        load_schedule("imunisasi")
