"""A child's weighings, from open days and between them, with their z-scores: how a path goes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from simpul.care.growth import SEX
from simpul.care.models import Growth, Path
from simpul.knowledge.growth.single import score_one
from simpul.knowledge.growth_path import content
from simpul.people.models import Person


@dataclass(frozen=True)
class Weighing:
    """One day's weight in kg, with z-scores where the standard has an answer. `at_post`: on an open day.

    `whz` of a weighing between open days takes the last length, while it is not too old (`length_valid_days`).
    """

    on: date
    kg: float
    waz: float | None
    whz: float | None
    haz: float | None
    oedema: bool
    at_post: bool


def weighings(child: Person, growth: Sequence[Growth], paths: Iterable[Path]) -> list[Weighing]:
    """All weighings, oldest first; one for each day: who was weighed again on the path was looked at more closely."""
    found = {row.date: _of(row) for row in growth if row.weight_kg is not None}
    found |= {w.on: w for w in (_between(child, growth, step) for step in _weighed(paths)) if w is not None}
    return [found[day] for day in sorted(found)]


def recovered(rule: Mapping[str, Any], after: date, seen: Sequence[Weighing]) -> bool:
    """Whether the latest weighings since the path opened reach what the content asks, without oedema."""
    wanted = rule["recovered"]
    if wanted["index"] == "gain":
        return _gained(seen, after, int(wanted["in_a_row"]))
    known = [w for w in seen if w.on > after and getattr(w, wanted["index"]) is not None]
    last = known[-int(wanted["in_a_row"]) :]
    enough = len(last) == int(wanted["in_a_row"])
    return enough and all(getattr(w, wanted["index"]) >= wanted["from"] and not w.oedema for w in last)


def _gained(seen: Sequence[Weighing], after: date, times: int) -> bool:
    since = [w for w in seen if w.on >= after][-times - 1 :]
    return len(since) == times + 1 and all(b.kg > a.kg for a, b in pairwise(since))


def _weighed(paths: Iterable[Path]) -> Iterable[Mapping[str, Any]]:
    return (step for path in paths if path.status != "void" for step in path.steps if step["step"] == "weighed")


def _of(row: Growth) -> Weighing:
    oedema = row.categories.get("bb_tb") == "severe_wasting" and row.whz is None
    return Weighing(row.date, float(row.weight_kg or 0), row.waz, row.whz, row.haz, oedema, at_post=True)


def _between(child: Person, growth: Sequence[Growth], step: Mapping[str, Any]) -> Weighing | None:
    values, day = step["values"], date.fromisoformat(step["date"])
    kg, birth = _number(values.get("weight_kg")), child.birth_date
    if kg is None or birth is None or day < birth:
        return None
    oedema = values.get("oedema") is True
    measured = _number(values.get("length_height_cm"))
    score = score_one(
        SEX.get(child.sex or "", 0),
        age_days=(day - birth).days,
        weight_kg=kg,
        length_height_cm=measured if measured is not None else _length(growth, day),
        oedema=oedema,
    )
    return Weighing(day, kg, score.waz, score.whz, score.haz if measured is not None else None, oedema, at_post=False)


def _length(growth: Sequence[Growth], day: date) -> float | None:
    """The last length or height in cm, unless it is too old to say anything about this day."""
    valid = int(content()["length_valid_days"])
    near = [g for g in growth if g.length_height_cm is not None and 0 <= (day - g.date).days <= valid]
    return near[-1].length_height_cm if near else None


def _number(value: Any) -> float | None:
    usable = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1000
    return float(value) if usable else None
