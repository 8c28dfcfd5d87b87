"""Whole answers of instruments for random people and random answers, which TypeScript must repeat to the last field."""

import random
from typing import Any

from .instruments import INSTRUMENTS, Respondent, load_instrument, score
from .instruments.model import Input, Instrument, Item

WORDS = ("label", "say", "reason", "source", "certainty")
"""Keys of a trace step that are copied from the content as they stand."""

_AGES = (0, 1, 3, 5, 6, 9, 12, 14, 15, 18, 19, 30, 39, 40, 50, 59, 60, 75, 59.99, 4.5, None)
_MONTHS = (None, None, None, 2, 3, 7, 16, 30, 36, 71, 72, 73)


def instrument_cases(rounds: int = 8) -> list[dict[str, Any]]:
    """`rounds` cases for each instrument: most of them complete, written in all the ways that are read."""
    dice = random.Random(20261124)  # noqa: S311 - repeatable, not secret
    return [_case(dice, load_instrument(name)) for name in INSTRUMENTS for _ in range(rounds)]


def _case(dice: random.Random, instrument: Instrument) -> dict[str, Any]:
    open_share = dice.choice((0.0, 0.0, 0.0, 0.1, 0.9))
    answers = {item.id: _answer(dice, item) for item in instrument.items if dice.random() >= open_share}
    answers |= {each.id: _input(dice, each) for each in instrument.inputs if dice.random() < 0.7}
    settings = {name: dice.choice(values) for name, values in instrument.choices.items() if dice.random() < 0.5}
    years, months, sex = dice.choice(_AGES), dice.choice(_MONTHS), dice.choice(("L", "P", None))
    answer = score(instrument, Respondent(years, sex, months), answers, settings)
    return {
        "instrument": instrument.id,
        "age_years": years,
        "age_months": months,
        "sex": sex,
        "answers": answers,
        "settings": settings,
        "answer": {**answer.as_json(), "trace": [_without_words(step) for step in answer.trace]},
    }


def _without_words(step: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in step.items() if key not in WORDS}


def _answer(dice: random.Random, item: Item) -> object:
    value = dice.choice(item.scale.values)
    if item.scale.kind == "yes_no":
        words = ("ya", "Ya ", "yes", "true") if value else ("tidak", " TIDAK", "no", "n")
        return dice.choice((value, value, bool(value), str(value), dice.choice(words), None))
    return dice.choice((value, value, str(value), f" {value},0", float(value), ""))


def _input(dice: random.Random, given: Input) -> object:
    if given.kind == "choice":
        return dice.choice((dice.choice(given.choices), None))
    if given.kind == "boolean":
        return dice.choice((True, "ya", "tidak", None))
    number = round(dice.uniform(given.min, given.max), 1)
    return dice.choice((number, str(number).replace(".", ","), ""))
