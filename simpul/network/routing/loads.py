"""How many people are on their way to units for a service: open requests, and appointments of the week ahead."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from simpul.base import clock
from simpul.knowledge.services import Service, all_services
from simpul.network.routing.model import Load

STATEMENT = """
SELECT unit, count(*) FILTER (WHERE appointment_at IS NULL),
       count(*) FILTER (WHERE appointment_at >= %(first)s AND appointment_at < %(end)s)
  FROM (
    SELECT r.to_unit_id AS unit, r.service, r.appointment_at
      FROM network_request r WHERE r.open AND r.to_unit_id = ANY(%(units)s::uuid[])
    UNION ALL
    SELECT coalesce(p.puskesmas_id, r.post_id), r.service, r.appointment_at
      FROM network_request r LEFT JOIN registry_post p ON p.unit_id = r.post_id
     WHERE r.open AND r.to_unit_id IS NULL AND r.post_id IN (
           SELECT unit_id FROM registry_post WHERE puskesmas_id = ANY(%(units)s::uuid[])
           UNION SELECT unnest(%(units)s::uuid[]))
  ) asked
 WHERE {named}
 GROUP BY unit
"""


def loads(service: Service, capacities: Mapping[UUID, int | None], on: date, week_days: int) -> dict[UUID, Load]:
    """The load of each unit in `capacities` (people a week, None: not said) for a service, from the day `on`."""
    if not capacities:
        return {}
    first = datetime.combine(on, time(), clock.JAKARTA)
    names, named = _named(service)
    asked: dict[str, Any] = {
        "units": list(capacities),
        "names": names,
        "first": first,
        "end": first + timedelta(days=week_days),
    }
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT.format(named=named), asked)
        found = {unit: (waiting, scheduled) for unit, waiting, scheduled in cursor.fetchall()}
    return {unit: Load(*found.get(unit, (0, 0)), capacity) for unit, capacity in capacities.items()}


def _named(service: Service) -> tuple[list[str], str]:
    """Names under which requests ask for the service; the general one takes what no other names."""
    if "*" in service.also:
        return _names(one for one in all_services() if one is not service), "NOT service = ANY(%(names)s)"
    return _names([service]), "service = ANY(%(names)s)"


def _names(services: Iterable[Service]) -> list[str]:
    return [name for one in services for name in (one.id, *one.also)]
