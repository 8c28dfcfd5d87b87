"""Classes of deaths, the same as on the phone (`vectors/deaths.json`)."""

from datetime import date
from typing import Any

import pytest

from simpul.knowledge.deaths import PregnancySpan, death_class
from simpul.knowledge.vectors import vectors

CASES = vectors("deaths", "cases")


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_class(case: dict[str, Any]) -> None:
    spans = [PregnancySpan(day(one["start"]), day(one["end"]), one["outcome"]) for one in case["pregnancies"]]
    assert death_class(day(case["birth"]), spans, date.fromisoformat(case["died"])) == case["class"]
