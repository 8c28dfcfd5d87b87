"""The people of an officer's posts as an import needs them: found by NIK, by name, by birth date; with what they have.

Read once for a sheet, in a handful of queries, whatever the sheet's length.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from simpul.care.models import Dose, Visit
from simpul.people.duplicates import Facts, matching_content
from simpul.people.models import Family, Person
from simpul.people.phonetic import name_similarity
from simpul.people.records import uuids

SOURCE = "eppgbm"
"""Stands in the `source` of a person whom an import registered."""
GONE = "mistake"
_AT_ONCE = 20_000


def same_name(name: str) -> str:
    """A name without case and spaces: what two sheets write alike."""
    return " ".join(name.casefold().split())


@dataclass(slots=True)
class Known:
    """A person who is there. `imported`: an import registered this record."""

    id: str
    post: str
    name: str
    birth: date | None
    nik: str
    status: str
    imported: bool
    facts: Facts


@dataclass
class World:
    """Persons of the posts by id, with ways to find them. Merged records lead to the one kept."""

    posts: frozenset[str]
    persons: dict[str, Known] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    families: dict[tuple[str, str], str] = field(default_factory=dict)
    """(post, family card number) → family."""
    by_nik: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[tuple[str, str], list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_post: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))

    def find(self, nik: str) -> list[Known]:
        """Persons with this NIK, each once."""
        return self.by_nik.get(nik, []) if nik else []

    def called(self, post: str, name: str) -> list[Known]:
        """Persons of a post with this name as `same_name` gives it; where nobody has it, those who sound alike."""
        return self.by_name.get((post, name)) or [
            one
            for one in self.by_post.get(post, ())
            if name_similarity(name, one.name) >= matching_content()["name"]["same_from"]
        ]


def load(posts: Iterable[str]) -> World:
    """Everyone of these posts but those registered by mistake."""
    world = World(frozenset(posts))
    rows = list(Person.objects.filter(post__in=uuids(world.posts)).values_list(*_COLUMNS))
    families = _families(world)
    names = {str(row[0]): row[2] for row in rows}
    world.kept = _kept({str(row[0]): str(row[12]) for row in rows if row[12]})
    for row in rows:
        person = _known(row, families, names)
        if person.status == GONE:
            continue
        world.persons[person.id] = person
    for person in world.persons.values():
        main = world.persons.get(world.kept.get(person.id, person.id), person)
        _put(world.by_nik[person.nik], main) if person.nik else None
        _put(world.by_name[main.post, same_name(person.name)], main)
        if main is person:
            world.by_post[main.post].append(main)
    return world


_COLUMNS = (
    *("id", "post_id", "name", "sex", "birth_date", "birth_date_estimated", "nik", "family_id", "mother_id"),
    *("mother_name", "father_name", "phone", "merged_into_id", "birth_order", "status", "extra__source"),
)


def _known(row: Any, families: dict[str, Any], names: dict[str, str]) -> Known:
    pk, post, name, sex, birth, estimated, nik, family, mother = row[:9]
    mother_name, father_name, phone, _, order, status, source = row[9:]
    _, rt, rw, family_phone = families.get(str(family), ("", "", "", ""))
    facts = Facts(
        name=name,
        sex=sex,
        birth_date=birth.isoformat() if birth else None,
        birth_date_estimated=estimated,
        nik=nik,
        mother=str(mother) if mother else None,
        mother_name=mother_name or names.get(str(mother), ""),
        father_name=father_name,
        family=str(family) if family else None,
        rt=rt,
        rw=rw,
        phone=phone or family_phone,
        birth_order=order,
    )
    return Known(str(pk), str(post), name, birth, nik or "", status, source == SOURCE, facts)


def _families(world: World) -> dict[str, Any]:
    rows = Family.objects.filter(post__in=uuids(world.posts)).order_by("seq")
    found: dict[str, Any] = {}
    for pk, post, kk, rt, rw, phone in rows.values_list("id", "post_id", "kk_number", "rt", "rw", "phone"):
        found[str(pk)] = (kk or "", rt, rw, phone)
        if kk:
            world.families.setdefault((str(post), kk), str(pk))
    return found


def _kept(links: dict[str, str]) -> dict[str, str]:
    """Merged record → the one kept at the end of its chain."""
    ends: dict[str, str] = {}
    for start in links:
        at, seen = start, {start}
        while at in links and links[at] not in seen:
            at = links[at]
            seen.add(at)
        ends[start] = at
    return ends


def _put(people: list[Known], person: Known) -> None:
    if person not in people:
        people.append(person)


Stored = dict[tuple[str, str], dict[str, Any]]
"""(person kept, day) → what the visits of that day say."""


def measured(world: World, persons: set[str], first: date, last: date) -> Stored:
    """What these persons' visits of the days say already."""
    found: Stored = {}
    for some in _batches(_records(world, persons)):
        visits = Visit.objects.filter(person__in=uuids(some), date__range=(first, last), card="balita", status="ok")
        for person, day, values in visits.order_by("seq").values_list("person_id", "date", "values"):
            key = (world.kept.get(str(person), str(person)), day.isoformat())
            found[key] = values | found.get(key, {})
    return found


def doses(world: World, persons: set[str], products: Iterable[str], first: date, last: date) -> set[tuple[str, str]]:
    """(person kept, day) of doses of these products."""
    found: set[tuple[str, str]] = set()
    for some in _batches(_records(world, persons)):
        given = Dose.objects.filter(person__in=uuids(some), product__in=list(products), status="ok")
        rows = given.filter(date__range=(first, last)).values_list("person_id", "date")
        found |= {(world.kept.get(str(person), str(person)), day.isoformat()) for person, day in rows}
    return found


def _records(world: World, persons: set[str]) -> Iterator[str]:
    yield from persons
    yield from (gone for gone, kept in world.kept.items() if kept in persons)


def _batches(ids: Iterator[str]) -> Iterator[list[str]]:
    while some := list(islice(ids, _AT_ONCE)):
        yield some
