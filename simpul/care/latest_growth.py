"""Growth of the visits that were just written, when nothing but the latest weighing of a child is new.

The whole curve need not be read again: what the growth card says of the latest weighing follows from the stored growth
of the two months before. Whatever is not so simple (a visit between others, a merged child) goes the long way of
`growth.score_persons`; both give the same rows.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from simpul.care.growth import SEX, Seen, birth_of, rows_of, same, score_persons, seen_of
from simpul.care.models import Growth, Visit
from simpul.journal import tables
from simpul.knowledge import kms
from simpul.people.models import Person

WINDOW = timedelta(days=70)
"""A weighing of the month before, by the calendar or by age, is at most 62 days old (kms.py)."""


class Curve(NamedTuple):
    """A child's one new visit and the stored growth since WINDOW before it, itself included, in order of date."""

    seen: Seen
    stored: list[Growth]


def score_visits(visits: set[str]) -> None:
    """Compute the growth of these visits, in a handful of queries."""
    found = _read(visits)
    of_person: dict[Any, list[Visit]] = {}
    for visit in found.visits:
        of_person.setdefault(visit.person_id, []).append(visit)
    # Several at once (a sheet, a phone that was offline for months) are a curve, which has a way of its own.
    long_way = {str(person) for person, own in of_person.items() if len(own) > 1}
    of_person = {person: own for person, own in of_person.items() if len(own) == 1}
    if of_person:
        long_way |= _each_latest(of_person, found, visits)
    if long_way:
        score_persons(long_way)


def _each_latest(of_person: dict[Any, list[Visit]], found: "_Found", visits: set[str]) -> set[str]:
    """Score one new visit of each person where it is the latest; returns those for whom it is not so simple."""
    stored = found.stored
    since = min(visit.date for visit in found.visits) - WINDOW
    unweighed = [person for person in of_person if not _weighed_before(stored.get(person, []), visits)]
    _add_older(stored, unweighed, since)
    curves: list[Curve] = []
    long_way: set[str] = set()
    for person, own in of_person.items():
        child = found.children.get(str(person))
        here = stored.get(person, [])
        curve = None if person in found.merged else _simple(own, child, here)
        if curve is not None:
            curves.append(curve)
        elif child is not None and (person in found.merged or not _says_nothing(own, child, here)):
            long_way.add(str(person))
    _write(curves)
    return long_way


def score_registered(persons: set[str]) -> None:
    """Children who became known: visits that were written before their registration can now be scored."""
    query = (
        "SELECT v.id FROM care_visit v LEFT JOIN care_growth g ON g.visit_id = v.id"
        " WHERE v.person_id = ANY(%s::uuid[]) AND g.visit_id IS NULL"
    )
    score_visits({str(visit) for (visit,) in tables.execute(query, [[*persons]])})


_TODDLERS = "id = ANY(%s::uuid[]) AND card = 'balita'"
_THEIRS = f"SELECT person_id FROM care_visit WHERE {_TODDLERS}"  # noqa: S608
_SINCE = f"(SELECT min(date) FROM care_visit WHERE {_TODDLERS}) - %s::integer"  # noqa: S608
_MERGED = (
    "SELECT id, merged_into_id FROM people_person"  # noqa: S608
    f" WHERE merged_into_id IS NOT NULL AND (id IN ({_THEIRS}) OR merged_into_id IN ({_THEIRS}))"
)


class _Found(NamedTuple):
    """Visits, persons by id, who was merged, and stored growth by person: that of the visits as they were before,
    and all since WINDOW before the first of them."""

    visits: list[Visit]
    children: dict[str, Person]
    stored: dict[Any, list[Growth]]
    merged: set[Any]


def _read(visits: set[str]) -> _Found:
    """What scoring these visits needs, in one round trip. Merged: with another record, on either side."""
    ids = [*visits]
    recent = f"person_id IN ({_THEIRS}) AND date >= {_SINCE} ORDER BY date, visit_id"
    rows, persons, before, growth, merged = tables.execute_all(
        [
            tables.asking(Visit, _TODDLERS, [ids]),
            tables.asking(Person, f"id IN ({_THEIRS})", [ids]),
            tables.asking(Growth, "visit_id = ANY(%s::uuid[])", [ids]),
            tables.asking(Growth, recent, [ids, ids, WINDOW.days]),
            (_MERGED, [ids, ids]),
        ]
    )
    stored: dict[Any, list[Growth]] = {}
    of_visit = {row.visit_id: row for row in tables.instances(Growth, before)}
    of_visit |= {row.visit_id: row for row in tables.instances(Growth, growth)}
    for row in sorted(of_visit.values(), key=lambda row: (row.date, row.visit_id)):
        stored.setdefault(row.person_id, []).append(row)
    children = {str(child.pk): child for child in tables.instances(Person, persons)}
    return _Found(tables.instances(Visit, rows), children, stored, {one for pair in merged for one in pair})


def _weighed_before(stored: list[Growth], visits: set[str]) -> bool:
    return any(row.weight_kg is not None and str(row.visit_id) not in visits for row in stored)


def _add_older(stored: dict[Any, list[Growth]], persons: list[Any], before: date) -> None:
    """For children not weighed within the window, the latest weighing before it: then this is not the first."""
    condition = (
        "(person_id, date) IN (SELECT person_id, max(date) FROM care_growth"
        " WHERE person_id = ANY(%s) AND date < %s AND weight_kg IS NOT NULL GROUP BY person_id)"
    )
    for row in tables.where(Growth, condition, [persons, before]) if persons else []:
        stored.setdefault(row.person_id, []).insert(0, row)


def _simple(own: list[Visit], child: Person | None, stored: list[Growth]) -> Curve | None:
    """The curve when the only new visit is the child's latest and can be scored; else None."""
    if child is None or len(own) != 1:
        return None
    seen = next(iter(_seen(own, child)), None)
    others = [row for row in stored if row.visit_id != own[0].pk]
    if seen is None or any(row.date >= own[0].date for row in others):
        return None
    return Curve(seen, stored)


def _says_nothing(own: list[Visit], child: Person, stored: list[Growth]) -> bool:
    """Whether none of these visits can be scored, and none ever was: then they change no growth, not even others'."""
    ids = {visit.pk for visit in own}
    return not _seen(own, child) and not any(row.visit_id in ids for row in stored)


def _seen(own: list[Visit], child: Person) -> list[Seen]:
    return list(seen_of(own, {str(own[0].person_id): str(child.pk)}, {str(child.pk): child}))


def _write(curves: list[Curve]) -> None:
    if not curves:
        return
    points = {curve.seen.visit.pk: point for curve in curves if (point := _point(curve)) is not None}
    fresh = rows_of([curve.seen for curve in curves], points)
    before = {row.visit_id: row for curve in curves for row in curve.stored}
    tables.insert(Growth, [row for row in fresh if row.visit_id not in before])
    changed = [row for row in fresh if row.visit_id in before and not same(row, before[row.visit_id])]
    if changed:
        tables.update(Growth, changed)


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
