"""The array engine and the single-child engine are one function; what must hold for every child, holds."""

import math
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.knowledge.growth.method import INDICES
from simpul.knowledge.growth.score import ROWS_AT_ONCE, score
from simpul.knowledge.growth.single import score_one

# Every float the language has, for nothing typed may stop the scoring of the other rows.
any_float = st.floats(allow_nan=True, allow_infinity=True)
measure = st.one_of(st.none(), st.floats(-1, 160), any_float, st.sampled_from([45.0, 65.0, 87.0, 110.0, 120.0, 110.1]))
children = st.fixed_dictionaries(
    {
        "sex": st.sampled_from([0, 1, 2]),
        "age_days": st.one_of(
            st.none(),
            st.integers(-3, 7000),
            any_float,
            st.sampled_from([0, 90, 91, 273, 274, 730, 731, 1826, 1856, 1857, 3652, 3653, 6939, 6940]),
        ),
        "age_months": st.one_of(
            st.none(), st.floats(0, 235), any_float, st.sampled_from([9.0, 60.99, 60.999, 61.0, 228.0])
        ),
        "weight_kg": st.one_of(st.none(), st.floats(0.3, 120), any_float),
        "length_height_cm": measure,
        "measured": st.sampled_from([None, "l", "h"]),
        "oedema": st.booleans(),
        "head_cm": st.one_of(st.none(), st.floats(20, 70), any_float),
        "muac_cm": st.one_of(st.none(), st.floats(5, 40), any_float),
    }
)


@given(st.lists(children, min_size=1, max_size=8))
@settings(max_examples=500, deadline=None)
def test_arrays_equal_single_children(group: list[dict[str, Any]]) -> None:
    def column(name: str) -> list[Any]:
        return [math.nan if child[name] is None else child[name] for child in group]

    scores = score(
        column("sex"),
        column("age_days"),
        age_months=column("age_months"),
        weight_kg=column("weight_kg"),
        length_height_cm=column("length_height_cm"),
        measured=[{None: 0, "l": 1, "h": 2}[child["measured"]] for child in group],
        oedema=column("oedema"),
        head_cm=column("head_cm"),
        muac_cm=column("muac_cm"),
        decimals=None,
    )
    for i, child in enumerate(group):
        alone = score_one(**child, decimals=None)
        for index in INDICES:
            one, of_many = getattr(alone, index), float(scores.z[index][i])
            if one is None:
                assert math.isnan(of_many), (index, child)
            else:
                assert math.isclose(one, of_many, rel_tol=1e-6, abs_tol=1e-6), (index, child)


@given(
    sex=st.sampled_from([1, 2]),
    age=st.integers(0, 1856),
    light=st.floats(1, 30),
    more=st.floats(0.01, 10),
    length=st.floats(46, 119),
)
@settings(deadline=None)
def test_a_heavier_child_never_scores_lower(sex: int, age: int, light: float, more: float, length: float) -> None:
    thin = score_one(sex, age_days=age, weight_kg=light, length_height_cm=length, decimals=None)
    stout = score_one(sex, age_days=age, weight_kg=light + more, length_height_cm=length, decimals=None)
    for index in ("waz", "whz", "baz"):
        lower, higher = getattr(thin, index), getattr(stout, index)
        assert (lower is None) == (higher is None)
        assert lower is None or lower < higher


@given(sex=st.sampled_from([1, 2]), age=st.integers(0, 6939))
@settings(deadline=None)
def test_no_day_between_birth_and_nineteen_is_without_an_answer(sex: int, age: int) -> None:
    result = score_one(sex, age_days=age, weight_kg=20, length_height_cm=100)
    assert result.haz is not None
    assert result.baz is not None


def test_rows_beyond_one_chunk_are_scored_alike() -> None:
    n = ROWS_AT_ONCE * 2 + 17
    ages = np.arange(n) % 1857
    weights = 3.0 + ages * 0.008
    whole = score(np.full(n, 1), ages, weight_kg=weights).waz
    assert np.array_equal(whole[:1857], whole[1857 : 2 * 1857])
    assert not np.isnan(whole).any()


def test_nothing_to_score_is_no_error() -> None:
    assert score([], [], weight_kg=[]).waz.shape == (0,)


def test_arrays_of_different_length_are_refused() -> None:
    try:
        score([1, 2], [10])
    except ValueError as why:
        assert "age_days" in str(why)
    else:
        raise AssertionError("accepted")
