"""Growth of the visits that were just written, when nothing but the latest weighing of a child is new.

The whole curve need not be read again: what the growth card says of the latest weighing follows from the stored growth
of the two months before. Whatever is not so simple (a visit between others, a merged child) goes the long way of
`growth.score_persons`; both give the same rows.
"""

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, NamedTuple

from simpul.care.growth import SEX, Seen, birth_of, rows_of, same, score_persons, seen_of
from simpul.care.models import Growth, Visit
from simpul.journal import tables, writes
from simpul.journal.deriving import Reading
from simpul.journal.libpq import Call
from simpul.knowledge import kms
from simpul.people.models import Person

WINDOW = timedelta(days=70)
"""A weighing of the month before, by the calendar or by age, is at most 62 days old (kms.py)."""


class Curve(NamedTuple):
    """A child's one new visit and the stored growth since WINDOW before it, itself included, in order of date."""

    seen: Seen
    stored: list[Growth]


class Touched(NamedTuple):
    """A toddler's visit that was written, and whose it is."""

    visit: str
    person: str


def score_visits(touched: set[Touched]) -> None:
    """Compute the growth of these visits, in a handful of queries."""
    if touched:
        tables.execute_all(_take(touched, tables.execute_all(_asking(touched))))


def _asking(touched: set[Touched]) -> list[Call]:
    """What scoring reads: for those that may be a child's latest alone."""
    latest = _alone(touched)
    return _reading(latest) if latest else []


def _take(touched: set[Touched], found: list[Any]) -> list[Call]:
    """Score from what `_asking` found; returns the statements that write it."""
    latest = _alone(touched)
    # Several at once (a sheet, a phone that was offline for months) are a curve, which has a way of its own.
    long_way = {one.person for one in touched} - {*latest.values()}
    left: list[Call] = []
    if latest:
        left, further = _each_latest(latest, _read(found))
        long_way |= further
    if long_way:
        score_persons(long_way)
    return left


SCORE_VISITS = Reading(_asking, _take)
"""`score_visits` as a job of a unit of work."""


def _alone(touched: set[Touched]) -> dict[str, str]:
    """Visit → person, of persons with one visit among them."""
    count = Counter(one.person for one in touched)
    return {one.visit: one.person for one in touched if count[one.person] == 1}


def _each_latest(visits: dict[str, str], found: "_Found") -> tuple[list[Call], set[str]]:
    """Score one new visit of each person where it is the latest: what writes it, and for whom it is not so simple."""
    stored = found.stored
    of_person = {visit.person_id: visit for visit in found.visits}
    since = min(visit.date for visit in found.visits) - WINDOW
    unweighed = [person for person in of_person if not _weighed_before(stored.get(person, []), visits)]
    _add_older(stored, unweighed, since)
    curves: list[Curve] = []
    long_way: set[str] = set()
    for person, visit in of_person.items():
        child = found.children.get(str(person))
        here = stored.get(person, [])
        curve = None if person in found.merged else _simple(visit, child, here)
        if curve is not None:
            curves.append(curve)
        elif child is not None and (person in found.merged or not _says_nothing(visit, child, here)):
            long_way.add(str(person))
    return _writing(curves), long_way


def score_registered(persons: set[str]) -> None:
    """Children who became known: visits that were written before their registration can now be scored."""
    query = (
        "SELECT v.id, v.person_id FROM care_visit v LEFT JOIN care_growth g ON g.visit_id = v.id"
        " WHERE v.person_id = ANY(%s::uuid[]) AND g.visit_id IS NULL AND v.card = 'balita'"
    )
    score_visits({Touched(str(visit), str(person)) for visit, person in tables.execute(query, [[*persons]])})


_THEIRS = (
    "person_id = ANY(%s::uuid[]) AND date >= (SELECT min(date) FROM care_visit WHERE id = ANY(%s::uuid[])) - %s::int"
)
_MERGED = (
    "SELECT id, merged_into_id FROM people_person WHERE merged_into_id IS NOT NULL"
    " AND (id = ANY(%s::uuid[]) OR merged_into_id = ANY(%s::uuid[]))"
)


class _Found(NamedTuple):
    """Visits, persons by id, who was merged, and stored growth by person: that of the visits as they were before,
    and all since WINDOW before the first of them."""

    visits: list[Visit]
    children: dict[str, Person]
    stored: dict[Any, list[Growth]]
    merged: set[Any]


def _reading(visits: dict[str, str]) -> list[Call]:
    """What scoring these visits (of these persons) needs. Merged: on either side."""
    ids, theirs = [*visits], [*visits.values()]
    return [
        tables.asking_many(Visit, ids),
        tables.asking_many(Person, theirs),
        tables.asking(Growth, "visit_id = ANY(%s::uuid[])", [ids]),
        tables.asking(Growth, _THEIRS, [theirs, ids, WINDOW.days]),
        (_MERGED, [theirs, theirs]),
    ]


def _read(answers: list[Any]) -> _Found:
    """What the statements of `_reading` found."""
    rows, persons, before, growth, merged = answers
    stored: dict[Any, list[Growth]] = {}
    of_visit = {row.visit_id: row for row in tables.instances(Growth, before)}
    of_visit |= {row.visit_id: row for row in tables.instances(Growth, growth)}
    for row in sorted(of_visit.values(), key=lambda row: (row.date, row.visit_id)):
        stored.setdefault(row.person_id, []).append(row)
    children = {str(child.pk): child for child in tables.instances(Person, persons)}
    return _Found(tables.instances(Visit, rows), children, stored, {one for pair in merged for one in pair})


def _weighed_before(stored: list[Growth], visits: Collection[str]) -> bool:
    return any(row.weight_kg is not None and str(row.visit_id) not in visits for row in stored)


def _add_older(stored: dict[Any, list[Growth]], persons: list[Any], before: date) -> None:
    """For children not weighed within the window, the latest weighing before it: then this is not the first."""
    condition = (
        "(person_id, date) IN (SELECT person_id, max(date) FROM care_growth"
        " WHERE person_id = ANY(%s) AND date < %s AND weight_kg IS NOT NULL GROUP BY person_id)"
    )
    for row in tables.where(Growth, condition, [persons, before]) if persons else []:
        stored.setdefault(row.person_id, []).insert(0, row)


def _simple(visit: Visit, child: Person | None, stored: list[Growth]) -> Curve | None:
    """The curve when the only new visit is the child's latest and can be scored; else None."""
    seen = _seen(visit, child) if child is not None else None
    if seen is None or any(row.date >= visit.date and row.visit_id != visit.pk for row in stored):
        return None
    return Curve(seen, stored)


def _says_nothing(visit: Visit, child: Person, stored: list[Growth]) -> bool:
    """Whether this visit cannot be scored, and never was: then it changes no growth, not even others'."""
    return _seen(visit, child) is None and not any(row.visit_id == visit.pk for row in stored)


def _seen(visit: Visit, child: Person) -> Seen | None:
    return next(iter(seen_of([visit], {str(visit.person_id): str(child.pk)}, {str(child.pk): child})), None)


def _writing(curves: list[Curve]) -> list[Call]:
    if not curves:
        return []
    points = {curve.seen.visit.pk: point for curve in curves if (point := _point(curve)) is not None}
    fresh = rows_of([curve.seen for curve in curves], points)
    before = {row.visit_id: row for curve in curves for row in curve.stored}
    added = [row for row in fresh if row.visit_id not in before]
    changed = [row for row in fresh if row.visit_id in before and not same(row, before[row.visit_id])]
    return writes.prepared({Growth: added}, {Growth: changed})


def _point(curve: Curve) -> kms.KmsPoint | None:
    one, child = curve.seen, curve.seen.child
    weight = one.number("weight_kg")
    if not weight > 0 or child.sex not in SEX:
        return None
    earlier = {
        row.date: (kms.Weighing(row.date, row.weight_kg, "oedema" in row.alerts), row.trend)
        for row in curve.stored
        if row.visit_id != one.visit.pk and row.weight_kg is not None
    }
    now, sex, birth = kms.Weighing(one.visit.date, weight, one.oedema), SEX[child.sex], birth_of(child)
    if not earlier:
        return kms.judge(sex, birth, [now], child.birth_weight_kg)[0]
    return kms.judge_latest(sex, birth, list(earlier.values()), now)
