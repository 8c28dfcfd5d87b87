"""What is next on a growth path: the cases that the phone answers too."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.knowledge.growth_path import Step, content, feeding, given_up, reasons_of, tasks
from simpul.knowledge.vectors import vectors

CASES = vectors("growth-path", "cases")


def day(text: str) -> date:
    return date.fromisoformat(text)


def steps(case: dict[str, Any]) -> list[Step]:
    return [Step(code, day(on), result, values) for code, on, result, values in case["steps"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    opened, today, weighed = day(case["opened"]), day(case["today"]), [day(text) for text in case["weighed"]]
    found = tasks(opened, case["reasons"], steps(case), weighed, case["recovered"], today)
    assert [[task.code, task.due.isoformat(), task.by] for task in found] == case["tasks"]
    fed = feeding(steps(case), today)
    assert ([fed.kind, fed.day, fed.days, fed.portions] if fed else None) == case["feeding"]
    assert given_up(weighed, opened, today) == case["given_up"]


def test_reasons_come_gravest_first_and_only_those_that_fit() -> None:
    assert reasons_of({"bb_u": "underweight", "bb_tb": "wasting", "tb_u": "normal"}, []) == ["wasting", "underweight"]
    assert reasons_of({"bb_u": "normal"}, ["2T"]) == ["not_gaining"]
    assert reasons_of({"bb_u": "normal", "bb_tb": "obesity"}, ["BGM"]) == []


@given(st.lists(st.sampled_from([one["code"] for one in content()["reasons"]]), min_size=1), st.data())
def test_an_open_path_always_has_a_next_weighing(reasons: list[str], data: st.DataObject) -> None:
    """Whatever was done, in whatever order, nobody is forgotten: there is a day to weigh the child."""
    known = content()["steps"]
    days = st.dates(date(2026, 1, 1), date(2026, 3, 1))
    some = data.draw(st.lists(st.tuples(st.sampled_from(known), days), max_size=8))
    made = [Step(step["code"], on, (step["results"] or [{"code": ""}])[0]["code"], {}) for step, on in some]
    made.sort(key=lambda step: step.on)
    found = tasks(date(2026, 1, 1), reasons, made, [], False, date(2026, 3, 1))
    assert [task.code for task in found].count("weigh") == 1
    assert [task.due for task in found] == sorted(task.due for task in found)
