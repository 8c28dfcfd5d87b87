"""What answers to a checklist of a post say (`content/checklists/`). No Django. Twin: `web/knowledge/checklists.ts`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from .content import CONTENT_DIR, read_json

Words = Mapping[str, str]
Answer = Literal["yes", "no", "not_yet"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)
State = Literal["ready", "almost", "begun"]


@dataclass(frozen=True, slots=True)
class Item:
    """A question. `needed`: the capability rests on it; `evidence`: the piece of evidence it shows, or None."""

    id: str
    ask: Words
    help: Words
    next: Words
    needed: bool
    evidence: str | None


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist; `service` is what a post can give when every needed item is there."""

    id: str
    edition: str
    source: str
    certainty: str
    service: str
    title: Words
    lead: Words
    recheck_months: int
    almost_from: float
    results: Mapping[str, Mapping[str, Words]]
    items: tuple[Item, ...]

    @property
    def needed(self) -> list[Item]:
        """The items on which the capability rests."""
        return [one for one in self.items if one.needed]


@dataclass(frozen=True, slots=True)
class Result:
    """What the answers say: `state`, and the items that are still to come, needed ones first."""

    state: State
    left: tuple[Item, ...]


@cache
def checklists() -> Mapping[str, Checklist]:
    """Every checklist by id. Raises ContentError."""
    found = (_checklist(read_json(path)) for path in sorted((CONTENT_DIR / "checklists").glob("*.json")))
    return {one.id: one for one in found}


def judge(checklist: Checklist, answers: Mapping[str, str]) -> Result:
    """What answers (item id → `yes`, `no`, `not_yet`) say. An item without an answer counts as not yet there."""
    left = [one for one in checklist.items if answers.get(one.id) != "yes"]
    open_needs = sum(one.needed for one in left)
    total = len(checklist.needed)
    share = 1.0 if not total else (total - open_needs) / total
    state: State = "ready" if not open_needs else "almost" if share >= checklist.almost_from else "begun"
    return Result(state, tuple(sorted(left, key=lambda one: not one.needed)))


def evidence_of(checklist: Checklist, answers: Mapping[str, str]) -> dict[str, bool]:
    """Pieces of evidence that the answers show or deny (`trained_kader`, …)."""
    return {one.evidence: answers.get(one.id) == "yes" for one in checklist.items if one.evidence}


def _checklist(data: dict[str, Any]) -> Checklist:
    items = tuple(
        Item(one["id"], one["ask"], one["help"], one["next"], one["needed"], one.get("evidence"))
        for one in data["items"]
    )
    plain = ("id", "edition", "source", "certainty", "service", "title", "lead", "recheck_months", "almost_from")
    return Checklist(**{name: data[name] for name in plain}, results=data["results"], items=items)
