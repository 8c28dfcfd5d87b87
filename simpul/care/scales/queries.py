"""The log of test weighings: each scale of a post with its latest test, and whether the next one is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from simpul.care.scales.models import ScaleCheck
from simpul.knowledge.scales import load_limits
from simpul.registry.models import Unit


@dataclass(frozen=True)
class ScaleLine:
    """A scale with its tests, the latest first. `due` the day of the next test."""

    post: Unit
    name: str
    type: str
    checks: list[ScaleCheck]
    due: date
    is_overdue: bool

    @property
    def last(self) -> ScaleCheck:
        """The latest test."""
        return self.checks[0]

    @property
    def off_g(self) -> int:
        """How far it was off at the latest test, grams; negative: it shows too little."""
        return round((self.last.shown_kg - self.last.test_kg) * 1000)


def scales(posts: Iterable[Unit], today: date) -> list[ScaleLine]:
    """Every scale that was ever tested: wrong ones first, then overdue ones, then by post and name."""
    units = {unit.pk: unit for unit in posts}
    rows = ScaleCheck.objects.filter(post__in=list(units), status="ok").order_by("-date", "-seq")
    held: dict[tuple[object, object], list[ScaleCheck]] = {}
    for row in rows:
        held.setdefault((row.post_id, row.scale), []).append(row)
    lines = [_line(units[checks[0].post_id], checks, today) for checks in held.values()]
    return sorted(lines, key=lambda one: (one.last.is_ok, not one.is_overdue, one.post.name, one.name))


def _line(post: Unit, checks: list[ScaleCheck], today: date) -> ScaleLine:
    due = checks[0].date + timedelta(days=load_limits().every_days)
    return ScaleLine(post, checks[0].name, checks[0].type, checks, due, due < today)
