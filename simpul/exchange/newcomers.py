"""Children of a sheet: who is known, who is new, who may be someone else on the register."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from simpul.base import ids
from simpul.exchange.households import Families
from simpul.exchange.planned import NewChild, Scene, post_of
from simpul.exchange.sheets.columns import field_label
from simpul.exchange.sheets.faults import Problem
from simpul.exchange.sheets.parse import Row
from simpul.exchange.world import GONE, SOURCE, Known, same_name
from simpul.people.duplicates import Facts, compare, matching_content
from simpul.people.models import Person
from simpul.people.phonetic import name_similarity, phonetic_keys
from simpul.people.records import uuids
from simpul.registry.names import unit_name

CORE = ("birth_date", "sex")
PERSON = ("birth_order", "birth_weight_kg", "birth_length_cm", "gestational_age_weeks")
KEPT = ("birth_head_cm", "has_mch_book", "has_small_baby_book", "early_breastfeeding", "parent_nik", "kpsp")
Children = list[tuple[str, str, list[Row]]]
"""(person, post, rows) of every child that stands."""


def register(rows: list[Row], scene: Scene) -> Children:
    """Sort the rows by child; plan those who are new. Returns the children with their rows."""
    groups: dict[str, list[Row]] = defaultdict(list)
    homes: dict[str, str] = {}
    for row in rows:
        post = post_of(row, scene)
        assert post is not None
        key = child_id(post, row.values)
        groups[key].append(row)
        homes[key] = post
    there = _elsewhere(groups)
    families = Families(scene)
    children: Children = []
    for key in sorted(groups):
        found = _one(key, homes[key], groups[key], there, families, scene)
        if found is not None:
            children.append((*found, groups[key]))
            person, post = found
            scene.plan.people.update((row.number, (post, person)) for row in groups[key])
    families.settle()
    return children


def alike_from() -> float:
    """Name similarity below which one NIK with two birth dates is two children, not one mistyped date."""
    return matching_content()["name"]["weak_from"]


def child_id(post: str, values: dict[str, Any]) -> str:
    """The id of a child that a sheet brings: from the NIK, or from name, birth date and sex."""
    who = values.get("nik") or f"{same_name(values['name'])}|{values['birth_date']}|{values['sex']}"
    return str(uuid.uuid5(ids.NAMESPACE, f"import|person|{post}|{who}"))


def _elsewhere(groups: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Ids of this sheet that are there already, in whatever post: id → (post, status)."""
    found = Person.objects.filter(pk__in=uuids(groups)).values_list("id", "post_id", "status")
    return {str(pk): (str(post), status) for pk, post, status in found}


def _one(key: str, post: str, rows: list[Row], there: Any, families: Families, scene: Scene) -> tuple[str, str] | None:
    """(person, post), or None when the rows come back with a problem."""
    plan = scene.plan
    differing = [name for name in CORE if len({row.values[name] for row in rows}) > 1]
    differing += ["name"] if len({same_name(row.values["name"]) for row in rows}) > 1 else []
    if differing:
        numbers = ", ".join(str(row.number) for row in rows[:6])
        fields = ", ".join(field_label(name) for name in differing)
        plan.refuse(rows, Problem("sheet_conflict", "", {"rows": numbers, "fields": fields}))
        return None
    home, status = there.get(key, ("", ""))
    if home and home != post:
        plan.refuse(rows, Problem("moved_away"))
        return None
    first = rows[0].values
    known = scene.world.persons.get(key) or _by_nik(first, post, scene)
    if isinstance(known, Problem):
        plan.refuse(rows, known)
        return None
    if known is None and not home:
        known, likely = _duplicate(first, post, scene)
    else:
        likely = False
    if known is not None:
        plan.counts["children_known"] += 1
        main = scene.world.kept.get(known.id, known.id)
        _judge(rows, "known", scene)
        return main, scene.world.persons.get(main, known).post
    plan.children[key] = _new(key, post, rows, families, likely, status == GONE)
    _judge(rows, "new", scene)
    return key, post


def _judge(rows: list[Row], verdict: str, scene: Scene) -> None:
    scene.plan.verdicts.update((row.number, verdict) for row in rows)


def _by_nik(values: dict[str, Any], post: str, scene: Scene) -> Known | Problem | None:
    for person in scene.world.find(values.get("nik", "")):
        alike = name_similarity(values["name"], person.name) >= alike_from()
        if not alike and person.birth != values["birth_date"]:
            return Problem("nik_of_other", "nik")
        if person.post != post:
            return Problem("other_post", "", {"post": unit_name(person.post)})
        return person
    return None


def _duplicate(values: dict[str, Any], post: str, scene: Scene) -> tuple[Known | None, bool]:
    """(the child whom a kader registered, if that is sure; whether somebody looks alike)."""
    me = _facts(values)
    sounds = set(phonetic_keys(values["name"]))
    likely = False
    for other in scene.world.by_post.get(post, ()):
        near = other.birth == values["birth_date"] or sounds & set(phonetic_keys(other.name))
        if not near:
            continue
        level = compare(me, other.facts).level
        if level == "sure" and not other.imported and not (me.nik and other.nik and me.nik != other.nik):
            scene.plan.counts["duplicates_sure"] += 1
            return other, False
        likely = likely or level in ("sure", "likely")
    return None, likely


def _facts(values: dict[str, Any]) -> Facts:
    return Facts(
        name=values["name"],
        sex=values["sex"],
        birth_date=values["birth_date"].isoformat(),
        nik=values.get("nik"),
        mother_name=values.get("parent_name", ""),
        rt=values.get("rt", ""),
        rw=values.get("rw", ""),
        phone=values.get("phone", ""),
        birth_order=values.get("birth_order"),
    )


def _new(key: str, post: str, rows: list[Row], families: Families, likely: bool, back: bool) -> NewChild:
    values = _united(rows)
    family, data = families.of(post, key, values)
    person: dict[str, Any] = {
        "family": family,
        "name": values["name"],
        "sex": values["sex"],
        "birth_date": values["birth_date"].isoformat(),
        "nik": values.get("nik"),
        "mother_name": values.get("parent_name", ""),
        "relation": "anak",
        "source": SOURCE,
        SOURCE: {name: values[name] for name in KEPT if name in values},
    }
    person |= {name: values[name] for name in PERSON if name in values}
    return NewChild(key, post, person, family, data, [row.number for row in rows], likely, back)


def _united(rows: list[Row]) -> dict[str, Any]:
    """One set of values from several rows, whatever their order: the latest day's, then the greatest text."""

    def weight(row: Row) -> tuple[str, str]:
        return str(row.values.get("date", "")), repr(sorted((k, str(v)) for k, v in row.values.items()))

    values: dict[str, Any] = {}
    for row in sorted(rows, key=weight):
        values |= row.values
    return values
