"""What a service costs where the unit has declared nothing: the phone says the same without signal."""

import json
from pathlib import Path
from typing import Any

import pytest

from simpul.knowledge.services import of_request, shared
from simpul.network.routing.choosing import cost_of

VECTORS = Path(__file__).resolve().parents[4] / "vectors" / "service-costs.json"
CASES: list[dict[str, str]] = json.loads(VECTORS.read_text("utf-8"))["cases"]


def words_of(says: str) -> Any:
    """Those that a case names."""
    return shared("costs")["payers"]["referred"] if says == "referred" else of_request(says).cost.words


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(case.values()))
def test_the_words_of_the_shared_cases(case: dict[str, str]) -> None:
    said = cost_of(of_request(case["service"]), None, case["kind"], case["urgency"])
    assert said.words == words_of(case["says"])
