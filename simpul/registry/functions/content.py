"""The closed list of functions and of an agency's fields (`content/programme/functions.json`)."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from simpul.knowledge.content import CONTENT_DIR, read_json

THROUGH_LINK = "melalui-tautan"
"""What the program gives to the account under which a place without Simpul answers."""


@dataclass(frozen=True)
class Known:
    """A function. `offered`: may be given by whoever manages accounts."""

    id: str
    words: dict[str, str]
    treats: bool
    head: bool
    offered: bool


@dataclass(frozen=True)
class Field:
    """What an agency is in charge of. `told_when_late`: learns of what stays late in its area."""

    id: str
    words: dict[str, str]
    told_when_late: bool


@cache
def functions() -> dict[str, Known]:
    """All functions by id, in the order of the content."""
    return {
        one["id"]: Known(
            one["id"], one["words"], one.get("treats", False), one.get("head", False), "given_by" not in one
        )
        for one in _file()["functions"]
    }


@cache
def fields() -> dict[str, Field]:
    """All fields of agencies by id, in the order of the content."""
    return {one["id"]: Field(one["id"], one["words"], one.get("told_when_late", False)) for one in _file()["fields"]}


@cache
def treating() -> tuple[str, ...]:
    """Functions of the treating team."""
    return tuple(one.id for one in functions().values() if one.treats)


@cache
def heading() -> tuple[str, ...]:
    """Functions of whoever leads a unit."""
    return tuple(one.id for one in functions().values() if one.head)


@cache
def health_fields() -> tuple[str, ...]:
    """Fields whose agencies are told of what stays late."""
    return tuple(one.id for one in fields().values() if one.told_when_late)


def _file() -> dict[str, Any]:
    found: dict[str, Any] = read_json(CONTENT_DIR / "programme" / "functions.json")
    return found
