"""What the register answers: able, not able, or not yet surveyed, on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.db.models import Q, QuerySet

from simpul.registry.capabilities.models import Capability

Status = Literal["able", "not_able", "not_surveyed"]


@dataclass(frozen=True)
class Standing:
    """The answer for one unit; `capability` is the declaration it rests on, None when not yet surveyed."""

    status: Status
    capability: Capability | None


NOT_SURVEYED = Standing("not_surveyed", None)


def in_force(service: str, day: date) -> QuerySet[Capability]:
    """The declarations that answer for a service on a day, at most one for each unit."""
    on_time = Q(valid_to=None) | Q(valid_to__gte=day)
    return Capability.objects.filter(on_time, service=service, superseded=False, valid_from__lte=day)


def standing_on(service: str, units: Iterable[UUID], day: date) -> dict[UUID, Standing]:
    """The answer of each unit on a day, by the unit's id."""
    asked = list(units)
    found = {one.unit_id: _standing(one) for one in in_force(service, day).filter(unit__in=asked)}
    return {unit: found.get(unit, NOT_SURVEYED) for unit in asked}


def _standing(capability: Capability) -> Standing:
    return Standing("able" if capability.status == Capability.Status.ABLE else "not_able", capability)
