"""Every golden case of `vectors/instruments.json`."""

from typing import Any

import pytest

from simpul.knowledge.instruments import (
    INSTRUMENTS,
    AnswerError,
    Respondent,
    critical_now,
    load_instrument,
    score,
)
from simpul.knowledge.vectors import vectors

NOBODY = Respondent(30, "P")


def by_name(part: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", vectors("instruments", part), ids=lambda case: case["name"])


def filled(case: dict[str, Any]) -> dict[str, Any]:
    items = load_instrument(case["instrument"]).items
    answers: dict[str, Any] = case["answers"]
    return {item.id: case["fill"] for item in items if not item.optional and "fill" in case} | answers


@by_name("cases")
def test_an_instrument_answers_as_printed(case: dict[str, Any]) -> None:
    person = Respondent(case["age_years"], case["sex"], case.get("age_months"))
    scored = score(load_instrument(case["instrument"]), person, filled(case), case.get("settings")).as_json()
    assert {key: scored[key] for key in case["expect"]} == case["expect"]


@by_name("cases")
def test_every_answer_says_its_edition_and_why(case: dict[str, Any]) -> None:
    instrument = load_instrument(case["instrument"])
    person = Respondent(case["age_years"], case["sex"], case.get("age_months"))
    scored = score(instrument, person, filled(case), case.get("settings"))
    assert scored.edition == instrument.edition
    steps = {step["step"] for step in scored.trace}
    assert ("critical" in steps) is bool(scored.critical)
    assert steps & ({"band"} if scored.complete else {"missing", "not_eligible"})
    assert (scored.reason is None) is scored.eligible


@by_name("refused")
def test_an_answer_that_cannot_be_is_refused_by_name(case: dict[str, Any]) -> None:
    with pytest.raises(AnswerError) as refused:
        score(load_instrument(case["instrument"]), NOBODY, case["answers"])
    assert refused.value.where == case["where"]
    assert refused.value.what and refused.value.do


@by_name("critical_now")
def test_a_danger_fires_when_it_is_answered(case: dict[str, Any]) -> None:
    assert critical_now(load_instrument(case["instrument"]), case["answers"]) == case["critical"]


def test_every_instrument_has_a_case() -> None:
    assert {case["instrument"] for case in vectors("instruments", "cases")} == set(INSTRUMENTS)


def test_a_band_is_named_by_the_setting_that_holds() -> None:
    srq = load_instrument("srq-20")
    assert srq.band_label("positive") == {"id": "6 atau lebih", "en": "6 or more"}
    assert srq.band_label("positive", {"cutoff": "7"}) == {"id": "7 atau lebih", "en": "7 or more"}
    assert srq.band_label("of another edition") is None and srq.band_label(None) is None
