"""Rows of the board: the health of each post with its troubles, those that need a call first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from simpul.base import clock
from simpul.journal import phones
from simpul.journal.alerts import kinds, sources
from simpul.journal.alerts.sources import Found
from simpul.journal.phones import PostHealth
from simpul.registry.models import Area, Unit

DISTRICT = len("00.00.00")
"""Characters of a kecamatan's code."""


@dataclass(frozen=True)
class Trouble:
    """One trouble of a post in words. `step` is the next thing to do."""

    code: str
    short: str
    words: str
    step: str
    age_s: float


@dataclass(frozen=True)
class Row:
    """A post on the board. `district` is its kecamatan."""

    health: PostHealth
    troubles: tuple[Trouble, ...]
    puskesmas: Unit | None
    district: str
    district_name: str

    @property
    def urgency(self) -> tuple[int, float]:
        """Sorts the post that needs a call first: the worst trouble, then the longest."""
        if not self.troubles:
            return (9, 0.0)
        worst = self.troubles[0]
        return (kinds.rank(worst.code), -worst.age_s)


def rows(posts: Iterable[Unit]) -> list[Row]:
    """A row for each post, in a fixed number of queries however many there are."""
    units = list(posts)
    troubles = _troubles(units)
    names = dict(Area.objects.filter(code__in={_district(unit) for unit in units}).values_list("code", "name"))
    made = [
        Row(
            one,
            tuple(troubles.get(one.post.pk, ())),
            one.post.post.puskesmas,
            _district(one.post),
            names.get(_district(one.post), ""),
        )
        for one in phones.health(units)
    ]
    return sorted(made, key=lambda row: (*row.urgency, row.health.post.name))


def _troubles(units: Sequence[Unit]) -> dict[object, list[Trouble]]:
    now, names = clock.now(), {unit.pk: unit.name for unit in units}
    found: dict[object, list[Trouble]] = {}
    for source in sources.of_posts():
        for one in source.look(units, now):
            for post in one.posts:
                found.setdefault(post, []).append(_said(one, names[post], now - (one.began_at or now)))
    for some in found.values():
        some.sort(key=lambda trouble: (kinds.rank(trouble.code), -trouble.age_s))
    return found


def _said(one: Found, post: str, age: timedelta) -> Trouble:
    said = kinds.say(one.code, post, one.n, age)
    return Trouble(one.code, said.short, said.words, said.step, age.total_seconds())


def _district(unit: Unit) -> str:
    return str(unit.area_id)[:DISTRICT]
