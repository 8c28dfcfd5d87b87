"""Counts of so few persons that readers outside the puskesmas could tell who they are.

The rule and its threshold are content (`content/reports/small-cells.json`).

A family of columns parts everybody who was screened with one instrument. Where one part of a post is small, the whole
family of the post is withheld under one mark, for the number screened is known from elsewhere. A total is shown only
where every small count below it could also be another one: two withheld posts could exchange persons between two
columns, and neither the posts' numbers of persons nor any total that is shown would change.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from simpul.base.words import say
from simpul.exchange.reporting.counting import Recaps
from simpul.exchange.reporting.forms import form
from simpul.exchange.reporting.tables import Withheld
from simpul.knowledge.content import CONTENT_DIR, read_json

LEVELS = (13, 8, 5, 2)
"""Characters of the Kemendagri codes of village, district, city and province: of each a total may be asked."""
Parts = tuple[int, ...]
"""How many persons of a post are in each part of a family."""


@dataclass(frozen=True)
class Hidden:
    """Places of the columns that are withheld: of each post, and of the sum."""

    posts: Mapping[UUID, frozenset[int]]
    total: frozenset[int]

    @property
    def any(self) -> bool:
        """Whether a figure is withheld at all."""
        return bool(self.total) or any(self.posts.values())


NOTHING = Hidden({}, frozenset())


@cache
def _content() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_json(CONTENT_DIR / "reports" / "small-cells.json")
    return found


def mark() -> Withheld:
    """What stands in place of a figure."""
    return Withheld(_content()["mark"])


def note() -> str:
    """What stands under a table with withheld figures."""
    return say(_content()["note"]) % {"least": _content()["least"]}


def hidden(found: Recaps, group: str, areas: Mapping[UUID, str]) -> Hidden:
    """What to withhold of these posts. `areas`: post → code of its village."""
    columns = [column.id for column in form(group).columns]
    posts: dict[UUID, set[int]] = {post: set() for post in areas}
    total: set[int] = set()
    for family in (one for one in _content()["families"] if one["group"] == group):
        places = [columns.index(name) for name in family["columns"]]
        whole = [columns.index(name) for name in family.get("whole", ())]
        rows = {post: _parts(found.of(post, group), places, whole) for post in areas}
        for post in withheld(rows):
            posts[post].update(places)
        if not total_is_safe(rows, areas):
            total.update(places)
    return Hidden({post: frozenset(some) for post, some in posts.items()}, frozenset(total))


def _parts(counts: Sequence[int], places: Sequence[int], whole: Sequence[int]) -> Parts:
    """The family's figures, and everybody else who was screened where its columns leave some out."""
    parts = [counts[place] for place in places]
    rest = [max(0, sum(counts[place] for place in whole) - sum(parts))] if whole else []
    return (*parts, *rest)


def _small(number: int) -> bool:
    return 0 < number < int(_content()["least"])


def withheld(rows: Mapping[UUID, Parts]) -> list[UUID]:
    """Posts of which the family is not shown."""
    return [post for post, parts in rows.items() if any(map(_small, parts))]


def total_is_safe(rows: Mapping[UUID, Parts], areas: Mapping[UUID, str]) -> bool:
    """Whether the sum over these posts may be shown beside their rows and the sums of the areas inside."""
    codes = set(areas.values())
    left = withheld(rows)
    for level in LEVELS:
        nodes = {code[:level] for code in codes}
        if len(nodes) == 1:
            break
        left = [post for node in nodes for post in _unsafe(rows, left, {p for p in rows if areas[p][:level] == node})]
    return not _unsafe(rows, left, set(rows))


def _unsafe(rows: Mapping[UUID, Parts], left: Iterable[UUID], area: Collection[UUID]) -> list[UUID]:
    """Of the posts `left` those of an area whose sum may not be shown: all of them, or none."""
    inside = [post for post in left if post in area]
    sums = [sum(part) for part in zip(*(rows[post] for post in area), strict=True)]
    is_safe = not any(map(_small, sums)) and _may_be_others([rows[post] for post in inside])
    return [] if is_safe else inside


def _may_be_others(rows: Sequence[Parts]) -> bool:
    """Whether each small count may have another value with the same sums of rows and columns."""
    return all(
        _exchanges(rows, one, part)
        for one, parts in enumerate(rows)
        for part, number in enumerate(parts)
        if _small(number)
    )


def _exchanges(rows: Sequence[Parts], one: int, part: int) -> bool:
    others = (other for other in range(len(rows)) if other != one)
    return any(
        _moves(rows[one], part, to, by) and _moves(rows[other], part, to, -by)
        for other in others
        for to in range(len(rows[one]))
        if to != part
        for by in (1, -1)
    )


def _moves(parts: Parts, part: int, to: int, by: int) -> bool:
    """Whether a post would still be withheld with one person more (or fewer) in a part, taken from another."""
    changed = list(parts)
    changed[part] += by
    changed[to] -= by
    return min(changed) >= 0 and any(map(_small, changed))
