"""Both Python engines give the WHO's answers, to 0.01, on every shared case."""

import math
from typing import Any

import numpy as np
import pytest

from simpul.knowledge.growth.method import INDICES
from simpul.knowledge.growth.score import score
from simpul.knowledge.growth.single import score_one
from simpul.knowledge.growth.tests.vectors import golden_cases

CASES = golden_cases("growth-0-5") + golden_cases("growth-5-19") + golden_cases("growth-edges")
MEASURED = {None: 0, "l": 1, "h": 2}


def test_there_are_enough_shared_cases() -> None:
    assert len(CASES) >= 200


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_one_child_as_who_scores_it(case: dict[str, Any]) -> None:
    result = score_one(**case["input"])
    for index in INDICES:
        if index in case["expect"]:
            assert getattr(result, index) == pytest.approx(case["expect"][index], abs=0.0101), index
    assert result.flags == set(case["expect"]["flags"])


def test_all_children_at_once_as_who_scores_them() -> None:
    given = [case["input"] for case in CASES]
    scores = score(
        [child["sex"] for child in given],
        _column(given, "age_days"),
        age_months=_column(given, "age_months"),
        weight_kg=_column(given, "weight_kg"),
        length_height_cm=_column(given, "length_height_cm"),
        measured=[MEASURED[child.get("measured")] for child in given],
        oedema=[child.get("oedema", False) for child in given],
        head_cm=_column(given, "head_cm"),
        muac_cm=_column(given, "muac_cm"),
    )
    for i, case in enumerate(CASES):
        for index in INDICES:
            if index in case["expect"]:
                expected = case["expect"][index]
                found = scores.z[index][i]
                assert math.isnan(found) if expected is None else found == pytest.approx(expected, abs=0.0101)
                assert (scores.flags[index][i] == 1) == (index in case["expect"]["flags"])


def _column(given: list[dict[str, Any]], name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array([math.nan if child.get(name) is None else child[name] for child in given])
