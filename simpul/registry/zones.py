"""Local time of a place: the zone of its province (`content/areas/time-zones.json`)."""

import json
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db.models import Case, DateTimeField, Expression, F, Value, When
from django.db.models.functions import Substr, TruncDate
from django.db.models.lookups import In

from simpul.base import clock
from simpul.registry.models import Unit

ZONES_FILE = Path(__file__).resolve().parents[2] / "content" / "areas" / "time-zones.json"


@cache
def _zones() -> dict[str, ZoneInfo]:
    content = json.loads(ZONES_FILE.read_text(encoding="utf-8"))["zones"]
    return {province: ZoneInfo(name) for name, provinces in content.items() for province in provinces}


def zone_of_area(code: str) -> ZoneInfo:
    """The zone of an area code; western time for a province that the content does not name."""
    return _zones().get(code[:2], clock.JAKARTA)


# A unit does not move to another time zone, so a process may remember it.
@cache
def zone_of_unit(unit: str) -> ZoneInfo:
    """The zone of a post or other unit. Raises Unit.DoesNotExist."""
    return zone_of_area(Unit.objects.values_list("area_id", flat=True).get(pk=unit))


def local_day(unit: str, moment: datetime) -> date:
    """The unit's local day at a moment."""
    return moment.astimezone(zone_of_unit(unit)).date()


def local_date(moment: str | datetime, area: str) -> Case:
    """The same for the database: the day of a column (or of one moment) where a row's area (`unit__area_id`) lies."""
    told: Expression | F = F(moment) if isinstance(moment, str) else Value(moment, DateTimeField())
    by_zone: dict[ZoneInfo, list[str]] = {}
    for province, zone in _zones().items():
        by_zone.setdefault(zone, []).append(province)
    places = [
        When(In(Substr(area, 1, 2), provinces), then=TruncDate(told, tzinfo=zone))
        for zone, provinces in by_zone.items()
    ]
    return Case(*places, default=TruncDate(told, tzinfo=clock.JAKARTA))
