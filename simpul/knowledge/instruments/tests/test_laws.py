"""What holds for every instrument and any answers: nothing open is scored, no danger is lost, order says nothing."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.knowledge.cards import ACTIONS
from simpul.knowledge.instruments import (
    INSTRUMENTS,
    AnswerError,
    Instrument,
    Item,
    Respondent,
    Scored,
    asked_items,
    critical_now,
    load_instrument,
    score,
)

BETTER_WHEN_HIGHER = {"aks", "kpsp"}
"""Instruments whose score rises with what a person can do."""

UNBURDENED = {"sdq": {"1", "4", "9", "17", "20"}, "sdq-paper": {"5"}, "skilas": {"13"}, "phq-9": {"10"}}
"""Items that say nothing about a burden: strengths, and what is only noted."""

FEW = settings(max_examples=30)
"""For each of some two dozen instruments."""

Raw = dict[str, Any]
everyone = st.builds(
    Respondent, st.sampled_from([0, 1, 4, 12, 17, 30, 40, 62, 62, None]), st.sampled_from(["L", "P", "P", None])
)
ELIGIBLE = {
    **dict.fromkeys(("sdq", "sdq-paper"), Respondent(12, "P")),
    "m-chat-r": Respondent(None, "P", 20),
    "kmpe": Respondent(4, "P"),
    "kpsp": Respondent(4, "P"),
    "kia-development": Respondent(4, "P"),
    "psc-17": Respondent(12, "P"),
    "observe-refer": Respondent(12, "P"),
    **dict.fromkeys(("aks", "skilas", "puma"), Respondent(62, "P")),
}


def values_of(item: Item) -> st.SearchStrategy[int]:
    return st.sampled_from(item.scale.values)


def raw_inputs(instrument: Instrument) -> Raw:
    return {"informant": "parent"} if instrument.id.startswith("sdq") else {}


@st.composite
def whole_forms(draw: st.DrawFn, name: str) -> Raw:
    """A form in which every item is answered."""
    instrument = load_instrument(name)
    return {item.id: draw(values_of(item)) for item in instrument.items} | raw_inputs(instrument)


@st.composite
def part_forms(draw: st.DrawFn, name: str) -> Raw:
    """A form in which some items are answered, some left empty, some not there."""
    instrument = load_instrument(name)
    kept = draw(st.sets(st.sampled_from([item.id for item in instrument.items])))
    form: Raw = {item.id: draw(st.none() | values_of(item)) for item in instrument.items if item.id in kept}
    return form | raw_inputs(instrument)


def any_forms(name: str) -> st.SearchStrategy[Raw]:
    return whole_forms(name) | part_forms(name)


def rank(scored: Scored) -> int:
    assert scored.action is not None
    return ACTIONS.index(scored.action)


@pytest.mark.parametrize("name", INSTRUMENTS)
@FEW
@given(data=st.data())
def test_worse_answers_never_ask_for_less(name: str, data: st.DataObject) -> None:
    instrument = load_instrument(name)
    person, form = ELIGIBLE.get(name, Respondent(30, "P")), data.draw(whole_forms(name))
    burdens = [item for item in instrument.items if item.id not in UNBURDENED.get(name, set())]
    item = data.draw(st.sampled_from(burdens))
    harder = -1 if (name in BETTER_WHEN_HIGHER) is not item.reverse else 1
    steps = item.scale.values[::harder]
    worse = data.draw(st.sampled_from(steps[steps.index(form[item.id]) :]))
    before, after = (score(instrument, person, each) for each in (form, form | {item.id: worse}))
    assert before.complete and after.complete
    assert rank(after) >= rank(before)


@pytest.mark.parametrize("name", INSTRUMENTS)
@FEW
@given(data=st.data(), person=everyone)
def test_what_is_not_complete_is_not_scored(name: str, data: st.DataObject, person: Respondent) -> None:
    instrument = load_instrument(name)
    form = data.draw(any_forms(name))
    scored = score(instrument, person, form)
    follows = {item.id for item in instrument.items if item.optional or item.derived}
    asked = set(asked_items(instrument, person, form))
    still_open = {item for item in asked - follows if form.get(item) is None}
    assert still_open <= set(scored.missing)
    assert scored.complete is (scored.eligible and not scored.missing)
    if not scored.complete:
        assert scored.score is None and scored.band is None
        assert (scored.action is None) is (not scored.critical)
    else:
        assert scored.action is not None and scored.band is not None


@pytest.mark.parametrize("name", INSTRUMENTS)
@FEW
@given(data=st.data(), person=everyone)
def test_a_danger_is_never_lost(name: str, data: st.DataObject, person: Respondent) -> None:
    instrument, form = load_instrument(name), data.draw(any_forms(name))
    dangers = {each.item for each in instrument.critical if form.get(each.item) is not None}
    alone = {item for item in dangers if critical_now(instrument, {item: form[item]})}
    scored = score(instrument, person, form)
    assert alone <= set(scored.critical)
    assert scored.critical == critical_now(instrument, form)
    if scored.critical:
        assert scored.action == "darurat"
    slips = form | {"butir lain": "?"}
    assert alone <= set(critical_now(instrument, slips))


@pytest.mark.parametrize("name", INSTRUMENTS)
@FEW
@given(data=st.data(), person=everyone)
def test_the_order_of_answers_says_nothing(name: str, data: st.DataObject, person: Respondent) -> None:
    instrument, form = load_instrument(name), data.draw(any_forms(name))
    shuffled = dict(data.draw(st.permutations(list(form.items()))))
    assert score(instrument, person, form) == score(instrument, person, shuffled)


@given(name=st.sampled_from(INSTRUMENTS), key=st.text(max_size=6), value=st.integers() | st.text() | st.floats())
def test_anything_is_read_or_refused_by_name(name: str, key: str, value: object) -> None:
    try:
        scored = score(load_instrument(name), Respondent(30, "P"), {key: value})
    except AnswerError as refused:
        assert refused.where and refused.what and refused.do
    else:
        assert scored.edition
