"""Payloads of every kind of entry, drawn from its schema: they fit, they nearly fit, and they make no sense."""

import random
import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from simpul.care.tests.test_bad_input import FIELD_NAMES, TEXTS
from simpul.care.tests.test_bad_input import NUMBERS as SMALL
from tests.soak.fuzz import hostile

SENSELESS = 0.02
"""Share of values that do not even fit the schema."""
OPTIONAL = 0.35
USUAL = 0.6
"""Share of texts that are a name, a date or an id of somebody."""


def payload(struct: type[msgspec.Struct], chance: random.Random, known: list[str]) -> dict[str, Any]:
    """A payload with its required fields, some optional ones, and now and then one that nobody knows."""
    hints, data = get_type_hints(struct), {}
    for field in msgspec.structs.fields(struct):
        if field.required or chance.random() < OPTIONAL:
            data[field.encode_name] = draw(hints[field.name], chance, known)
    if chance.random() < OPTIONAL:
        data["unheard_of"] = hostile.value(chance, known)
    return data


def draw(kind: Any, chance: random.Random, known: list[str]) -> Any:
    """A value for a type of the schema."""
    if kind is Any or chance.random() < SENSELESS:
        return hostile.value(chance, known)
    origin, args = get_origin(kind), get_args(kind)
    if origin is Literal:
        return chance.choice(args)
    if origin in (Union, types.UnionType):
        return draw(chance.choice(args), chance, known)
    if origin is list:
        return [draw(args[0], chance, known) for _ in range(chance.randrange(3))]
    if origin is dict:
        return {chance.choice(FIELD_NAMES): draw(args[1], chance, known) for _ in range(chance.randrange(4))}
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return payload(kind, chance, known)
    return _simple(kind, chance, known)


def _simple(kind: Any, chance: random.Random, known: list[str]) -> Any:
    if kind is str:
        usual = ["2026-01-14", "2026-02-11", "Aisyah", *known]
        return chance.choice(usual if chance.random() < USUAL else [*TEXTS, *hostile.WORDS])
    if kind is int:
        return chance.choice([*SMALL, *range(1, 9)])
    if kind is float:
        return chance.choice([0.0, -1.5, 3.2, 8.4, 71.5, 1e300])
    return chance.choice([True, False]) if kind is bool else None
