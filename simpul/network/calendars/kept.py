"""Hours that stand in the calendars of a place on a day, so that what a place says of itself can be held against them.

Weekly hours only: holidays, leave and what is promised already do not matter to the question who receives people there.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Min, Q

from simpul.network.calendars.content import appointments
from simpul.network.calendars.models import Availability
from simpul.network.calendars.week import kept_together
from simpul.registry.models import Assignment


@dataclass(frozen=True)
class Kept:
    """The weekly hours of a place on a day. `since`: the first day of the first calendar there; None: never kept."""

    since: date | None = None
    rows: tuple[Availability, ...] = field(default=())

    @property
    def weekdays(self) -> frozenset[int]:
        """1 Monday … 7 Sunday."""
        return frozenset(row.weekday for row in self.rows)

    @property
    def people(self) -> int:
        """How many receive there."""
        return len({row.psychologist_id for row in self.rows})

    def words(self) -> str:
        """`Senin–Rabu 08.00–11.00; Kamis 13.00–15.00`, in the language of the page; empty without hours."""
        told = []
        for one in kept_together(_of_nobody(self.rows)):
            opens, closes = one.rows[0].opens, one.rows[0].closes
            told.append(f"{one.days} {opens:%H.%M}–{closes:%H.%M}")
        return "; ".join(told)


NOTHING = Kept()


def kept_at(service: str, units: Collection[UUID], day: date) -> Mapping[UUID, Kept]:
    """The hours in which a service is given at these places on a day. Three queries for any number of places.

    Nothing for a service that is not met by appointment, and nothing for a place where no calendar was ever kept.
    """
    channels = appointments().channels.get(service, ())
    if not channels or not units:
        return {}
    asked = Availability.objects.filter(unit__in=units, channel__in=channels, from_day__lte=day)
    begun = dict(asked.order_by().values("unit").annotate(first=Min("from_day")).values_list("unit", "first"))
    standing = asked.filter(Q(to_day=None) | Q(to_day__gte=day)).order_by("weekday", "opens", "closes")
    rows: dict[UUID, list[Availability]] = {unit: [] for unit in begun}
    works = _works(standing.values("psychologist"), day)
    for row in standing:
        if (row.psychologist_id, row.unit_id) in works:
            rows[row.unit_id].append(row)
    return {unit: Kept(first, tuple(rows[unit])) for unit, first in begun.items()}


def _works(people: object, day: date) -> set[tuple[UUID, UUID | None]]:
    held = Assignment.objects.active(day).filter(
        account__in=people, account__is_active=True, role=Assignment.Role.PSYCHOLOGIST
    )
    return set(held.values_list("account", "unit"))


def _of_nobody(rows: Iterable[Availability]) -> list[Availability]:
    """The hours as of a place: whoever keeps them, how long a slot is and how one meets make no difference."""
    return [Availability(unit_id=row.unit_id, weekday=row.weekday, opens=row.opens, closes=row.closes) for row in rows]
