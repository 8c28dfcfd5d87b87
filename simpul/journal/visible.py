"""What of a row a phone may hold: fields above its ceiling are taken out on the server."""

from collections.abc import Mapping
from typing import Any

from simpul.journal.kinds import Part

DEFAULT = "K1"


def above(classes: Mapping[str, str], ceiling: str) -> list[tuple[str, str]]:
    """The fields that must go: (field, "") for a whole field, (field, key) for a key inside a JSON field."""
    gone = [name for name, level in classes.items() if level > ceiling]
    return [(field, key) for field, _, key in (name.partition(".") for name in gone)]


def seen(part: Part, row: Any, gone: list[tuple[str, str]]) -> dict[str, Any]:
    """The wire form of a row without what is `gone`."""
    wire = part.row(row)
    for field, key in gone:
        if not key:
            wire.pop(field, None)
        elif key in (wire.get(field) or {}):
            wire[field] = {name: value for name, value in wire[field].items() if name != key}
    return wire


def hides(part: Part, field: str, ceiling: str) -> bool:
    """Whether a field of a part is above the ceiling."""
    names = (field, field.partition(".")[0], f"values.{field}")
    return any(part.classes.get(name, DEFAULT) > ceiling for name in names)
