"""What is wrong in the forms of a page, gathered for the one list above it: which field, why, and where it stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, BoundField, RadioSelect


@dataclass(frozen=True)
class Problem:
    """One thing to put right. `anchor` is the id of the control, empty where there is none; `label` names the field."""

    words: str
    anchor: str = ""
    label: str = ""


def problems(context: Mapping[Any, Any]) -> list[Problem]:
    """Of every form that the page shows, and of `amiss`: a list of Problem that a view without a form has found."""
    # By type: isinstance would wake what is lazy, the visitor's CSRF cookie among it.
    shown = {id(one): one for one in context.values() if issubclass(type(one), BaseForm) and one.is_bound}
    found = [problem for form in shown.values() for problem in _of_form(form)]
    return [*found, *context.get("amiss", ())]


def _of_form(form: BaseForm) -> Iterator[Problem]:
    said = form.errors  # first of all: cleaning may take fields away
    seen, hidden = form.visible_fields(), form.hidden_fields()
    first = anchor_of(seen[0]) if seen else ""
    for words in _flat([said.get(NON_FIELD_ERRORS, ()), *(field.errors for field in hidden)]):
        yield Problem(words, first)
    for field in seen:
        for words in _flat([field.errors]):
            yield Problem(words, anchor_of(field), str(field.label))


def _flat(lists: Iterable[Iterable[Any]]) -> Iterator[str]:
    return (str(words) for one in lists for words in one)


def anchor_of(field: BoundField) -> str:
    """The id of the control; of several boxes, the first."""
    return f"{field.auto_id}_0" if isinstance(field.field.widget, RadioSelect) else str(field.auto_id)
