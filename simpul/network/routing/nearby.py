"""The units around whoever needs help: mostly enough, and far fewer than all that offer the service.

Near is: in the same city, or within the distance up to which nearness counts, or the puskesmas of their own post.
Whoever is not near has no point of these three, so nobody beyond can have more than `most_beyond`.
"""

from math import asin, cos, degrees, radians, sin
from typing import Any

from simpul.network.routing.model import Wanted
from simpul.network.routing.rules import Points, Rules

NEAR = """AND u.id IN (
    SELECT id FROM registry_unit WHERE area_id LIKE %(in_city)s
    UNION ALL SELECT unit_id FROM registry_unitprofile
               WHERE latitude BETWEEN %(south)s AND %(north)s AND longitude BETWEEN %(west)s AND %(east)s
    UNION ALL SELECT %(home)s::uuid)"""
MARGIN = 1.001
"""A box a little wider than the circle: rounding must not leave anybody out."""


def around(wanted: Wanted, rules: Rules) -> dict[str, Any] | None:
    """What NEAR asks with; None when nothing is known of where somebody is but the province."""
    parts = wanted.area.split(".")
    if len(parts) < 2 and wanted.at is None:
        return None
    city = ".".join(parts[:2]) + "%" if len(parts) > 1 else ""
    return {"in_city": city, **_box(wanted.at, rules)}


def _box(at: tuple[float, float] | None, rules: Rules) -> dict[str, float | None]:
    if at is None:
        return dict.fromkeys(("south", "north", "west", "east"))
    turn = MARGIN * max(points.below_km[-1] for points in rules.points.values()) / rules.earth_radius_km
    (lat, lon), high = at, degrees(turn)
    wide = 180.0 if abs(lat) + high >= 90 else degrees(asin(sin(turn) / cos(radians(lat))))
    return {"south": lat - high, "north": lat + high, "west": lon - wide, "east": lon + wide}


def most_beyond(points: Points, wanted: Wanted) -> int:
    """The most points that a unit can have which is not near, and does not answer an emergency first."""
    language = max(points.language, points.no_language) if wanted.language else 0
    kind = (points.always, points.open_now, points.room, points.verified, points.free, language, points.distance[-1])
    return points.area[1] + sum(max(0, one) for one in kind)
