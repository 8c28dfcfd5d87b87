"""When a scale counts as right (`content/programme/scales.json`). No Django. Twin: `web/kader/devices/limits.ts`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..content import CONTENT_DIR, read_json


@dataclass(frozen=True, slots=True)
class Limits:
    """`allowed_kg`: by type of scale, how far it may be off at a test weight; `every_days`: how often it is tested."""

    edition: str
    allowed_kg: Mapping[str, float]
    every_days: int
    quality: Mapping[str, Any]
    types: Mapping[str, Mapping[str, str]]
    skills: Mapping[str, Mapping[str, str]]


@cache
def load_limits() -> Limits:
    """The limits, read once. Raises ContentError."""
    data: dict[str, Any] = read_json(CONTENT_DIR / "programme" / "scales.json")
    allowed = {one["id"]: float(one["allowed_kg"]) for one in data["types"]}
    types, skills = ({one["id"]: one["label"] for one in data[part]} for part in ("types", "skills"))
    return Limits(data["edition"], allowed, int(data["every_days"]), data["quality"], types, skills)


def is_within(limits: Limits, scale: str, test_kg: float, shown_kg: float) -> bool:
    """Whether the scale shows the test weight closely enough. Grams, so that 0.1 kg is never 0.10000000000000009."""
    return round(abs(shown_kg - test_kg) * 1000) <= round(limits.allowed_kg[scale] * 1000)
