"""Which puskesmas answers a self-check: one with somebody who treats people there today."""

from collections.abc import Iterable
from dataclasses import dataclass

from simpul.base import clock
from simpul.registry.functions.holding import treats
from simpul.registry.models import Area, Assignment, Unit

DISTRICT = 8
"""Length of the code of a kecamatan (`31.74.01`)."""
Role = Assignment.Role


@dataclass(frozen=True, slots=True)
class District:
    """A kecamatan: its code, its name and the city it lies in."""

    code: str
    name: str
    city: str


def known_districts() -> list[District]:
    """Kecamatan that have a puskesmas at all, by city and name."""
    return named(Unit.objects.filter(kind=Unit.Kind.PUSKESMAS, closed_on=None))


def areas() -> set[str]:
    """Kecamatan codes of every puskesmas: where this server is at home."""
    return {one.code for one in known_districts()}


def named(units: Iterable[Unit]) -> list[District]:
    """The kecamatan of these units, by city and name."""
    codes = {unit.area_id[:DISTRICT] for unit in units}
    names = dict(Area.objects.filter(code__in=codes | {code[:5] for code in codes}).values_list("code", "name"))
    found = [District(code, names.get(code, code), names.get(code[:5], "")) for code in codes]
    return sorted(found, key=lambda one: (one.city, one.name))


def unit_of(district: str) -> Unit | None:
    """The puskesmas that answers for a kecamatan; None where none does. Of several the one of the kecamatan itself."""
    return answers_in().get(district)


def answers_in() -> dict[str, Unit]:
    """The puskesmas that answers, by kecamatan in which one does."""
    found: dict[str, Unit] = {}
    for unit in sorted(answering(), key=lambda unit: (len(unit.area_id), unit.name)):
        found.setdefault(unit.area_id[:DISTRICT], unit)
    return found


def answering() -> list[Unit]:
    """Puskesmas at which somebody of the treating team works today."""
    today = clock.today()
    held = Assignment.objects.active(today).filter(
        role__in=(Role.OFFICER, Role.PSYCHOLOGIST), unit__kind=Unit.Kind.PUSKESMAS, account__is_active=True
    )
    return list(
        Unit.objects.filter(pk__in=held.filter(treats(today)).values("unit"), closed_on=None).select_related("profile")
    )
