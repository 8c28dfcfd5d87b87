"""A checklist: its questions, its rules in the house's format, and the category each finding belongs to.

Bands are those of the visit form and differ from the cards': eligibility is asked with the facts of the visit's day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..cards import evaluate as evaluate_card
from ..cards.model import ACTIONS, Card, parse_card
from ..content import CONTENT_DIR, ContentError, read_json
from ..rules import Facts
from .plan import load_plan

CHECKLISTS = ("bumil", "nifas", "bayi", "balita", "remaja", "dewasa", "lansia", "tbc")
"""Those of a person; `family` is about the house."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """The checklist as a card without steps. `category` maps a rule to its group of the weekly evaluation."""

    card: Card
    category: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Found:
    """What answers mean. `rules` fired, gravest first; `action` None when none did."""

    action: str | None
    categories: tuple[str, ...]
    rules: tuple[str, ...]
    edition: str


@cache
def load_checklist(checklist: str) -> Checklist:
    """The checklist of that id. Raises ContentError for a name that is none."""
    if checklist not in (*CHECKLISTS, "family"):
        raise ContentError(f"no checklist named {checklist!r}; they are family, {', '.join(CHECKLISTS)}.")
    data: dict[str, Any] = read_json(CONTENT_DIR / "homevisits" / f"{checklist}.json")
    fields = [{**field, "step": 1} for field in data["fields"]]
    return Checklist(
        card=parse_card({**data, "fields": fields}),
        category={rule["id"]: rule["category"] for rule in data["rules"] if "category" in rule},
        labels={field["id"]: field["label"] for field in data["fields"]},
    )


def checklists_for(facts: Facts) -> list[str]:
    """Checklists whose eligibility holds for the facts of the day, in the order of the form."""
    return [name for name in CHECKLISTS if load_checklist(name).card.is_for(facts) is True]


def evaluate(checklist: Checklist, answers: Facts) -> Found:
    """What the answers say. A question nobody answered decides nothing."""
    said = evaluate_card(checklist.card, answers)
    rules = tuple(one["id"] for one in said["fired"])
    categories = in_order(checklist.category[rule] for rule in rules if rule in checklist.category)
    return Found(said["action"], tuple(categories), rules, said["edition"])


def gravest(actions: Iterable[str | None]) -> str | None:
    """The most urgent of the actions; None when there is none."""
    held = set(actions)
    return next((action for action in reversed(ACTIONS) if action in held), None)


def in_order(categories: Iterable[str]) -> list[str]:
    """Categories once each, in the order of the form."""
    found = set(categories)
    return [name for name in load_plan().categories if name in found]
