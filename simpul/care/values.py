"""Values of a card in words: label, unit and choices from the content."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from simpul.base.words import say
from simpul.knowledge.cards.load import CARDS
from simpul.knowledge.content import CONTENT_DIR, read_json

PRESSURE = ("systolic", "diastolic")


@cache
def _card(card: str) -> Mapping[str, Any]:
    return read_json(CONTENT_DIR / "cards" / f"{card}.json") if card in CARDS else {"fields": [], "title": {"id": card}}


@cache
def _fields(card: str) -> Mapping[str, Mapping[str, Any]]:
    return {field["id"]: field for field in _card(card)["fields"]}


def card_title(card: str) -> str:
    """The card's name; its id when it is unknown."""
    return say(_card(card)["title"])


def field_label(card: str, field: str) -> str:
    """The field's label as on the card; the id of a field that this edition does not know."""
    known = _fields(card).get(field)
    return say(known["label"]) if known else field


def is_private(card: str, field: str) -> bool:
    """Whether the field was answered in private: it stands on no paper."""
    return bool(_fields(card).get(field, {}).get("private"))


def value_words(card: str, field: str, value: Any) -> str:
    """A value with its unit, in words: "8,4 kg", "ya", the label of a choice."""
    known: Mapping[str, Any] = _fields(card).get(field, {})
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    chosen = next((c for c in known.get("choices", ()) if c["value"] == value), None)
    if chosen:
        return say(chosen["label"])
    if isinstance(value, int | float):
        shown = number_format(value)
        return f"{shown} {known['unit']}" if known.get("unit") else shown
    return str(value)


def visit_words(card: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and value of all that was recorded, in the card's order, blood pressure as one; unknown fields last."""
    order = list(_fields(card))
    pressure = [value for name in PRESSURE if isinstance(value := values.get(name), int | float)]
    if len(pressure) == len(PRESSURE):
        line = (_("Tekanan darah"), f"{'/'.join(number_format(each) for each in pressure)} mmHg")
        rest = {name: value for name, value in values.items() if name not in PRESSURE}
        return [line, *visit_words(card, rest)]
    names = sorted(values, key=lambda name: order.index(name) if name in order else len(order))
    return [(field_label(card, name), value_words(card, name, values[name])) for name in names]


def day(value: Any) -> str:
    """A day as "21 November 2026"."""
    return date_format(value, "j F Y") if value else "–"
