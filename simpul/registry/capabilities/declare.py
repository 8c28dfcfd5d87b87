"""Say what a unit can do from a day on. What was said before stays, each with the days for which it was the answer."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from simpul.base import audit, clock
from simpul.knowledge.services import service as known_service
from simpul.registry.capabilities.models import Capability
from simpul.registry.models import Account, Unit


@dataclass(frozen=True)
class Declaration:
    """What is said of one unit and service: from day `on`, vouched for to `until` (included; None: further notice)."""

    unit: UUID
    service: str
    status: str
    on: date
    source: str
    evidence: Mapping[str, Any] = field(default_factory=dict)
    until: date | None = None
    verified_by: str = ""
    verified_on: date | None = None
    cost: str = ""
    capacity_per_week: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    languages: tuple[str, ...] = ()


def declare(
    unit: Unit,
    service: str,
    status: str,
    on: date,
    evidence: Mapping[str, Any],
    source: str,
    by: Account | None,
    **more: Any,
) -> Capability:
    """One declaration; `more` are further members of Declaration. Raises what `declare_many` raises."""
    (made,) = declare_many([Declaration(unit.pk, service, status, on, source, evidence, **more)], by)
    return made


@transaction.atomic
def declare_many(said: Iterable[Declaration], by: Account | None) -> list[Capability]:
    """Write declarations in their order and settle for which days each is the answer.

    `by` None: a seed or the server itself. Raises ContentError for a service that the content does not know, ValueError
    for a status that is none, a missing source, or an end before the start.
    """
    rows = [_row(one, by) for one in said]
    pairs = {(row.unit_id, row.service) for row in rows}
    _lock({unit for unit, _ in pairs})
    with audit.acting(by or "register"):
        made: list[Capability] = Capability.objects.bulk_create(rows, batch_size=2000)
        _settle(pairs)
    return made


def retract(capability: Capability, by: Account) -> None:
    """Take back a declaration that should not have been made; what was said before it holds again."""
    retract_many([capability], by)


@transaction.atomic
def retract_many(taken: Collection[Capability], by: Account) -> None:
    """Take back declarations that should not have been made, all of them or none. Six statements for any number."""
    _lock({one.unit_id for one in taken})
    with audit.acting(by):
        held = Capability.objects.filter(pk__in=[one.pk for one in taken], retracted_at=None)
        held.update(retracted_at=clock.now(), superseded=True)
        _settle({(one.unit_id, one.service) for one in taken})


def _row(said: Declaration, by: Account | None) -> Capability:
    known_service(said.service)
    if said.status not in Capability.Status.values:
        raise ValueError(f"{said.status!r} is not a status; use able or not_able.")
    if not said.source.strip():
        raise ValueError("a declaration names its source.")
    if said.until is not None and said.until < said.on:
        raise ValueError("a declaration cannot end before it begins.")
    return Capability(
        unit_id=said.unit,
        service=said.service,
        status=said.status,
        valid_from=said.on,
        valid_to=said.until,
        until=said.until,
        source=said.source,
        evidence=dict(said.evidence),
        verified_by=said.verified_by,
        verified_on=said.verified_on,
        cost=said.cost,
        capacity_per_week=said.capacity_per_week,
        age_from=said.age_from,
        age_to=said.age_to,
        languages=list(said.languages),
        declared_by=by,
    )


def _lock(units: set[UUID]) -> None:
    """Two who declare for one unit at once do so one after the other."""
    list(Unit.objects.select_for_update(no_key=True).filter(pk__in=units).order_by("pk").values_list("pk"))


SETTLE = """
WITH told AS (
    SELECT id, until,
           lead(id) OVER same_day IS NOT NULL AS replaced,
           (SELECT min(later.valid_from) - 1 FROM registry_capability later
             WHERE later.unit_id = c.unit_id AND later.service = c.service
               AND later.retracted_at IS NULL AND later.valid_from > c.valid_from) AS last_day
      FROM registry_capability c
     WHERE retracted_at IS NULL
       AND (unit_id, service) IN (SELECT * FROM unnest(%s::uuid[], %s::text[]))
    WINDOW same_day AS (PARTITION BY unit_id, service, valid_from ORDER BY id)
)
UPDATE registry_capability c
   SET superseded = told.replaced, valid_to = LEAST(told.until, told.last_day)
  FROM told
 WHERE c.id = told.id
   AND (c.superseded, c.valid_to) IS DISTINCT FROM (told.replaced, LEAST(told.until, told.last_day))
"""


def _settle(pairs: set[tuple[UUID, str]]) -> None:
    """Each declaration answers until the day before the next one; of one day, the last."""
    ordered = sorted(pairs)
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, [[unit for unit, _ in ordered], [service for _, service in ordered]])
        cursor.execute("SET CONSTRAINTS registry_capability_one_answer IMMEDIATE")
        cursor.execute("SET CONSTRAINTS registry_capability_one_answer DEFERRED")
