"""Rows of the board: the health of each post with its troubles, those that need a call first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.functional import Promise

from simpul.base import clock
from simpul.journal import phones
from simpul.journal.alerts import kinds, sources
from simpul.journal.alerts import phones as of_phones
from simpul.journal.alerts.sources import Found
from simpul.journal.models import Device
from simpul.journal.phones import PostHealth
from simpul.registry.models import Area, Unit

DISTRICT = len("00.00.00")
"""Characters of a kecamatan's code."""


@dataclass(frozen=True)
class Trouble:
    """One trouble of a post. Its words are made when somebody reads them: a page shows fifty posts of a thousand."""

    code: str
    post: str
    n: int
    age: timedelta

    @property
    def short(self) -> str | Promise:
        """In two words."""
        return kinds.of(self.code).short

    @property
    def words(self) -> str:
        """What is the matter."""
        return self._said.words

    @property
    def step(self) -> str:
        """The next thing to do."""
        return self._said.step

    @property
    def _said(self) -> kinds.Said:
        return kinds.say(self.code, self.post, self.n, self.age)


@dataclass(frozen=True)
class Row:
    """A post on the board. `district` is its kecamatan."""

    health: PostHealth
    troubles: tuple[Trouble, ...]
    puskesmas: Unit | None
    district: str
    district_name: str

    @property
    def kinds(self) -> list[tuple[Trouble, int]]:
        """One trouble of each kind, with how many there are."""
        counted = Counter(trouble.code for trouble in self.troubles)
        firsts = {trouble.code: trouble for trouble in reversed(self.troubles)}
        return [(firsts[code], n) for code, n in counted.items()]

    @property
    def urgency(self) -> tuple[int, float]:
        """Sorts the post that needs a call first: the worst trouble, then the longest."""
        if not self.troubles:
            return (9, 0.0)
        worst = self.troubles[0]
        return (kinds.rank(worst.code), -worst.age.total_seconds())


def rows(posts: Iterable[Unit]) -> list[Row]:
    """A row for each post, in a fixed number of queries however many there are."""
    units = list(posts)
    pairs = phones.devices_of({unit.pk for unit in units})
    troubles = _troubles(units, pairs)
    houses = Unit.objects.in_bulk({unit.post.puskesmas_id for unit in units if unit.post.puskesmas_id})
    names = dict(Area.objects.filter(code__in={_district(unit) for unit in units}).values_list("code", "name"))
    made = [
        Row(
            one,
            tuple(troubles.get(one.post.pk, ())),
            houses.get(one.post.post.puskesmas_id) if one.post.post.puskesmas_id else None,
            _district(one.post),
            names.get(_district(one.post), ""),
        )
        for one in phones.health(units, pairs)
    ]
    return sorted(made, key=lambda row: (*row.urgency, row.health.post.name))


def _troubles(units: Sequence[Unit], pairs: Sequence[tuple[UUID, Device]]) -> dict[object, list[Trouble]]:
    now, names = clock.now(), {unit.pk: unit.name for unit in units}
    found: dict[object, list[Trouble]] = {}
    for one in _all(units, pairs, now):
        for post in one.posts:
            trouble = Trouble(one.code, names[post], one.n, now - (one.began_at or now))
            found.setdefault(post, []).append(trouble)
    for some in found.values():
        some.sort(key=lambda trouble: (kinds.rank(trouble.code), -trouble.age))
    return found


def _all(units: Sequence[Unit], pairs: Sequence[tuple[UUID, Device]], now: datetime) -> Iterator[Found]:
    # A city's phones are read once, for their health and for their troubles.
    yield from of_phones.look_at(units, pairs, now)
    for source in sources.of_posts():
        if source.look is not of_phones.look:
            yield from source.look(units, now)


def _district(unit: Unit) -> str:
    return str(unit.area_id)[:DISTRICT]
