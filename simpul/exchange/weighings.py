"""Measurements of a sheet: whose they are, what is new in them, what contradicts what is stored."""

from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any

from simpul.exchange import world
from simpul.exchange.newcomers import Children, alike_from
from simpul.exchange.planned import NewVisit, Scene, post_of
from simpul.exchange.sheets.columns import field_label, layouts
from simpul.exchange.sheets.faults import Problem
from simpul.exchange.sheets.parse import Row
from simpul.exchange.world import Known, same_name
from simpul.journal.merge import same
from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.knowledge.growth.ages import completed_months
from simpul.knowledge.growth.content import read_content
from simpul.people.phonetic import name_similarity
from simpul.registry.names import unit_name

SIZES = ("weight_kg", "length_height_cm", "muac_cm", "head_cm")
VALUES = (*SIZES, "measured", "oedema", "class_attended")


def implausible(values: dict[str, Any]) -> list[Problem]:
    """Figures that no child has: a comma forgotten, grams for kilograms. Limits as on the phone."""
    found = []
    ranges, names = read_content("plausibility")["ranges"], read_content("plausibility")["names"]
    for name in SIZES:
        value, usual = values.get(name), ranges[name]
        if value is not None and not usual["from"] <= value <= usual["to"]:
            facts = {"value": _shown(value), "unit": names[name]["unit"]}
            found.append(Problem("range", name, facts | {end: _shown(usual[end]) for end in ("from", "to")}))
    if not any(name in values for name in SIZES) and not values.get("vitamin_a"):
        found.append(Problem("nothing_measured"))
    return found


def find_children(rows: list[Row], scene: Scene) -> Children:
    """The rows of a measurement sheet by child; those without a child come back with a problem."""
    seen: dict[tuple[str, str, str], Known | Problem] = {}
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        post = post_of(row, scene) or ""
        key = (post, row.values.get("nik", ""), same_name(row.values["name"]))
        if key not in seen:
            seen[key] = _child(*key, scene)
        child = seen[key]
        if isinstance(child, Problem):
            scene.plan.refuse([row], child)
        elif child.birth and row.values["date"] < child.birth:
            scene.plan.refuse([row], Problem("before_birth", "date"))
        else:
            groups[child.id].append(row)
            scene.plan.people[row.number] = (child.post, child.id)
    scene.plan.counts["children_known"] = len(groups)
    return [(person, scene.world.persons[person].post, groups[person]) for person in sorted(groups)]


def _child(post: str, nik: str, name: str, scene: Scene) -> Known | Problem:
    found = scene.world.find(nik)
    if found:
        alike = [one for one in found if name_similarity(name, one.name) >= alike_from()]
        if not alike:
            return Problem("nik_of_other", "nik")
        return alike[0] if alike[0].post == post else Problem("other_post", "", {"post": unit_name(alike[0].post)})
    fitting = [one for one in scene.world.called(post, name) if not (nik and one.nik and one.nik != nik)]
    if len(fitting) == 1:
        return fitting[0]
    return Problem("child_ambiguous", "", {"count": str(len(fitting))}) if fitting else Problem("child_unknown")


def plan(children: Children, scene: Scene) -> None:
    """Plan what is new in the measurements of these children."""
    days = [row.values["date"] for _, _, rows in children for row in rows]
    if not days:
        return
    persons = {person for person, _, _ in children}
    first, last = min(days), max(days)
    stored = world.measured(scene.world, persons, first, last)
    given = world.doses(scene.world, persons, [product for product, _, _ in _capsules()], first, last)
    for person, post, rows in children:
        by_day: dict[date, list[Row]] = defaultdict(list)
        for row in rows:
            by_day[row.values["date"]].append(row)
        for day in sorted(by_day):
            key = (person, day.isoformat())
            _day(person, post, day, by_day[day], stored.get(key, {}), key in given, scene)


def _day(
    person: str, post: str, day: date, rows: list[Row], stored: dict[str, Any], had_capsule: bool, scene: Scene
) -> None:
    values = _united(rows, (*VALUES, "vitamin_a"), scene)
    if values is None:
        return
    if "measured" in values and "length_height_cm" not in values and "length_height_cm" not in stored:
        del values["measured"]
    wanted = values.pop("vitamin_a", None)
    differing = [name for name, value in values.items() if name in stored and not same(stored[name], value)]
    if differing:
        for name in differing:
            facts = {"stored": _shown(stored[name]), "value": _shown(values[name])}
            scene.plan.refuse(rows, Problem("differs", name, facts))
        return
    kept = {name: value for row in rows for name, value in row.values.items() if name in _kept_columns()}
    given = None if had_capsule or stored.get("vitamin_a") else capsule(wanted, _age(person, rows, scene), day)
    if wanted and given is None and not had_capsule:
        kept["vitamin_a"] = wanted
    fresh = {name: value for name, value in values.items() if name not in stored}
    verdict = "new" if fresh or given else "known"
    scene.plan.verdicts.update((row.number, verdict) for row in rows)
    scene.plan.counts["visits_known"] += verdict == "known"
    if verdict == "new":
        numbers = [row.number for row in rows]
        scene.plan.visits.append(NewVisit(post, person, day.isoformat(), fresh, kept, given, numbers))


def _united(rows: list[Row], names: tuple[str, ...], scene: Scene) -> dict[str, Any] | None:
    """The values of all rows of a day; None (and a problem) where they contradict each other."""
    values: dict[str, Any] = {}
    differing: list[str] = []
    for row in rows:
        for name in names:
            value = row.values.get(name)
            if value is not None and not same(values.setdefault(name, value), value):
                differing.append(name)
    if not differing:
        return values
    facts = {
        "rows": ", ".join(str(row.number) for row in rows[:6]),
        "fields": ", ".join(field_label(name) for name in dict.fromkeys(differing)),
    }
    scene.plan.refuse(rows, Problem("sheet_conflict", "", facts))
    return None


def _age(person: str, rows: list[Row], scene: Scene) -> date | None:
    known = scene.world.persons.get(person)
    return known.birth if known else rows[0].values.get("birth_date")


@cache
def _kept_columns() -> frozenset[str]:
    facts = ("free_meal", "supplement_kg", "vitamin_a_count", "kpsp")
    known = {column.field for one in layouts() for column in one.columns if column.kept}
    return frozenset(name for name in known if name in facts or name.startswith("breastfed_month"))


@cache
def _capsules() -> tuple[tuple[str, int, int], ...]:
    series = read_json(CONTENT_DIR / "schedules" / "vitamin-a.json")["series"][0]
    return tuple((band["product"], band["min_months"], band["max_months"]) for band in series["bands"])


def capsule(wanted: str | None, birth: date | None, day: date) -> str | None:
    """The capsule that was given: the one named, or that of the child's age; None where no capsule fits the age."""
    if wanted is None or birth is None:
        return None
    months = completed_months(birth, day)
    fitting = (product for product, least, most in _capsules() if least <= months <= most)
    return next(fitting, None) if wanted == "age" else wanted


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    return f"{value:g}".replace(".", ",") if isinstance(value, int | float) else str(value)
