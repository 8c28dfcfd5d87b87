"""The colour of a self-check: the cases that the browser answers too, and what must hold for every form."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.knowledge.colour_scales import EJiwa
from simpul.knowledge.crisis_lines import lines
from simpul.knowledge.instruments import Respondent, load_instrument, score
from simpul.knowledge.self_check import choice, content, level_of, result_of
from simpul.knowledge.vectors import vectors

CASES = vectors("self-check", "cases")
CHOICES = [one["id"] for one in content()["choices"]]


def _answers(case: dict[str, Any]) -> dict[str, str]:
    if case["yes"] is None:
        return dict(case["answers"])
    return {str(n): "1" if n in case["yes"] else "0" for n in range(1, 21)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    found = score(load_instrument(case["instrument"]), Respondent(case["age"], None), _answers(case))
    level = level_of(case["instrument"], found)
    assert (level.value if level else None) == case["level"]


@st.composite
def forms(draw: st.DrawFn) -> tuple[str, dict[str, int]]:
    """A check and a whole form of its instrument."""
    chosen = choice(draw(st.sampled_from(CHOICES)))
    assert chosen is not None
    instrument = load_instrument(chosen["instrument"])
    return instrument.id, {item.id: draw(st.sampled_from(item.scale.values)) for item in instrument.items}


@given(forms(), st.integers(15, 90))
def test_every_whole_form_has_a_colour_and_a_worse_answer_never_a_milder_one(
    form: tuple[str, dict[str, int]], age: int
) -> None:
    name, answers = form
    instrument = load_instrument(name)
    level = level_of(name, score(instrument, Respondent(age, None), answers))
    assert level is not None
    for item in instrument.items:
        worse = answers | {item.id: item.scale.values[-1]}
        graver = level_of(name, score(instrument, Respondent(age, None), worse))
        assert graver is not None
        assert graver >= level


@given(forms(), st.integers(0, 90))
def test_an_answer_that_cannot_wait_is_red_whatever_else_was_said(form: tuple[str, dict[str, int]], age: int) -> None:
    name, answers = form
    found = score(load_instrument(name), Respondent(age, None), answers)
    if found.critical:
        assert level_of(name, found) is EJiwa.MERAH


@pytest.mark.parametrize("level", EJiwa)
def test_every_colour_has_its_words(level: EJiwa) -> None:
    assert "bukan diagnosis" in result_of(level)["said"]["id"]


def test_instruments_of_the_page_have_free_words() -> None:
    for one in content()["choices"]:
        assert load_instrument(one["instrument"]).licence.embed


def test_lines_of_the_place_come_first_and_others_stay() -> None:
    assert [one.id for one in lines("self-harm", ["31.74.01"])] == ["jakcare", "119", "112"]
    assert [one.id for one in lines("self-harm", ["32.73"])] == ["119", "112"]
    assert [one.id for one in lines("violence", [])] == ["sapa", "112"]
