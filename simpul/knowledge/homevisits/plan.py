"""What a visit at home is made of beside the checklists: categories, answers of the puskesmas, topics, limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..content import CONTENT_DIR, read_json

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """`routine_months`: every family within so many months; `per_kader_month`: visits of a kader in a month, at least.

    Categories and actions are ids with their words, in the order of the form.
    """

    categories: Mapping[str, Text]
    actions: Mapping[str, Text]
    topics: Mapping[str, Text]
    reasons: Mapping[str, Text]
    routine_months: int
    per_kader_month: int
    source: str


@cache
def load_plan() -> Plan:
    """`content/homevisits/plan.json`, read once. Raises ContentError."""
    data: dict[str, Any] = read_json(CONTENT_DIR / "homevisits" / "plan.json")
    return Plan(
        categories=_words(data["categories"]),
        actions=_words(data["actions"]),
        topics=_words(data["topics"]),
        reasons=_words(data["reasons"]),
        routine_months=data["routine_months"],
        per_kader_month=data["per_kader_month"],
        source=data["source"],
    )


def _words(items: list[dict[str, Any]]) -> dict[str, Text]:
    return {one["id"]: one["label"] for one in items}
