"""What is asked of the register from a post or another unit: where it lies, and who answers for it."""

from datetime import date
from typing import Any
from uuid import UUID

from simpul.network.places import home_of
from simpul.network.routing.model import Wanted
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.models import Unit


def wanted_from(unit: UUID | str, service: str, on: date, **more: Any) -> Wanted:
    """A need that arises at a unit; `more` are further members of Wanted. Raises Unit.DoesNotExist."""
    here = Unit.objects.get(pk=unit)
    home = UUID(home_of(here.pk))
    return Wanted(service, here.area_id, on, **{"at": position(here.pk, home), "home": home} | more)


def position(unit: UUID, home: UUID | None) -> tuple[float, float] | None:
    """Latitude and longitude of a unit, else of the puskesmas that answers for it; None when neither is known."""
    asked = [one for one in (unit, home) if one]
    known = UnitProfile.objects.in_bulk(asked)
    places = [(one.latitude, one.longitude) for key in asked if (one := known.get(key))]
    return next(((north, east) for north, east in places if north is not None and east is not None), None)
