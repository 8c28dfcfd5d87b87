"""What other offices say beside what we count. Counts name nobody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from simpul.base.words import say
from simpul.exchange.denominators.content import Group, book
from simpul.exchange.denominators.models import Denominator
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.roster import Member, Roster, mothers, roster
from simpul.knowledge.growth.ages import completed_months


@dataclass(frozen=True)
class Said:
    """A count by another office: of which area and year, who said it, of when."""

    area: str
    year: int
    group: str
    count: int
    source: str
    of: date


@dataclass(frozen=True)
class Beside:
    """A group: how many we know (`local`), and what others say, the newest first."""

    group: str
    title: str
    local: int
    said: list[Said]

    @property
    def difference(self) -> int | None:
        """Local minus the newest count of others; None when nobody says anything."""
        return self.local - self.said[0].count if self.said else None


def known(areas: Collection[str], year: int) -> list[Said]:
    """What others say of exactly these areas for a year, the newest source first."""
    rows = Denominator.objects.filter(area__in=areas, year=year).order_by("area", "group", "-source_date", "source")
    fields = ("area", "year", "group", "count", "source", "source_date")
    return [Said(*row) for row in rows.values_list(*fields)]


def said_of(area: str, year: int) -> list[Said]:
    """Of an area: its own counts; where a source has none for it, the sum of the source's areas right below."""
    own = known([area], year)
    there = {(one.group, one.source) for one in own}
    below = Denominator.objects.filter(Q(area__code__startswith=f"{area}."), year=year)
    depth = area.count(".") + 1
    sums: dict[tuple[str, str], tuple[int, date]] = {}
    for code, group, count, source, of in below.values_list("area", "group", "count", "source", "source_date"):
        if code.count(".") == depth and (group, source) not in there:
            so_far, oldest = sums.get((group, source), (0, of))
            sums[group, source] = (so_far + count, min(oldest, of))
    summed = [Said(area, year, group, count, source, of) for (group, source), (count, of) in sums.items()]
    return sorted([*own, *summed], key=lambda one: (one.group, -one.of.toordinal(), one.source))


def beside(area: str, posts: Collection[UUID], month: Month) -> list[Beside]:
    """Every group of the content: those of the posts on the month's last day, and what others say of the area."""
    here = roster(posts, month)
    members = list(here.members.values())
    said = said_of(area, month.year)
    return [
        Beside(
            group.id,
            say(group.title),
            _after_birth(here, group.days) if group.days else sum(belongs(one, group, month.last) for one in members),
            [one for one in said if one.group == group.id],
        )
        for group in book().groups
    ]


def _after_birth(here: Roster, days: int) -> int:
    """Members who gave birth within so many days before the month's last day, those pregnant again left out."""
    states = mothers(here.month.last, here.records(), days)
    kept = {here.kept.get(record, record) for record, state in states.items() if state == "after_birth"}
    return sum(one in here.members for one in kept)


def belongs(member: Member, group: Group, day: date) -> bool:
    """Whether a person is of a group on a day. Without a birth date nobody is of an age."""
    if group.mother:
        return member.mother == group.mother
    if group.months is None or member.birth is None or member.birth > day:
        return False
    first, last = group.months
    months = completed_months(member.birth, day)
    return months >= first and (last is None or months <= last)
