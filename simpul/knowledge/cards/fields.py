"""Which fields to show, and which values to question. A questioned value is never blocked."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, TypedDict

from ..rules import Facts, is_known
from .model import Card, Field

Doubt = Literal["below_plausible", "above_plausible", "too_precise", "wrong_type", "not_a_choice"]


class Question(TypedDict):
    """A value worth asking about again: the field, why, and the plausible range that it left."""

    field: str
    doubt: Doubt
    value: object
    min: float | None
    max: float | None


def visible_fields(card: Card, facts: Facts, step: int | None = None) -> list[Field]:
    """Fields of the step (of all steps when None) whose `when` is not false, in the order of the card."""
    return [
        field
        for field in card.fields
        if (step is None or field.step == step) and (field.shown is None or field.shown(facts) is not False)
    ]


def asked_fields(card: Card, facts: Facts, step: int | None = None) -> list[Field]:
    """The visible fields that are due today: how often a measure is taken decides, by `days_since_<field>`."""
    return [field for field in visible_fields(card, facts, step) if _is_due(field, facts)]


def addable_fields(card: Card, facts: Facts, step: int | None = None) -> list[Field]:
    """The visible fields that are not due today and can still be added."""
    return [field for field in visible_fields(card, facts, step) if not _is_due(field, facts)]


def _is_due(field: Field, facts: Facts) -> bool:
    return not field.optional and (field.due is None or field.due(facts) is not False)


def past_facts(card: Card, past: Iterable[tuple[date, Mapping[str, object]]], today: date) -> dict[str, object]:
    """What earlier visits (newest first) mean today: `days_since_<field>`, and the last answers of lasting fields."""
    facts: dict[str, object] = {}
    fields = {field.id: field for field in card.fields}
    for day, values in past:
        for name, value in values.items():
            if name in fields and is_known(value) and f"days_since_{name}" not in facts:
                facts[f"days_since_{name}"] = (today - day).days
                if fields[name].lasting:
                    facts[name] = value
    return facts


def questions(card: Card, facts: Facts) -> list[Question]:
    """One question per known value that looks wrong; empty when all values are plausible."""
    asked: list[Question] = []
    for field in card.fields:
        value = facts.get(field.id)
        doubt = _doubt(field, value) if is_known(value) else None
        if doubt:
            asked.append({"field": field.id, "doubt": doubt, "value": value, "min": field.min, "max": field.max})
    return asked


def _doubt(field: Field, value: object) -> Doubt | None:
    if field.type in ("decimal", "integer"):
        return _number_doubt(field, value)
    if field.type == "boolean":
        return None if isinstance(value, bool) else "wrong_type"
    if not isinstance(value, str):
        return "wrong_type"
    return "not_a_choice" if field.type == "choice" and value not in field.choices else None


def _number_doubt(field: Field, value: object) -> Doubt | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return "wrong_type"
    number = float(value)
    if field.min is not None and number < field.min:
        return "below_plausible"
    if field.max is not None and number > field.max:
        return "above_plausible"
    scaled = number * 10**field.decimals
    return "too_precise" if abs(scaled - round(scaled)) > 1e-6 else None
