"""Rows of the rooms as facts for the builder, in a handful of queries however many visits are asked for."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid5

from simpul.base import clock
from simpul.base.ids import NAMESPACE
from simpul.care.homevisits.models import HomeCheck
from simpul.care.models import Dose, Growth, Visit
from simpul.exchange.satusehat.facts import Given, Place, Referral, Seen, Who
from simpul.network.models import Request
from simpul.network.queries import ordinary
from simpul.people.merged import canonical, groups
from simpul.people.models import Person
from simpul.registry.models import Area, Unit
from simpul.registry.zones import zone_of_area

INDICES = ("waz", "haz", "whz", "baz", "hcz")
_ENDED = {"completed": "completed", "cancelled": "revoked"}


def places(posts: Iterable[str]) -> dict[str, Place]:
    """Post → the place as we know it, without what SATUSEHAT gave."""
    units = Unit.objects.filter(pk__in=[*posts]).select_related("post__puskesmas", "area")
    return {str(unit.pk): _place(unit) for unit in units}


def _place(unit: Unit) -> Place:
    post = getattr(unit, "post", None)
    above: Unit = post.puskesmas if post is not None and post.puskesmas is not None else unit
    area: Area = unit.area
    return Place(
        post=str(unit.pk),
        post_name=unit.name,
        village=area.name,
        village_code=area.code,
        puskesmas=str(above.pk),
        puskesmas_name=above.name,
    )


def persons(ids: Iterable[str]) -> dict[str, Who]:
    """Record → the person kept, for every id that is known."""
    kept = canonical(ids)
    rows = {str(one.pk): one for one in Person.objects.filter(pk__in=set(kept.values())).select_related("mother")}
    twins = _twins([one for one in rows.values() if not one.nik])
    return {record: _who(rows[person], twins.get(person, 0)) for record, person in kept.items() if person in rows}


def _twins(children: list[Person]) -> dict[str, int]:
    """Which of a mother's children born on one day someone is, in order of their ids; only where there are several."""
    born = [one.birth_date for one in children if one.birth_date and one.mother_id]
    near = Person.objects.filter(mother__in=[one.mother_id for one in children if one.mother_id], birth_date__in=born)
    found: dict[tuple[object, object], list[str]] = {}
    for pk, mother, day in (
        near.filter(merged_into=None).exclude(status="mistake").order_by("pk").values_list("pk", "mother", "birth_date")
    ):
        found.setdefault((mother, day), []).append(str(pk))
    return {pk: place for group in found.values() if len(group) > 1 for place, pk in enumerate(group, start=1)}


def _who(person: Person, multiple: int) -> Who:
    mother = person.mother
    return Who(
        id=str(person.pk),
        nik=person.nik,
        mother_nik=mother.nik if mother is not None else None,
        sex=person.sex,
        birth_date=person.birth_date,
        mother_name=person.mother_name or (mother.name if mother is not None else ""),
        multiple=multiple,
        seq=person.seq,
    )


def visits(rows: Iterable[Visit]) -> list[Seen]:
    """Visits with their growth, doses and referrals."""
    found = list(rows)
    ids = [row.pk for row in found]
    growth = {row.visit_id: row for row in Growth.objects.filter(visit__in=ids)}
    doses = _by_visit(Dose.objects.filter(visit__in=ids).order_by("pk"))
    asked = _by_visit(ordinary().filter(visit__in=ids).order_by("pk"))
    areas = dict(Unit.objects.filter(pk__in={row.served_at_id for row in found}).values_list("pk", "area_id"))
    return [
        _seen(row, growth.get(row.pk), doses.get(row.pk, []), asked.get(row.pk, []), areas[row.served_at_id])
        for row in found
    ]


def _by_visit(rows: Iterable[Any]) -> Mapping[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(row.visit, []).append(row)
    return found


def _seen(row: Visit, growth: Growth | None, doses: list[Dose], asked: list[Request], area: str) -> Seen:
    times = sorted(clock.parse_iso(step["at"]) for step in row.steps.values() if step.get("at"))
    # Typed in later from paper: the day stands, whatever the clock said.
    noon = datetime.combine(row.date, time(12), tzinfo=zone_of_area(area)).astimezone(UTC)
    same_day = [at for at in times if at.astimezone(zone_of_area(area)).date() == row.date] or [noon]
    return Seen(
        id=str(row.pk),
        date=row.date,
        card=row.card,
        start=same_day[0],
        end=same_day[-1],
        values=dict(row.values),
        scores=_scores(growth),
        bands={column: found for column, found in (growth.categories if growth else {}).items() if found},
        doses=tuple(given(dose) for dose in doses),
        referrals=tuple(_referral(one) for one in asked),
        void=row.status != "ok",
    )


def _scores(growth: Growth | None) -> dict[str, float]:
    """z-scores, without those that the rules flag as implausible."""
    if growth is None:
        return {}
    found = {name: getattr(growth, name) for name in INDICES if name not in growth.flags}
    return {name: z for name, z in found.items() if z is not None}


def given(row: Dose) -> Given:
    """A dose."""
    return Given(
        id=str(row.pk),
        product=row.product,
        number=row.number,
        date=row.date,
        batch=row.batch,
        expiry=row.expiry,
        here=row.source == "given",
        void=row.status != "ok",
    )


def _referral(row: Request) -> Referral:
    return Referral(
        id=str(row.pk),
        service=row.service,
        urgency=row.urgency,
        status="active" if row.open else _ENDED.get(row.state, "completed"),
        opened_at=row.opened_at,
        rules=tuple(str(one.get("rule", "")) for one in row.reasons),
    )


def home_id(person: object, day: date) -> str:
    """A person seen at home on a day, whoever went and whatever lists they filled in."""
    return str(uuid5(NAMESPACE, f"fhir-home|{person}|{day}"))


def at_home(subject: str, persons: Iterable[str], day: date) -> Seen | None:
    """A visit at home as it is sent: that it was. None when nothing was ever written of it."""
    checks = HomeCheck.objects.filter(person__in=[*persons], date=day).values_list("status", "post__area_id")
    found = list(checks)
    if not found:
        return None
    noon = datetime.combine(day, time(12), tzinfo=zone_of_area(found[0][1])).astimezone(UTC)
    void = all(status != "ok" for status, _area in found)
    return Seen(id=subject, date=day, card="home", start=noon, end=noon, home=True, void=void)


def records(person: str) -> set[str]:
    """Ids of all records that are one person."""
    return next(iter(groups([person]).values()))
