"""Counts the columns of recaps: each person of a month is in one group and one band, and adds to some columns."""

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from simpul.exchange.reporting.forms import Column, Form, forms, person_month
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.roster import Roster, facts_of, roster
from simpul.exchange.reporting.seen import Seen, seen

Place = tuple[str, str]
"""Group and band."""


@dataclass
class Recaps:
    """The month of several posts. `counts`: post → group → one number for each column (the month's column holds 0).

    `unplaced`: post → persons without a birth date, who are in no group.
    """

    month: Month
    counts: dict[UUID, dict[str, list[int]]]
    unplaced: Counter[UUID] = field(default_factory=Counter)

    def of(self, post: UUID, group: str) -> list[int]:
        """The numbers of a post."""
        return self.counts[post][group]

    def total(self, group: str) -> list[int]:
        """The sum over the posts."""
        return [sum(column) for column in zip(*(one[group] for one in self.counts.values()), strict=True)]


def recaps(posts: list[UUID], month: Month) -> Recaps:
    """All recaps of these posts in the month."""
    found = roster(posts, month)
    return count(posts, found, seen(found))


def count(posts: list[UUID], found: Roster, people: dict[UUID, Seen]) -> Recaps:
    """The recaps of a roster and what was seen of it."""
    made = Recaps(found.month, {post: {form.group: [0] * len(form.columns) for form in forms()} for post in posts})
    for one in people.values():
        place = _place_of_seen(one, found)
        if place is None:
            made.unplaced[one.member.post] += one.member.id in found.members
            continue
        group, band = place
        _add_all(made.counts[one.member.post][group], group, _columns_of(one, group, band))
    _add_absent(made, found, people)
    return made


_places: dict[tuple[object, ...], Place | None] = {}


def place_of(facts: dict[str, object]) -> Place | None:
    """Group and band of a person; None without a birth date."""
    key = (facts["age_months"], facts["mother"])
    if key not in _places:
        _places[key] = _find_place(facts)
    return _places[key]


def _find_place(facts: dict[str, object]) -> Place | None:
    return next(((form.group, band.id) for form in forms() for band in form.bands if band.when(facts)), None)


def _place_of_seen(one: Seen, found: Roster) -> Place | None:
    """By the day of the visit: a mother where her card was filled; by age where another card was."""
    cards = person_month()["mother"]["cards"]
    states = [state for card, state in cards.items() if card in one.cards]
    member = one.member
    if one.last is not None:
        member = member._replace(mother=(member.mother if member.mother in states else states[-1]) if states else None)
    if one.last is None and member.id not in found.members:
        return None
    return place_of(facts_of(member, one.last or found.month.last))


MOST_REMEMBERED = 50_000
_memo: dict[tuple[object, ...], tuple[int, ...]] = {}


def _columns_of(one: Seen, group: str, band: str) -> tuple[int, ...]:
    """Places of the columns that a person adds to; remembered by the facts that the columns ask for."""
    form = next(form for form in forms() if form.group == group)
    facts = one.facts
    key = (group, band, one.last is None, *(_plain(facts.get(name)) for name in form.named))
    known = _memo.get(key)
    if known is None:
        if len(_memo) > MOST_REMEMBERED:
            _memo.clear()
        facts = {name: _plain(facts.get(name)) for name in form.named} | {"band": band}
        known = _memo[key] = tuple(
            n for n, column in enumerate(form.columns) if _adds(column, facts, one.last is not None)
        )
    return known


def _plain(value: object) -> object:
    """A scalar as it is; what else a phone may have sent says nothing."""
    return value if isinstance(value, str | int | float | None) else None


def _adds(column: Column, facts: dict[str, object], came: bool) -> bool:
    if column.by == "rule":
        return column.when is not None and column.when(facts) is True
    by = ("targets", "came") if came else ("targets", "absent")
    return column.by in by and column.band == facts["band"]


def _add_all(counts: list[int], group: str, columns: tuple[int, ...]) -> None:
    for column in columns:
        counts[column] += 1


def _add_absent(made: Recaps, found: Roster, people: dict[UUID, Seen]) -> None:
    """Everybody else of the register did not come."""
    absent: Counter[tuple[UUID, Place]] = Counter()
    places: dict[tuple[object, str | None], Place | None] = {}
    for member in found.members.values():
        if member.id in people:
            continue
        key = (member.birth, member.mother)
        if key not in places:
            places[key] = place_of(facts_of(member, found.month.last))
        place = places[key]
        if place is None:
            made.unplaced[member.post] += 1
        else:
            absent[member.post, place] += 1
    for (post, (group, band)), many in absent.items():
        for column in _absent_columns(group, band):
            made.counts[post][group][column] += many


def _absent_columns(group: str, band: str) -> list[int]:
    form = next(form for form in forms() if form.group == group)
    return [n for n, column in enumerate(form.columns) if column.by in ("targets", "absent") and column.band == band]


def as_mapping(form: Form, counts: list[int]) -> dict[str, int]:
    """Column id → number, without the month."""
    return {column.id: number for column, number in zip(form.columns, counts, strict=True) if column.by != "month"}
