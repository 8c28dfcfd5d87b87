"""The same person twice is offered; twins, siblings and namesakes are not."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.people.duplicates import Facts, candidates, compare
from simpul.people.tests.labelled import base_person, pairs, respell

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parents[3] / "vectors" / "duplicates.json").read_text(encoding="utf-8")
)
REACH_PRECISION = 0.98
REACH_RECALL = 0.95


def offered(case: dict[str, Any]) -> bool:
    return compare(Facts(**case["a"]), Facts(**case["b"])).level != "none"


@pytest.mark.parametrize("case", VECTORS["hand"], ids=lambda c: c["kind"])
def test_hand_labelled_pairs(case: dict[str, Any]) -> None:
    assert offered(case) == case["same"]


def test_vectors_hold() -> None:
    for case in VECTORS["hand"] + VECTORS["held_out"]:
        match = compare(Facts(**case["a"]), Facts(**case["b"]))
        assert match.score == case["match"]["score"]
        assert (match.level, match.twin) == (case["match"]["level"], case["match"]["twin"])
        assert list(match.reasons) == case["match"]["reasons"]


def test_precision_and_recall_on_pairs_never_tuned_on() -> None:
    cases = pairs(seed=977, count=2000)
    hits = [c["same"] for c in cases if offered(c)]
    precision, recall = sum(hits) / len(hits), sum(hits) / sum(c["same"] for c in cases)
    assert precision >= REACH_PRECISION
    assert recall >= REACH_RECALL


def test_twins_are_never_called_one_child() -> None:
    twins = [c for seed in range(5) for c in pairs(seed, 400) if c["kind"] == "twin"]
    wrong = [c for c in twins if offered(c)]
    assert len(wrong) <= len(twins) * 0.03


def test_against_a_register_of_500_few_strangers_are_offered() -> None:
    rng = random.Random(41)
    register = [(str(i), Facts(**base_person(rng))) for i in range(500)]
    newcomers = [Facts(**base_person(rng)) for _ in range(100)]
    false_offers = sum(len(candidates(person, register)) for person in newcomers)
    assert false_offers <= 10


NAMES = st.sampled_from(["Siti Aminah", "Hasan", "Husein", "By. Ny. Siti", "", "M. Ali", "Zahra"])
DATES = st.sampled_from([None, "2024-01-02", "2024-02-01", "2024-01-03", "2020-02-29", "bukan tanggal"])
FACTS = st.builds(
    Facts,
    name=NAMES,
    sex=st.sampled_from([None, "L", "P"]),
    birth_date=DATES,
    birth_date_estimated=st.booleans(),
    nik=st.sampled_from([None, "3174014101220001", "3174014101220002", "317401"]),
    mother=st.sampled_from([None, "m1", "m2"]),
    mother_name=NAMES,
    family=st.sampled_from([None, "f1"]),
    birth_order=st.sampled_from([None, 1, 2]),
)


@given(FACTS, FACTS)
@settings(max_examples=300)
def test_compare_is_symmetric(a: Facts, b: Facts) -> None:
    assert compare(a, b) == compare(b, a)


@given(st.integers(0, 10_000))
def test_one_habit_of_spelling_alone_never_hides_a_person(seed: int) -> None:
    rng = random.Random(seed)
    person = {**base_person(rng), "nik": None}
    spelled = {**person, "mother_name": respell(rng, person["mother_name"])}
    assert compare(Facts(**person), Facts(**spelled)).level == "sure"
