"""Whom to call now (`programme/crisis-lines.json`); the phone reads the same file."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from simpul.knowledge.content import CONTENT_DIR, read_json


@dataclass(frozen=True, slots=True)
class Line:
    """A number that answers: `number` to dial, `shown` to read, `name` and `after` in two languages."""

    id: str
    number: str
    shown: str
    name: dict[str, str]
    after: dict[str, str] | None


@cache
def content() -> dict[str, Any]:
    """The content file."""
    found: dict[str, Any] = read_json(CONTENT_DIR / "programme" / "crisis-lines.json")
    return found


def lines(need: str, areas: Iterable[str]) -> list[Line]:
    """The lines for a need (`self-harm`, `violence`, …) in these areas (codes); the first is the big button."""
    here = list(areas)

    def answers(raw: dict[str, Any]) -> bool:
        return not raw["areas"] or any(_within(code, area) for code in here for area in raw["areas"])

    found = [raw for raw in content()["lines"] if need in raw["for"] and answers(raw)]
    return [Line(raw["id"], raw["number"], raw["shown"], raw["name"], raw["after"]) for raw in found]


def _within(code: str, area: str) -> bool:
    return code == area or code.startswith(f"{area}.")
