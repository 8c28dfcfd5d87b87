"""The words of Permenkes 2/2020, the growth card and the questions at entry, on the cases shared with the phone."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.knowledge.growth.ages import age_in_days, completed_months, scoring_age_days
from simpul.knowledge.growth.categories import COLUMNS, band_list, categorise, scales
from simpul.knowledge.growth.codes import category_codes
from simpul.knowledge.growth.plausibility import Measurement, questions
from simpul.knowledge.growth.single import GrowthScore, score_one
from simpul.knowledge.growth.tests.vectors import golden_cases
from simpul.knowledge.kms import Weighing, judge

VALUE_OF = {"bb_u": "waz", "tb_u": "haz", "bb_tb": "whz", "imt_u": "baz", "lk_u": "hcz", "lila": "muac_cm"}


def named(case: dict[str, Any]) -> str:
    return str(case["name"])


@pytest.mark.parametrize("case", golden_cases("growth-words"), ids=named)
def test_words(case: dict[str, Any]) -> None:
    given_ = dict.fromkeys(("acz", "age_months", "length_height_cm")) | case["input"]
    found = categorise(GrowthScore(**given_, flags=frozenset()))
    assert {column: band.word["id"] for column, band in found.items()} == case["expect"]


@pytest.mark.parametrize("case", golden_cases("growth-words"), ids=named)
def test_words_for_many(case: dict[str, Any]) -> None:
    child = case["input"]
    age = np.array([np.nan if child["age_days"] is None else child["age_days"]], dtype=np.float64)
    for column in COLUMNS:
        value = child[VALUE_OF[column]]
        values = np.array([np.nan if value is None else value], dtype=np.float64)
        code = category_codes(column, values, age, np.array([child["oedema"]]))[0]
        words = [*(band.word["id"] for band in band_list(column)), None]
        assert words[code] == case["expect"].get(column)


@given(st.sampled_from(sorted(scales())), st.integers(-700, 700))
def test_every_value_has_a_band_and_a_kind_sentence(name: str, hundredths: int) -> None:
    band = scales()[name].band(hundredths / 100)
    assert band.word["id"] and band.word["en"] and band.family["id"] and band.family["en"]


@pytest.mark.parametrize("case", golden_cases("kms-ages"), ids=named)
def test_ages(case: dict[str, Any]) -> None:
    birth, visit = (date.fromisoformat(case["input"][name]) for name in ("birth", "visit"))
    assert age_in_days(birth, visit) == case["expect"]["days"]
    assert completed_months(birth, visit) == case["expect"]["months"]


def test_age_in_whole_months_reads_the_day_of_that_month() -> None:
    birth, visit = date(2025, 1, 10), date(2025, 4, 9)
    assert scoring_age_days(birth, visit) == 89
    assert scoring_age_days(birth, visit, "bulan_penuh") == 61


def test_a_visit_before_the_birth_is_refused() -> None:
    with pytest.raises(ValueError, match="before birth"):
        completed_months(date(2025, 1, 10), date(2025, 1, 9))


@pytest.mark.parametrize("case", golden_cases("kms."), ids=named)
def test_growth_card(case: dict[str, Any]) -> None:
    child = case["input"]
    weighings = [
        Weighing(date.fromisoformat(w["day"]), w["weight_kg"], w.get("oedema", False)) for w in child["weighings"]
    ]
    points = judge(child["sex"], date.fromisoformat(child["birth"]), weighings, child.get("birth_weight_kg"))
    found = [
        {name: getattr(point, name) for name in case["expect"][0]} | {"alerts": list(point.alerts)} for point in points
    ]
    assert found == case["expect"]


@given(
    sex=st.sampled_from([1, 2]),
    first=st.floats(3, 15),
    gain=st.integers(-500, 1500),
    more=st.integers(0, 500),
    month=st.integers(2, 58),
)
def test_gaining_more_never_turns_n_into_t(sex: int, first: float, gain: int, more: int, month: int) -> None:
    birth = date(2020, 1, 5)
    days = [date(2020 + (month + i) // 12, (month + i) % 12 + 1, 6) for i in (0, 1)]

    def trend(grams: int) -> str | None:
        pair = [Weighing(days[0], first), Weighing(days[1], first + grams / 1000)]
        return judge(sex, birth, pair)[1].trend

    assert not (trend(gain) == "N" and trend(gain + more) == "T")


@pytest.mark.parametrize("case", golden_cases("growth-questions"), ids=named)
def test_questions(case: dict[str, Any]) -> None:
    child = case["input"]
    visits = [
        Measurement(**visit | {"day": date.fromisoformat(visit["day"])}) if visit else None
        for visit in (child["now"], child.get("before"))
    ]
    assert visits[0] is not None
    asked = questions(child["sex"], date.fromisoformat(child["birth"]), visits[0], visits[1])
    assert [[q.rule, q.field] for q in asked] == case["expect"]
    assert all("{" not in words for q in asked for words in q.text.values())


def test_z_and_card_agree_on_the_red_line() -> None:
    birth, day = date(2025, 1, 10), date(2025, 7, 12)
    for grams in range(4000, 9500, 10):
        point = judge(2, birth, [Weighing(day, grams / 1000)])[0]
        word = categorise(score_one(2, age_days=183, weight_kg=grams / 1000))["bb_u"].id
        assert ("BGM" in point.alerts) == (word == "severely_underweight")
        assert ("orange" in point.alerts) == (word == "risk_of_overweight")
