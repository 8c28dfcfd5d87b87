"""Every golden case of `vectors/forecast.json`."""

from datetime import date
from typing import Any

import pytest

from simpul.knowledge.schedules import (
    Dose,
    Forecast,
    NotCounted,
    Person,
    Row,
    as_date,
    forecast,
    immunisation_status,
    load_schedule,
    reason_words,
    status_label,
)
from simpul.knowledge.vectors import vectors

CASES = vectors("forecast", "cases")


def person_of(case: dict[str, Any]) -> Person:
    given: dict[str, Any] = case["person"]
    known: dict[str, Any] = {key: as_date(v) if key.endswith("_date") else v for key, v in given.items()}
    return Person(**known)


def run(case: dict[str, Any]) -> Forecast:
    history = [Dose(d["product"], as_date(d["date"]), d.get("dose")) for d in case["history"]]
    return forecast(load_schedule(case["schedule"]), person_of(case), history, as_date(case["on"]))


def plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_golden_case(case: dict[str, Any]) -> None:
    result = run(case)
    rows = {(row.product, row.dose): row._asdict() for row in result.rows}
    for wanted in case["expect"]:
        row = rows[wanted["product"], wanted["dose"]]
        assert {key: plain(row[key]) for key in wanted} == wanted
    found = [(n.product, n.date.isoformat(), n.reason) for n in result.not_counted]
    assert found == [(n["product"], n["date"], n["reason"]) for n in case["not_counted"]]
    assert not {row.product for row in result.rows} & set(case.get("absent", []))


@pytest.mark.parametrize("case", [c for c in CASES if "status" in c], ids=lambda case: case["name"])
def test_golden_status(case: dict[str, Any]) -> None:
    status = immunisation_status(load_schedule("immunisation"), person_of(case), run(case))
    for key, wanted in case["status"].items():
        found = getattr(status, key)
        if isinstance(wanted, dict):
            found = {"complete": found.complete, "on_time": found.on_time, "missing": dict(found.missing)}
        assert (list(found) if isinstance(wanted, list) else found) == wanted, key


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_answer_can_be_said(case: dict[str, Any], lang: str) -> None:
    result = run(case)
    told: list[Row | NotCounted] = [*result.rows, *result.not_counted]
    for item in told:
        words = reason_words(item, lang)
        assert words.endswith(".") and "{" not in words


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("HB0 a day after birth, within 24 hours for all we know, is for today", "saatnya", "bisa diberikan hari ini"),
        ("HB0 two days after birth can still be given", "masih bisa dikejar", "Masih bisa sampai 17 Januari 2025"),
    ],
)
def test_what_ends_soon_says_until_when_and_nothing_against_it(name: str, status: str, words: str) -> None:
    row = next(r for r in run(next(c for c in CASES if c["name"] == name)).rows if r.product == "HB0")
    said = reason_words(row)
    assert status_label(row.status) == status and words in said and "erlambat" not in said + status_label(row.status)
