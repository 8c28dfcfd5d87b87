"""Reads of the calendars: free slots, the bookings of a day. Slots name no person who is helped."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q, QuerySet

from simpul.base import clock
from simpul.network.calendars.content import appointments
from simpul.network.calendars.models import FAMILY, Availability, Booking
from simpul.network.calendars.slots import DAY, Hours, Slot, Span, free
from simpul.network.working_time import calendar
from simpul.registry.models import Assignment
from simpul.registry.zones import zone_of_unit

COLUMNS = (
    "id", "psychologist_id", "unit_id", "weekday", "opens", "closes", "slot_minutes", "channel", "from_day", "to_day",
)  # fmt: skip
"""Of Availability, in the order of Hours."""

TAKEN = """
SELECT psychologist_id::text, string_agg(
       extract(epoch FROM starts_at)::float8 || ' ' || extract(epoch FROM ends_at)::float8, ' ')
  FROM (SELECT psychologist_id, starts_at, ends_at FROM network_booking
         WHERE psychologist_id = ANY(%(who)s::uuid[]) AND released_at IS NULL
           AND starts_at < %(end)s AND starts_at > %(before)s AND ends_at > %(start)s
        UNION ALL
        SELECT psychologist_id, starts_at, ends_at FROM network_absence
         WHERE psychologist_id = ANY(%(who)s::uuid[]) AND lifted_at IS NULL
           AND starts_at < %(end)s AND ends_at > %(start)s) t
 GROUP BY psychologist_id
"""
"""A row for each person, so that thousands of moments are not read one by one. A booking lasts less than a day."""


def free_slots(service: str, unit_ids: Iterable[object], start: date, days: int) -> list[Slot]:
    """Slots of these units that serve a service and that nobody has, from a local day for so many days.

    None for a service that is not met by appointment. Slots that start sooner than the notice are left out, and days
    beyond the horizon of the content.
    """
    rules = appointments()
    channels = rules.channels.get(service, ())
    rows = Availability.objects.filter(unit__in=[UUID(str(one)) for one in unit_ids], channel__in=channels)
    return free_of(rows, start, min(days, rules.horizon_days))


def free_of(rows: QuerySet[Availability], start: date, days: int) -> list[Slot]:
    """Free slots that these hours make, from a local day for so many days; what has begun or begins soon left out."""
    kept = hours(rows)
    if not kept:
        return []
    first, last = midnight(start, kept[0].zone), midnight(start, kept[0].zone) + days * DAY
    first = max(first, clock.now() + appointments().notice)
    return free(kept, taken({one.psychologist for one in kept}, first, last + DAY), first, last, calendar())


def slot(slot_id: str) -> Slot | None:
    """The slot of that id when it is free; None when it is taken, has passed or never was."""
    pk, _dot, when = slot_id.partition(".")
    try:
        day = datetime.strptime(when[:8], "%Y%m%d").date()  # noqa: DTZ007  (a local day)
        rows = Availability.objects.filter(pk=UUID(pk))
    except ValueError:
        return None
    return next((one for one in free_of(rows, day, 1) if one.id == slot_id), None)


def hours(rows: QuerySet[Availability]) -> list[Hours]:
    """The hours of people who work at the unit as psychologists today, each until the end of that work."""
    found: list[tuple[Any, ...]] = list(rows.values_list(*COLUMNS))
    ends = _ends({one[1] for one in found})
    kept = []
    for pk, psychologist, unit, weekday, opens, closes, minutes, channel, from_day, to_day in found:
        end = ends.get((psychologist, unit))
        if end is not None:
            who, where, until = str(psychologist), str(unit), min(to_day or date.max, end)
            zone = zone_of_unit(where)
            kept.append(Hours(str(pk), who, where, weekday, opens, closes, minutes, channel, from_day, until, zone))
    return kept


def as_hours(row: Availability) -> Hours:
    """A row as the pure functions take it."""
    return Hours(
        id=str(row.pk),
        psychologist=str(row.psychologist_id),
        unit=str(row.unit_id),
        weekday=row.weekday,
        opens=row.opens,
        closes=row.closes,
        slot_minutes=row.slot_minutes,
        channel=row.channel,
        from_day=row.from_day,
        to_day=row.to_day,
        zone=zone_of_unit(str(row.unit_id)),
    )


def taken(psychologists: Iterable[object], start: datetime, end: datetime) -> list[Span]:
    """Promised time and absences of these people that touch the time."""
    asked: dict[str, Any] = {
        "who": [UUID(str(one)) for one in psychologists],
        "start": start,
        "end": end,
        "before": start - DAY,
    }
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, asked)
        rows = [(who, [float(one) for one in moments.split()]) for who, moments in cursor.fetchall()]
    return [Span(who, *pair) for who, moments in rows for pair in zip(moments[::2], moments[1::2], strict=True)]


def booking_of(request: object) -> Booking | None:
    """The promise in force for a request that lies ahead or was not yet answered; None without one."""
    held = Booking.objects.filter(request=UUID(str(request)), released_at=None, came=None)
    return held.select_related("psychologist", "unit").first()


def was_moved(booking: Booking) -> bool:
    """Whether somebody of the place gave another time than was promised; not where the family chose or let go."""
    if booking.booked_by is None:
        return False
    return Booking.objects.filter(request=booking.request_id).exclude(Q(released_at=None) | Q(release=FAMILY)).exists()


def between(psychologist: object, start: datetime, end: datetime) -> QuerySet[Booking]:
    """Bookings in force of a person that start in the time, in their order."""
    found = Booking.objects.filter(psychologist=UUID(str(psychologist)), released_at=None)
    return found.filter(starts_at__gte=start, starts_at__lt=end).select_related("request", "unit").order_by("starts_at")


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The beginning of a local day at a place."""
    return datetime.combine(day, datetime.min.time(), zone)


def _ends(people: Iterable[UUID]) -> dict[tuple[UUID, UUID | None], date]:
    """By person and unit: the last day of the work there as a psychologist."""
    held = Assignment.objects.active(clock.today()).filter(
        account__in=people, account__is_active=True, role=Assignment.Role.PSYCHOLOGIST
    )
    ends: dict[tuple[UUID, UUID | None], date] = {}
    for person, unit, end in held.values_list("account", "unit", "ends_on"):
        ends[person, unit] = max(ends.get((person, unit), date.min), end or date.max)
    return ends
