"""Growth paths of children who weighed too little: just opened, being fed, reviewed, recovered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from simpul.knowledge.growth.categories import categorise
from simpul.knowledge.growth.single import score_one
from simpul.knowledge.growth_path import reasons_of, rhythm
from simpul.seeds.demo.deeds import Deed
from simpul.seeds.demo.families import Child
from simpul.seeds.demo.neighbours import hour_of
from simpul.seeds.demo.visits import Post

STAGES = {"new": 3, "feeding": 24, "reviewed": 110, "recovered": 100}
"""Stage → days before today on which the path was opened."""
RECENT = timedelta(days=45)
"""The weighing that leads to a path is no older than this when it opens."""
CLOSED = timedelta(days=12)
WEEK = timedelta(days=7)
HOUR = 14.0
STUNTED = {"stunted", "severely_stunted"}


@dataclass(frozen=True)
class Seen:
    """A child as weighed on an open day; `reasons` codes of the content, gravest first."""

    visit: str
    day: date
    reasons: tuple[str, ...]


def help_children(life: Post, random: Random, officer: str, today: date, stages: Iterable[str]) -> None:
    """Open a path for each stage where a child fits, each child once."""
    children = {child.id: child for family in life.families for child in family.children}
    weighed = _weighed(life.diary.deeds, children)
    helped: set[str] = set()
    for stage in stages:
        fitting = [
            (children[key], seen)
            for key, days in weighed.items()
            if key not in helped and (seen := _reason(stage, days, today)) is not None
        ]
        if fitting:
            child, seen = random.choice(fitting)
            helped.add(child.id)
            _Path(life, life.diary.new_id(today), child, seen, officer, today).write(stage)


def _weighed(deeds: Iterable[Deed], children: dict[str, Child]) -> dict[str, list[Seen]]:
    """Child → what the open days said, the latest first."""
    found: dict[str, list[Seen]] = {}
    for deed in sorted(deeds, reverse=True):
        child = children.get(deed.subject)
        if deed.kind == "visit.recorded" and child is not None and "weight_kg" in deed.data["values"]:
            found.setdefault(child.id, []).append(_seen(child, deed))
    return found


def _seen(child: Child, deed: Deed) -> Seen:
    values, day = deed.data["values"], date.fromisoformat(deed.data["date"])
    figures = {name: values.get(name) for name in ("weight_kg", "length_height_cm", "measured")}
    scored = score_one(child.sex, age_days=(day - child.born).days, **figures)
    bands = {column: band.id for column, band in categorise(scored).items()}
    return Seen(deed.data["visit"], day, tuple(reasons_of(bands, ())))


def _reason(stage: str, days: list[Seen], today: date) -> Seen | None:
    """The weighing that led to the path; None when the child's days tell another story."""
    opened = today - timedelta(days=STAGES[stage])
    seen = next((one for one in days if one.day <= opened), None)
    if seen is None or not seen.reasons or opened - seen.day > RECENT:
        return None
    if stage == "recovered":
        return seen if not days[0].reasons and not STUNTED & {*seen.reasons} else None
    return seen if days[0].reasons else None


@dataclass(frozen=True)
class _Path:
    life: Post
    id: str
    child: Child
    seen: Seen
    officer: str
    today: date

    def write(self, stage: str) -> None:
        """What was done until the stage."""
        opened, rule = self.today - timedelta(days=STAGES[stage]), rhythm(self.seen.reasons)
        self._open(opened)
        if stage == "new":
            return
        self._step("doctor", opened + timedelta(days=rule["doctor_within_days"] // 2), "outpatient")
        started, fed = opened + timedelta(days=min(7, rule["feeding_within_days"])), rule["feeding_days"]
        self._step("feeding_started", started, rule["feeding"], {"days": fed})
        ended = started + timedelta(days=fed)
        last = self.today - (CLOSED if stage == "recovered" else timedelta(days=2))
        for day in _weekly(opened, last):
            self._step("weighed", day, "", self._measures(day), by_kader=True)
            if started < day <= ended:
                self._step("fed", day, "all", {"portions": WEEK.days}, by_kader=True)
        if stage != "feeding":
            self._step("feeding_ended", ended, "gained" if stage == "recovered" else "not_gained")
        if stage == "recovered":
            self._put("path.closed", self.today - CLOSED + timedelta(days=1), {"outcome": "recovered"})

    def _open(self, day: date) -> None:
        reasons = [*self.seen.reasons]
        self._put("path.opened", day, {"reasons": reasons, "visit": self.seen.visit, "values": self._measures(day)})

    def _step(
        self, step: str, day: date, result: str, values: dict[str, Any] | None = None, *, by_kader: bool = False
    ) -> None:
        data = {"step": step, "result": result, "values": values or {}}
        self._put("path.step", day, data, by_kader=by_kader)

    def _put(self, kind: str, day: date, data: dict[str, Any], *, by_kader: bool = False) -> None:
        data = {"person": self.child.id, "date": day.isoformat(), "note": "", **data}
        author = None if by_kader else self.officer
        self.life.diary.write(day, kind, self.id, data, author=author, hour=hour_of(day, HOUR))

    def _measures(self, day: date) -> dict[str, Any]:
        measures = self.child.trajectory.at((day - self.child.born).days)
        return {
            "weight_kg": measures.weight_kg,
            "length_height_cm": measures.length_cm,
            "oedema": False,
        }


def _weekly(opened: date, last: date) -> Iterator[date]:
    day = opened + WEEK
    while day <= last:
        yield day
        day += WEEK
