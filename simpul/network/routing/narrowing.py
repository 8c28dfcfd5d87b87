"""The units that may answer, read from the register in the order of what the database can already tell of them.

Each row carries a bound: its points if it were open and had room. Whoever reads on only needs to do so while a bound
could still beat what has been found.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from simpul.knowledge.services import Service
from simpul.network.routing.model import Wanted
from simpul.network.routing.nearby import NEAR, around
from simpul.network.routing.rules import Points, Rules


class Row(NamedTuple):
    """A unit as the register knows it; the names are those of Facts. `capability` None: not yet surveyed."""

    unit: UUID
    name: str
    area: str
    capability: int | None
    capacity: int | None
    closeness: int
    distance_km: float | None
    always: bool
    hours: str | None
    on_holidays: bool
    verified: bool
    speaks: bool | None
    free: bool
    bound: int


@dataclass(frozen=True)
class Stream:
    """Units of one service, able or not yet surveyed, from the highest bound down."""

    service: Service
    surveyed: bool
    emergency_rank: int | None


CLOSENESS = """CASE WHEN left(u.area_id, 5) = %(city)s THEN
        CASE WHEN u.area_id = %(village)s THEN 4 WHEN left(u.area_id, 8) = %(district)s THEN 3 ELSE 2 END
    WHEN left(u.area_id, 2) = %(province)s THEN 1 ELSE 0 END"""
"""The widest first: most units lie in another city."""

DISTANCE = """2 * %(radius)s * asin(sqrt(least(1, sin(radians(p.latitude - %(lat)s::float8) / 2) ^ 2
    + cos(radians(%(lat)s::float8)) * cos(radians(p.latitude))
    * sin(radians(p.longitude - %(lon)s::float8) / 2) ^ 2)))"""

IN_FORCE = """NOT c.superseded AND c.service = %(service)s AND c.valid_from <= %(on)s
    AND (c.valid_to IS NULL OR c.valid_to >= %(on)s)"""

ABLE = f"""JOIN registry_capability c ON c.unit_id = u.id AND {IN_FORCE} AND c.status = 'able'
    AND (%(age)s::int IS NULL OR %(age)s BETWEEN coalesce(c.age_from, 0) AND coalesce(c.age_to, 999))"""
UNSURVEYED = "CROSS JOIN (SELECT NULL::bigint AS id, NULL::int AS capacity_per_week, NULL::date AS verified_on, \
''::text AS cost, ARRAY[]::text[] AS languages) c"
NOT_ASKED = f"AND NOT EXISTS (SELECT 1 FROM registry_capability c WHERE c.unit_id = u.id AND {IN_FORCE})"  # noqa: S608 (our own text)

SELECT = """
SELECT first.id, name, area_id, capability, capacity_per_week, closeness, km, always, p.hours::text,
       coalesce(p.open_on_holidays, false), verified, speaks, free, bound
  FROM (SELECT *, (CASE WHEN id = %(home)s::uuid THEN %(p_home)s ELSE 0 END
        + (%(p_area)s::int[])[closeness + 1]
        + coalesce((%(p_distance)s::int[])[width_bucket(km, %(below_km)s::float8[]) + 1], 0)
        + CASE WHEN always THEN %(p_always)s ELSE 0 END
        + CASE WHEN timed THEN %(p_open)s ELSE 0 END
        + CASE WHEN capacity_per_week > 0 THEN %(p_room)s ELSE 0 END
        + CASE WHEN verified THEN %(p_verified)s ELSE 0 END
        + CASE WHEN free THEN %(p_free)s ELSE 0 END
        + CASE speaks WHEN true THEN %(p_language)s WHEN false THEN %(p_no_language)s ELSE 0 END
        + %(p_first)s)::int AS bound
          FROM (SELECT u.id, u.name, u.area_id, c.id AS capability, c.capacity_per_week, {closeness} AS closeness,
                       {distance} AS km, coalesce(p.always_open, false) AS always, p.hours_known AS timed,
                       coalesce(c.verified_on BETWEEN %(fresh)s AND %(on)s, false) AS verified, {speaks} AS speaks,
                       c.cost = ANY(%(free)s) AS free
                  FROM registry_unit u
                  {surveyed}
                  LEFT JOIN ({profile}) p ON p.unit_id = u.id
                 WHERE u.kind = ANY(%(kinds)s) AND u.open_from <= %(on)s
                   AND (u.closed_on IS NULL OR u.closed_on > %(on)s) {unasked} {near}
                OFFSET 0) told
         ORDER BY bound DESC, km, name COLLATE "C", id LIMIT %(most)s) first
  LEFT JOIN registry_unitprofile p ON p.unit_id = first.id
 ORDER BY bound DESC, km, name COLLATE "C", first.id
"""
"""OFFSET 0 (here and in READ_THROUGH): what is told of a unit is computed once, and not again for each use and for the
order; and the profiles are read through once, for the planner takes the many units for few and would look up each."""

PROFILE = "SELECT unit_id, latitude, longitude, always_open, hours_known FROM registry_unitprofile"
READ_THROUGH = f"{PROFILE} OFFSET 0"
SPEAKS = "%(language)s = ANY(c.languages)"


def read(stream: Stream, wanted: Wanted, rules: Rules, most: int, *, near: bool = False) -> list[Row]:
    """At most so many rows of a stream, in the order of the bound; with `near` only of units nearby.

    Who stands first in an emergency is read from everywhere: they are few, and stand before the near ones.
    """
    nearby = around(wanted, rules) if near and stream.emergency_rank != 0 else None
    unknown = "NULL::float8" if wanted.at is None else DISTANCE
    statement = SELECT.format(
        closeness=CLOSENESS,
        distance=unknown,
        surveyed=ABLE if stream.surveyed else UNSURVEYED,
        unasked="" if stream.surveyed else NOT_ASKED,
        speaks="NULL::boolean" if wanted.language is None else SPEAKS,
        near=NEAR if nearby else "",
        profile=PROFILE if nearby else READ_THROUGH,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, _asked(stream, wanted, rules) | (nearby or {}) | {"most": most})
        return [Row(*row) for row in cursor.fetchall()]


def _asked(stream: Stream, wanted: Wanted, rules: Rules) -> dict[str, Any]:
    service, points = stream.service, rules.points[wanted.urgency]
    parts = wanted.area.split(".")
    village, district, city = (".".join(parts[:n]) if len(parts) >= n else "-" for n in (4, 3, 2))
    lat, lon = wanted.at or (None, None)
    return {
        "service": service.id,
        "kinds": list(service.takes_requests),
        "free": ["free", ""] if service.cost.payer == "free" else ["free"],
        "on": wanted.on,
        "fresh": wanted.on - timedelta(days=rules.fresh_days),
        "age": wanted.age_years,
        "language": wanted.language,
        "home": wanted.home,
        "village": village,
        "district": district,
        "city": city,
        "province": parts[0] or "-",
        "lat": lat,
        "lon": lon,
        "radius": rules.earth_radius_km,
        "below_km": list(points.below_km),
        **_points(points, stream),
    }


def _points(points: Points, stream: Stream) -> dict[str, Any]:
    return {
        "p_home": points.home,
        "p_area": list(points.area),
        "p_distance": list(points.distance),
        "p_always": points.always,
        "p_open": points.open_now,
        "p_room": points.room,
        "p_verified": points.verified,
        "p_free": points.free,
        "p_language": points.language,
        "p_no_language": points.no_language,
        "p_first": points.emergency_first if stream.emergency_rank == 0 else 0,
    }
