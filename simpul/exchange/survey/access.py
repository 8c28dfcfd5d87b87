"""Whose register opens for whom: an officer for the own unit and its posts, health offices and teams for their area.

An officer changes what is theirs, a health office (an agency of that field) what stands in its area; other agencies and
teams read. Figures of places only: no
person is in the register.
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from simpul.base.access import NotYours, only
from simpul.exchange.reporting.capability.counting import KINDS
from simpul.registry.access import assignments_of, posts_of
from simpul.registry.areas_of import inside
from simpul.registry.functions.content import health_fields
from simpul.registry.models import Account, Area, Assignment, Unit

Role = Assignment.Role
WHO = (Role.OFFICER, Role.AGENCY, Role.TEAM)


def places_of(actor: Account) -> Q:
    """The units that the actor may change: own unit and posts, and those of an area as its health office."""
    own = assignments_of(actor, Role.OFFICER).exclude(unit=None).values("unit")
    return Q(pk__in=own) | Q(pk__in=posts_of(actor).values("pk")) | inside(_health_areas(actor))


def units_of(actor: Account) -> QuerySet[Unit]:
    """The units that the actor may look at, in order of kind, area and name."""
    seen = places_of(actor) | inside(_codes(actor, Role.AGENCY, Role.TEAM))
    units = Unit.objects.filter(seen, kind__in=KINDS, closed_on=None)
    return units.select_related("area", "post__puskesmas").order_by("area", "kind", "name", "pk")


def changed_by(actor: Account) -> QuerySet[Unit]:
    """The units that the actor may change."""
    return units_of(actor).filter(places_of(actor))


def access_unit(actor: Account, unit: UUID | str) -> Unit:
    """A unit to look at. Raises NotYours."""
    return only(units_of(actor).filter(pk=unit))


def access_change(actor: Account, unit: UUID | str) -> Unit:
    """A unit to change. Raises NotYours."""
    return only(changed_by(actor).filter(pk=unit))


def areas_seen(actor: Account) -> list[Area]:
    """The areas for which the actor may ask figures: their own areas, an officer's districts and villages of work."""
    codes = set(_codes(actor, Role.AGENCY, Role.TEAM))
    if not codes:
        codes = set(units_of(actor).values_list("area", flat=True))
    return list(Area.objects.filter(pk__in=codes).order_by("code"))


def access_area(actor: Account, code: str) -> Area:
    """An area inside those that the actor may ask about. Raises NotYours."""
    found = Area.objects.filter(pk=code).first()
    if found is None or not any(code == one.code or code.startswith(f"{one.code}.") for one in areas_seen(actor)):
        raise NotYours
    return found


def may_change(actor: Account) -> bool:
    """Whether there is a unit that the actor may change: whether doors to change anything are shown at all."""
    officer = assignments_of(actor, Role.OFFICER).exclude(unit=None).exists()
    return officer or bool(_health_areas(actor))


def _health_areas(actor: Account) -> list[str]:
    """Where the health offices stand at which the actor works today: by their field, not by their name."""
    held = assignments_of(actor, Role.AGENCY).filter(unit__field__in=health_fields())
    return list(held.values_list("unit__area", flat=True))


def _codes(actor: Account, *roles: str) -> list[str]:
    """Areas of these assignments; for an assignment to an office, the area in which the office stands for itself."""
    held = assignments_of(actor, *roles).select_related("unit")
    return [code for one in held if (code := one.area_id or (one.unit.area_id if one.unit else None))]
