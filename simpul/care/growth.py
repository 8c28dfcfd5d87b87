"""Growth of toddlers computed from their visits: z-scores, categories and the growth card's marks, in bulk.

Derived from rows, so a change of birth date, a merge or a correction computes the whole curve again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from simpul.care.models import Growth, Visit
from simpul.journal import tables
from simpul.journal.derived import Rows
from simpul.journal.unit_of_work import UnitOfWork
from simpul.knowledge import kms
from simpul.knowledge.growth.ages import completed_months
from simpul.knowledge.growth.categories import COLUMNS
from simpul.knowledge.growth.content import read_content
from simpul.knowledge.growth.method import INDICES
from simpul.knowledge.growth.newborn import is_early
from simpul.people.merged import groups
from simpul.people.models import Person

if TYPE_CHECKING:
    from simpul.knowledge.growth.score import Scores

SEX = {"L": 1, "P": 2}


class Measured(Protocol):
    """A visit as far as growth asks: a row, or what a bulk load holds of one."""

    @property
    def pk(self) -> Any:
        """The visit's id."""

    date: date
    values: Any
    status: str
    person_id: Any


@dataclass(frozen=True)
class Seen:
    """A child at a visit, ready to be scored."""

    visit: Measured
    child: Person
    age_days: int

    def number(self, field: str) -> float:
        """A measurement; NaN when it was not taken."""
        value = self.visit.values.get(field)
        usable = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1000
        return float(value) if usable else float("nan")

    @property
    def is_early(self) -> bool:
        """Born before term and too young for the curves: no word is said."""
        return is_early(self.child.gestational_age_weeks, self.age_days)

    @property
    def oedema(self) -> bool:
        """Swelling of both feet."""
        return self.visit.values.get("oedema") is True


@cache
def edition() -> str:
    """The rules that the scores were computed with."""
    return " · ".join(read_content(name)["edition"] for name in ("who-2006", "categories", "kms"))


def score_persons(persons: set[str]) -> None:
    """Compute the growth of these persons anew, whole curves, in a handful of queries."""
    grouped = groups(persons)
    members = {member: kept for kept, ids in grouped.items() for member in ids}
    children = tables.many(Person, grouped)
    of_members = "person_id = ANY(%s::uuid[]) AND card = 'balita' ORDER BY date, id"
    visits = tables.where(Visit, of_members, [[*members]])
    # By the visits' own keys: a join is planned badly while a first load has not been analysed yet.
    stored = tables.where(Growth, "visit_id = ANY(%s)", [[visit.pk for visit in visits]])
    _write(growth_of(visits, members, children), stored)


def score_arrived(persons: set[str], work: UnitOfWork) -> None:
    """A family's visits meet those that the new post wrote in the same moment as the old one registered the child."""
    for person in persons:
        work.later(score_persons, person)


def growth_of(visits: Iterable[Measured], members: dict[str, str], children: dict[str, Person]) -> list[Growth]:
    """The growth that these visits show, not stored. `visits` in order of date and id; `members`: record → kept."""
    seen = list(seen_of(visits, members, children))
    return rows_of(seen, _points(seen))


def _write(rows: list[Growth], stored: Iterable[Growth]) -> None:
    """Write what differs from what is stored, and drop what no longer has a measurement."""
    before = {row.visit_id: row for row in stored}
    changed = [row for row in rows if row.visit_id in before and not same(row, before[row.visit_id])]
    gone = before.keys() - {row.visit_id for row in rows}
    if gone:
        Growth.objects.filter(visit__in=gone).delete()
    tables.insert(Growth, [row for row in rows if row.visit_id not in before])
    tables.update(Growth, changed)


_COLUMNS = [field.attname for field in Growth._meta.concrete_fields]


def same(a: Growth, b: Growth) -> bool:
    """Whether two rows say the same."""
    return all(getattr(a, name) == getattr(b, name) for name in _COLUMNS)


def growth_of_posts(rows: Rows) -> list[Growth]:
    """The growth that the projections of some posts show by themselves, not stored."""
    children = {str(person.pk): person for person in rows(Person)}
    visits = [visit for visit in rows(Visit) if visit.card == "balita"]
    visits.sort(key=lambda visit: visit.date)  # by id they are in order already
    members = {who: _kept(who, children) for who in {str(visit.person_id) for visit in visits}}
    return growth_of(visits, members, children)


def _kept(person: str, known: Mapping[str, Person]) -> str:
    """As `merged.canonical`, of rows at hand."""
    seen: set[str] = set()
    while person in known and known[person].merged_into_id is not None and person not in seen:
        seen.add(person)
        person = str(known[person].merged_into_id)
    return person


def persons_across_posts() -> set[str]:
    """Persons who were weighed at another post than their own without being a guest, or merged across posts."""
    found = tables.execute(
        "SELECT p.id::text FROM care_visit v JOIN people_person p ON p.id = v.person_id"
        " WHERE v.card = 'balita' AND v.post_id <> p.post_id"
        " UNION SELECT p.id::text FROM people_person p JOIN people_person k ON k.id = p.merged_into_id"
        " WHERE k.post_id <> p.post_id"
    )
    return {person for (person,) in found.fetchall()}


def seen_of(visits: Iterable[Measured], members: dict[str, str], children: dict[str, Person]) -> Iterable[Seen]:
    """Those of the visits that can be scored, in their order; `members`: record → kept."""
    for visit in visits:
        child = children.get(members[str(visit.person_id)])
        if child is None or child.birth_date is None or visit.status != "ok":
            continue
        found = Seen(visit, child, (visit.date - child.birth_date).days)
        measured = any(found.number(f) > 0 for f in ("weight_kg", "length_height_cm", "head_cm", "muac_cm"))
        if found.age_days >= 0 and (measured or found.oedema):
            yield found


def rows_of(seen: list[Seen], points: dict[Any, kms.KmsPoint]) -> list[Growth]:
    """The growth of each visit; `points`: visit → what the growth card says."""
    if not seen:
        return []
    # Here, so that processes that only show growth do without numpy's memory.
    from simpul.care.scoring import scores_of, words_of

    scores = scores_of(seen)
    words = words_of(seen, scores)
    return [_row(i, one, scores, words, points.get(one.visit.pk)) for i, one in enumerate(seen)]


def _points(seen: list[Seen]) -> dict[Any, kms.KmsPoint]:
    """Visit → what the growth card says of its weighing."""
    curves: dict[Any, list[Seen]] = {}
    for one in seen:
        if one.number("weight_kg") > 0 and one.child.sex in SEX:
            curves.setdefault(one.child.pk, []).append(one)
    found: dict[Any, kms.KmsPoint] = {}
    for curve in curves.values():
        child = curve[0].child
        # Two visits on one day (records that were merged) are one weighing: the later record's.
        of_day = {one.visit.date: one for one in curve}
        weighings = [kms.Weighing(day, one.number("weight_kg"), one.oedema) for day, one in of_day.items()]
        points = kms.judge(SEX[child.sex or ""], birth_of(child), weighings, child.birth_weight_kg)
        found |= {of_day[point.day].visit.pk: point for point in points}
    return found


def birth_of(child: Person) -> date:
    """The birth date of a child that is scored."""
    assert child.birth_date is not None
    return child.birth_date


def _row(i: int, one: Seen, scores: "Scores", words: dict[str, list[str | None]], point: kms.KmsPoint | None) -> Growth:
    z = {index: _number(scores.z[index][i]) for index in INDICES}
    return tables.new(
        Growth,
        visit_id=one.visit.pk,
        person_id=one.child.pk,
        date=one.visit.date,
        age_days=one.age_days,
        weight_kg=_number(one.number("weight_kg")),
        length_height_cm=_number(one.number("length_height_cm")),
        **z,
        flags=[index for index in INDICES if scores.flags[index][i] == 1],
        categories={} if one.is_early else {c: word for c in COLUMNS if (word := words[c][i]) is not None},
        month=completed_months(birth_of(one.child), one.visit.date),
        mark=point.mark if point else None,
        trend=point.trend if point else None,
        gain_g=point.gain_g if point else None,
        minimal_gain_g=point.minimal_gain_g if point else None,
        alerts=list(point.alerts) if point else [],
        edition=edition(),
    )


def _number(value: float) -> float | None:
    return None if value != value else float(value)
