"""Places where somebody listens, for whoever looks for one: name, area, hours, cost, how to reach them, last check.

A place is named only where a declaration in force rests on something: an officer checked it, or evidence of the service
was given. Of a post neither address nor telephone is told, for many meet in a kader's home: the puskesmas is called.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from simpul.base.words import say
from simpul.exchange.reporting.capability.counting import KINDS, units_in
from simpul.exchange.survey.content import evidence_of_service
from simpul.knowledge.services import Service
from simpul.network.calendars.kept import NOTHING, kept_at
from simpul.network.routing.choosing import cost_of
from simpul.network.routing.rules import rules
from simpul.network.routing.words import hours_words
from simpul.registry.capabilities.hours import parse_hours
from simpul.registry.capabilities.models import Capability
from simpul.registry.capabilities.standing import in_force
from simpul.registry.models import Unit

FIRST = (Unit.Kind.PUSKESMAS.value, Unit.Kind.HOSPITAL.value)
"""Kinds in which somebody who treats is met, in the order in which they are listed; posts follow."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place in words. `phone` and `address` are empty for a post; `call` is the unit to telephone, None: nobody.

    `checked` is the day on which an officer checked it (`is_checked`), else the first day of what the place said.
    """

    unit: UUID
    name: str
    kind: str
    area: str
    address: str
    hours: str
    receives: str
    """Hours of a psychologist by the calendars of the place; empty without any."""
    cost: str
    call: Unit | None
    checked: date
    is_checked: bool
    is_old: bool


def places(service: Service, area: str, today: date, kinds: Iterable[str] = KINDS) -> list[Place]:
    """The places inside an area that offer the service, those who treat first, then by name. Five queries."""
    asked = units_in([area], today).filter(kind__in=[kind for kind in kinds if kind in service.offered_by])
    said = in_force(service.id, today).filter(unit__in=asked, status=Capability.Status.ABLE)
    rows = [one for one in said.select_related("unit__area", "unit__profile", "unit__post__puskesmas") if rests(one)]
    kept = kept_at(service.id, [one.unit_id for one in rows if one.unit.kind in FIRST], today)
    found = [_place(service, one, kept.get(one.unit_id, NOTHING).words(), today) for one in rows]
    return sorted(found, key=lambda one: (one.kind not in FIRST, one.kind == FIRST[1], one.name))


def rests(said: Capability) -> bool:
    """Whether a claim to be able rests on a check, or on evidence of that service."""
    return is_proven(said.service, said.unit.kind, said.evidence, said.verified_on is not None)


def is_proven(service: str, kind: str, evidence: dict[str, Any], checked: bool) -> bool:
    """The same of an answer in the report; what is proven is named in the list, the rest only counted."""
    asked = [one for one in evidence_of_service(service) if kind in one.kinds]
    return checked or any(evidence.get(one.id) for one in asked)


def _place(service: Service, said: Capability, receives: str, today: date) -> Place:
    unit, checked = said.unit, said.verified_on or said.valid_from
    is_post = unit.kind == Unit.Kind.POST
    call = _puskesmas(unit) if is_post else unit
    return Place(
        unit=unit.pk,
        name=unit.name,
        kind=unit.kind,
        area=unit.area.name,
        address="" if is_post else unit.address,
        hours=_hours(unit),
        receives=receives,
        cost=say(cost_of(service, said, unit.kind).words),
        call=call if call and call.phone else None,
        checked=checked,
        is_checked=said.verified_on is not None,
        is_old=(today - checked).days > rules().fresh_days,
    )


def _puskesmas(unit: Unit) -> Unit | None:
    post: Any = getattr(unit, "post", None)
    found: Unit | None = post.puskesmas if post else None
    return found


def _hours(unit: Unit) -> str:
    profile = getattr(unit, "profile", None)
    raw = profile.hours if profile else {}
    return say(hours_words(parse_hours(raw, on_holidays=bool(profile and profile.open_on_holidays)))) if raw else ""
