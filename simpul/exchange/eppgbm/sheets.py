"""The two bulk-import sheets of e-PPGBM, filled: who the children of these posts are, and how they were measured."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from simpul.care.models import Dose, Visit
from simpul.exchange.eppgbm.writing import Sheet, content, filled
from simpul.exchange.weighings import SIZES
from simpul.exchange.world import SOURCE
from simpul.knowledge.growth.ages import completed_months
from simpul.people.merged import groups
from simpul.people.models import Person
from simpul.people.records import uuids
from simpul.registry.models import Unit

KEPT = ("birth_head_cm", "has_mch_book", "has_small_baby_book", "early_breastfeeding", "parent_nik")
VITAMIN_A = "VITA-"
BREASTFED = "breastfed_month_"


def identity(posts: Iterable[Unit], on: date) -> Sheet:
    """Children of these posts up to the sheet's last month of age on a day, by post and name."""
    found = children(posts, on)
    return filled("identity", [_child(child) for child in found], _by_post(found))


def measurement(posts: Iterable[Unit], first: date, last: date) -> Sheet:
    """Every day of `first` to `last` on which a child of these posts was measured; by post, name and day."""
    found = children(posts, last)
    records = groups(str(child.pk) for child in found)
    owner = {member: kept for kept, members in records.items() for member in members}
    days = _days(owner, first, last)
    capsules = _capsules(owner, first, last)
    fed = _breastfed(owner, {str(child.pk): child for child in found}, last)
    lines = [
        _weighing(child, day, days[str(child.pk)][day], (str(child.pk), day) in capsules, fed.get(str(child.pk), {}))
        for child in found
        for day in sorted(days.get(str(child.pk), ()))
    ]
    return filled("measurement", lines, _by_post([child for child in found if days.get(str(child.pk))]))


def _by_post(named: Iterable[Person]) -> dict[str, list[str]]:
    posts: dict[str, list[str]] = {}
    for child in named:
        posts.setdefault(str(child.post_id), []).append(str(child.pk))
    return posts


def children(posts: Iterable[Unit], on: date) -> list[Person]:
    """Active children of these posts, born by that day and not older than the sheet takes."""
    rows = Person.objects.filter(
        post__in=list(posts), status="active", merged_into=None, birth_date__lte=on, birth_date__isnull=False
    ).select_related("family", "mother", "post")
    young = [row for row in rows if row.birth_date and completed_months(row.birth_date, on) <= content()["to_month"]]
    return sorted(young, key=lambda row: (row.post.name, row.name, str(row.pk)))


def _child(child: Person) -> dict[str, Any]:
    kept: Mapping[str, Any] = child.extra.get(SOURCE) or {}
    family, mother = child.family, child.mother
    line = {name: kept.get(name) for name in KEPT} | {
        "birth_order": child.birth_order,
        "birth_date": child.birth_date,
        "sex": child.sex,
        "kk_number": family.kk_number if family else None,
        "nik": child.nik,
        "name": child.name,
        "gestational_age_weeks": child.gestational_age_weeks,
        "birth_weight_kg": child.birth_weight_kg,
        "birth_length_cm": child.birth_length_cm,
        "parent_name": child.mother_name or (mother.name if mother else "") or child.father_name,
        "phone": child.phone or (family.phone if family else "") or (mother.phone if mother else ""),
        "address": family.address if family else "",
        "post": child.post.name,
        "rt": family.rt if family else "",
        "rw": family.rw if family else "",
    }
    if mother is not None and mother.nik:
        line["parent_nik"] = mother.nik
    if "imd" in child.birth_care:
        line["early_breastfeeding"] = child.birth_care["imd"]
    return line


def _weighing(
    child: Person, day: date, values: Mapping[str, Any], had_capsule: bool, fed: Mapping[int, bool]
) -> dict[str, Any]:
    assert child.birth_date is not None
    family = child.family
    months = min(completed_months(child.birth_date, day), content()["breastfed_to_month"])
    return {
        **{name: values.get(name) for name in (*SIZES, "measured", "oedema", "class_attended", "free_meal")},
        **{f"{BREASTFED}{month}": fed.get(month) for month in range(months + 1)},
        "nik": child.nik,
        "name": child.name,
        "address": family.address if family else "",
        "post": child.post.name,
        "date": day,
        "vitamin_a": True if had_capsule or values.get("vitamin_a") else None,
    }


Days = dict[str, dict[date, dict[str, Any]]]


def _days(owner: Mapping[str, str], first: date, last: date) -> Days:
    """Child → day → what that day's visits say, the earlier entry first; only days with a measurement."""
    found: Days = {}
    for person, day, values, results in _visits(owner, first, last):
        known = found.setdefault(owner[str(person)], {}).setdefault(day, {})
        known |= _of_source(results) | values
    return {
        child: {day: values for day, values in days.items() if any(values.get(name) for name in SIZES)}
        for child, days in found.items()
    }


def _breastfed(owner: Mapping[str, str], born: Mapping[str, Person], last: date) -> dict[str, dict[int, bool]]:
    """Child → month of age → whether it was breastfed only, as the visits of that month or an earlier sheet said."""
    found: dict[str, dict[int, bool]] = {}
    for person, day, values, results in _visits(owner, None, last):
        child = owner[str(person)]
        birth = born[child].birth_date
        told = found.setdefault(child, {})
        for name, value in _of_source(results).items():
            if name.startswith(BREASTFED):
                told.setdefault(int(name.removeprefix(BREASTFED)), value)
        said = values.get("exclusive_breastfeeding")
        if isinstance(said, bool) and birth is not None and day >= birth:
            told[completed_months(birth, day)] = said
    return found


def _visits(owner: Mapping[str, str], first: date | None, last: date) -> Iterable[tuple[UUID, date, Any, Any]]:
    rows = Visit.objects.filter(person__in=uuids(owner), card="balita", status="ok", date__lte=last)
    rows = rows.filter(date__gte=first) if first else rows
    return rows.order_by("date", "seq").values_list("person_id", "date", "values", "results")


def _of_source(results: Mapping[str, Any]) -> dict[str, Any]:
    """What an earlier sheet said that no field of the card holds."""
    source = results.get("source") or {}
    return {name: value for name, value in source.items() if name != "id"} if source.get("id") == SOURCE else {}


def _capsules(owner: Mapping[str, str], first: date, last: date) -> set[tuple[str, date]]:
    given = Dose.objects.filter(
        person__in=uuids(owner), product__startswith=VITAMIN_A, status="ok", date__range=(first, last)
    )
    return {(owner[str(person)], day) for person, day in given.values_list("person_id", "date")}
