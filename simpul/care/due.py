"""Who should be looked for: per person what is overdue or worrying, most at risk first (`content/programme/due.json`).

For the office: the phone makes its own list of the day from the same content.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from simpul.care.due_later import Known, due_later, known_of
from simpul.care.models import Dose, Growth, Pregnancy
from simpul.care.paths.queries import PathLine, open_paths
from simpul.knowledge import schedules
from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.knowledge.growth.ages import completed_months
from simpul.people.merged import groups
from simpul.people.models import Person
from simpul.people.queries import PersonLine, line
from simpul.people.records import uuids
from simpul.registry.models import Unit

LOOK_BACK = timedelta(days=800)
"""Older visits say nothing about what is due now: everything is asked at least once a year."""
URGENT_ALERTS = frozenset({"oedema", "BGM", "2T"})


@dataclass(frozen=True)
class Item:
    """One thing: `kind` is a key of the risks; `code` what exactly (an alert, a product); `since` when it began."""

    kind: str
    code: str
    since: date
    risk: int


@dataclass(frozen=True)
class Due:
    """A person with what is due, gravest first. `risk` is that of the gravest."""

    person: PersonLine
    items: list[Item]
    risk: int


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = read_json(CONTENT_DIR / "programme" / "due.json")
    return content


def due(posts: Iterable[Unit], today: date, limit: int = 200) -> list[Due]:
    """Persons of these posts for whom something is overdue or worrying; the same number of queries for any number."""
    units = {unit.pk: unit for unit in posts}
    people = Person.objects.filter(post__in=list(units), status="active", merged_into=None)
    persons = {str(p.pk): p for p in people.select_related("family", "mother")}
    kept = {member: one for one, members in groups(persons).items() for member in members}
    doses, growth, pregnancies = _doses(kept), _latest_growth(persons), _open_pregnancies(kept)
    known, paths = known_of(kept, today - LOOK_BACK), _open_paths(units.values(), today)
    found = []
    for key, person in persons.items():
        province = units[person.post_id].area_id[:2]
        items = [*_of_child(person, growth.get(key), doses.get(key, []), province, today)]
        items += _of_paths(paths.get(key, []))
        items += [
            Item(kind, "", since, int(_content()["risk"][risk]))
            for risk, kind, since in due_later(person, known.get(key, Known()), _content()["later"], today)
            if kind != "yearly" or key not in pregnancies
        ]
        items += _of_mother(pregnancies.get(key), doses.get(key, []), province, today)
        if items:
            items.sort(key=lambda item: (-item.risk, item.since, item.code))
            found.append(Due(line(person, today), items, items[0].risk))
    return sorted(found, key=lambda one: (-one.risk, one.items[0].since, one.person.id))[:limit]


def _of_child(
    person: Person, growth: Growth | None, doses: list[schedules.Dose], province: str, today: date
) -> Iterable[Item]:
    birth, content = person.birth_date, _content()
    if birth is None or birth > today or completed_months(birth, today) > content["deworming_to_month"]:
        return
    months = completed_months(birth, today)
    if growth is not None and growth.alerts:
        urgent = growth.alerts[0] in URGENT_ALERTS
        yield _item("growth_urgent" if urgent else "growth", growth.alerts[0], growth.date)
    if months <= content["weighing_to_month"]:
        last = growth.date if growth else birth
        if completed_months(last.replace(day=1), today.replace(day=1)) >= content["unseen_months"]:
            yield _item("unseen", "", last)
    if months <= content["child_schedule_to_month"]:
        who = schedules.Person(birth_date=birth, sex=person.sex, province=province)
        for row in schedules.forecast(schedules.load_schedule("immunisation"), who, doses, today).actionable():
            yield from _immunisation(row, today)


def _immunisation(row: schedules.Row, today: date) -> Iterable[Item]:
    closing = row.latest is not None and (row.latest - today).days <= _content()["closing_within_days"]
    if closing:
        yield _item("closing", row.product, row.due_date)
    elif row.status == "overdue":
        yield _item("immunisation_overdue", row.product, row.due_date)


def _of_mother(pregnancy: Pregnancy | None, doses: list[schedules.Dose], province: str, today: date) -> Iterable[Item]:
    if pregnancy is None or pregnancy.lmp is None or pregnancy.lmp > today:
        return
    who = schedules.Person(lmp_date=pregnancy.lmp, province=province)
    rows = schedules.forecast(schedules.load_schedule("anc"), who, doses, today).rows
    late = [row for row in rows if row.status == "overdue"]
    if late:
        yield _item("anc_overdue", late[0].product, late[0].due_date)


def _open_paths(posts: Iterable[Unit], today: date) -> dict[str, list[PathLine]]:
    """Child → its open paths, under the record kept."""
    found: dict[str, list[PathLine]] = {}
    for line_ in open_paths(posts, today):
        found.setdefault(line_.person.id, []).append(line_)
    return found


def _of_paths(lines: Iterable[PathLine]) -> Iterable[Item]:
    """The first thing due on an open growth path, once its day has come."""
    for one in lines:
        if one.next is not None and one.next.due <= one.today:
            late = one.next.due < one.today
            risk = _content()["risk"]["path_late" if late else "path"]
            yield Item("path", one.next.code, one.next.due, int(risk))


def _item(kind: str, code: str, since: date) -> Item:
    return Item(kind, code, since, int(_content()["risk"][kind]))


def _doses(kept: dict[str, str]) -> dict[str, list[schedules.Dose]]:
    """Person kept → history of doses, those of merged records included."""
    found: dict[str, list[schedules.Dose]] = {}
    rows = Dose.objects.filter(person__in=uuids(kept), status="ok").order_by("date", "id")
    for person, product, given_on, number in rows.values_list("person", "product", "date", "number"):
        found.setdefault(kept[str(person)], []).append(schedules.Dose(product, given_on, number))
    return found


def _latest_growth(persons: dict[str, Person]) -> dict[str, Growth]:
    rows = Growth.objects.filter(person__in=uuids(persons), weight_kg__isnull=False)
    return {str(row.person_id): row for row in rows.order_by("person", "-date").distinct("person")}


def _open_pregnancies(kept: dict[str, str]) -> dict[str, Pregnancy]:
    rows: list[Pregnancy] = list(Pregnancy.objects.filter(person__in=uuids(kept), status="open").order_by("seq"))
    return {kept[str(_person(row))]: row for row in rows}


def _person(row: Pregnancy) -> UUID:
    found: UUID = row.person_id
    return found
