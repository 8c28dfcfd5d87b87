"""Hospitals to which a post may send anybody: those that are not known to be for something special alone."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from simpul.knowledge.services import all_services, of_request
from simpul.registry.capabilities.models import Capability
from simpul.registry.capabilities.standing import in_force

ANY = "*"


def not_general(units: Iterable[UUID], day: date) -> set[UUID]:
    """Those of the units that do not take general referrals on a day.

    Whoever said so itself, and whoever is able for a specialised service without being able for the general one or
    for what that asks in an emergency. A place that was not surveyed may still be asked.
    """
    asked, whole = list(units), of_request(ANY)
    able = {name: _units(name, asked, day, Capability.Status.ABLE) for name in (whole.id, *whole.in_emergency)}
    special = [one.id for one in all_services() if one.specialised]
    only = set().union(*(_units(name, asked, day, Capability.Status.ABLE) for name in special))
    return _units(whole.id, asked, day, Capability.Status.NOT_ABLE) | only - set().union(*able.values())


def _units(service: str, units: list[UUID], day: date, status: str) -> set[UUID]:
    return set(in_force(service, day).filter(unit__in=units, status=status).values_list("unit", flat=True))
