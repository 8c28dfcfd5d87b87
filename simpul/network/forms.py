"""Whether what was filled into a workflow's own fields fits them. The fields that every step knows check themselves."""

from collections.abc import Mapping
from typing import Any

from simpul.journal.kinds import Refused
from simpul.network.flow import PAYLOAD, Field
from simpul.network.moments import readable
from simpul.people.records import LONGEST_TEXT, misfit

MOST_VALUES = 40


def own_fields(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields of a form whose values travel in `values`."""
    return tuple(one for one in fields if one.id not in PAYLOAD)


def check_form(fields: tuple[Field, ...], values: Mapping[str, Any]) -> None:
    """Raises Refused for a value that does not fit its field, or a required one that is missing.

    A field that this edition of the workflow does not have is kept as it came: a text.
    """
    if len(values) > MOST_VALUES:
        raise misfit("values")
    named = {one.id: one for one in own_fields(fields)}
    for name, value in values.items():
        if value is not None and not _fits(named.get(name), value):
            raise misfit(name)
    missing = next((one for one in named.values() if one.required and not values.get(one.id)), None)
    if missing is not None:
        raise Refused(
            "step_incomplete",
            f"“{missing.label['id']}” perlu diisi dulu.",
            f"“{missing.label['en']}” needs to be filled in first.",
            field=missing.id,
        )


def _fits(field: Field | None, value: Any) -> bool:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or "\x00" in value:
        return False
    if field is None or value == "":
        return True
    if field.type == "choice":
        return value in field.choices
    return field.type != "moment" or bool(readable([value]))
