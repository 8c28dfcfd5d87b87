"""The four "too"s and short stature, as on the phone (`vectors/pregnancy-risks.json`)."""

from datetime import date
from typing import Any

import pytest

from simpul.care.episodes.risks import risks_of
from simpul.care.models import Pregnancy
from simpul.knowledge.content import read_json
from simpul.knowledge.vectors import VECTORS_DIR
from simpul.people.models import Person

VECTORS: dict[str, Any] = read_json(VECTORS_DIR / "pregnancy-risks.json")
DATES = ("lmp", "edd", "previous_birth_date")
FIELDS = ("parity", "gravida", "height_cm")


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", VECTORS["cases"], ids=[case["name"] for case in VECTORS["cases"]])
def test_risks(case: dict[str, Any]) -> None:
    row = Pregnancy(**{name: day(case.get(name)) for name in DATES}, **{name: case.get(name) for name in FIELDS})
    mother = Person(birth_date=day(case.get("birth_date")))
    assert risks_of(row, mother, date.fromisoformat(VECTORS["today"])) == case["risks"]


def test_what_was_ticked_follows_once() -> None:
    row = Pregnancy(lmp=date(2026, 3, 1), height_cm=140.0, risks=["asthma", "short", "asthma"])
    assert risks_of(row, Person(birth_date=date(1996, 1, 1)), date(2026, 11, 21)) == ["short", "asthma"]
