"""What a plan is made of: children to register, visits to record, rows with problems."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from simpul.exchange.sheets.faults import Problem
from simpul.exchange.sheets.parse import Row
from simpul.exchange.world import World, same_name


@dataclass(slots=True)
class NewChild:
    """A child to register. `family_data` None: the family is there. `restored`: was withdrawn, comes back."""

    id: str
    post: str
    data: dict[str, Any]
    family: str | None
    family_data: dict[str, Any] | None
    rows: list[int]
    likely: bool = False
    restored: bool = False


@dataclass(slots=True)
class NewVisit:
    """What a child's visit of a day gains. `vitamin` is a product, or None."""

    post: str
    person: str
    day: str
    values: dict[str, Any]
    kept: dict[str, Any]
    vitamin: str | None
    rows: list[int]


@dataclass
class Plan:
    """What would be written, what is wrong, and how many of each. `people`: row → known person, for the audit."""

    children: dict[str, NewChild] = field(default_factory=dict)
    visits: list[NewVisit] = field(default_factory=list)
    problems: dict[int, list[Problem]] = field(default_factory=lambda: defaultdict(list))
    counts: Counter[str] = field(default_factory=Counter)
    verdicts: dict[int, str] = field(default_factory=dict)
    """Row → `new`, `known`, `skipped` for those without a problem."""
    people: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Row → (post, person), where it is known whom the row is about."""

    def refuse(self, rows: list[Row], problem: Problem) -> None:
        """Set these rows aside."""
        for row in rows:
            self.problems[row.number].append(problem)


@dataclass
class Scene:
    """What planning looks at."""

    kind: str
    world: World
    posts: Mapping[str, str]
    """Post name of the sheet, folded → post."""
    today: date
    plan: Plan


def post_of(row: Row, scene: Scene) -> str | None:
    """The post a row names, as it was matched."""
    return scene.posts.get(same_name(str(row.values.get("post", ""))))
