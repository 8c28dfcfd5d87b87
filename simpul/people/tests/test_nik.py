"""A NIK is read as questions, the same on phone and server."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.people.nik import mask_nik, nik_date, nik_questions

CASES = json.loads((Path(__file__).resolve().parents[3] / "vectors" / "nik.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    assert nik_questions(case["nik"], case["birth_date"], case["sex"]) == case["questions"]
    assert mask_nik(case["nik"]) == case["masked"]


@given(
    st.dates(date(1930, 1, 1), date(2029, 12, 31)),
    st.sampled_from("LP"),
    st.integers(1, 9999),
    st.sampled_from(["31", "96", "11"]),
)
def test_a_well_made_nik_raises_no_question(born: date, sex: str, serial: int, province: str) -> None:
    day = born.day + (40 if sex == "P" else 0)
    nik = f"{province}7106{day:02}{born.month:02}{born.year % 100:02}{serial:04}"
    assert nik_questions(nik, born.isoformat(), sex) == []
    assert nik_date(nik).sex == sex


@given(st.text(max_size=20))
def test_no_text_breaks_it(text: str) -> None:
    nik_questions(text)
    assert mask_nik(text)[-4:] == text[-4:]
