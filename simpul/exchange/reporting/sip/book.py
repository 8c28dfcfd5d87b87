"""What registers ask about persons of a year, read at once: persons, weighings, doses, visits, pregnancies."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from simpul.care.models import Dose, Growth, Pregnancy, Visit
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.roster import Member, Roster
from simpul.exchange.reporting.sip.formats import products
from simpul.people.models import Person


@dataclass
class Book:
    """A roster with the year's facts by person kept; `visits` and `doses` in order of date, `doses` of all time."""

    found: Roster
    month: Month
    persons: Mapping[UUID, Person] = field(default_factory=dict)
    growth: dict[UUID, list[Growth]] = field(default_factory=lambda: defaultdict(list))
    visits: dict[UUID, list[Visit]] = field(default_factory=lambda: defaultdict(list))
    doses: dict[UUID, list[Dose]] = field(default_factory=lambda: defaultdict(list))

    @property
    def since(self) -> date:
        """New Year's Day."""
        return date(self.month.year, 1, 1)

    def kept(self, record: UUID) -> UUID:
        """The person that a record is."""
        return self.found.kept.get(record, record)

    def dose_days(self, person: UUID) -> dict[str, date]:
        """`OPV_2`, `HB0` and the like → the first day on which it was given."""
        letters, days = products(), dict[str, date]()
        for dose in self.doses[person]:
            name = letters.get(dose.product)
            if name is not None:
                days.setdefault(f"dose_{name}_{dose.number}", dose.date)
                days.setdefault(f"dose_{name}", dose.date)
        return days

    def months(self, person: UUID, field_name: str) -> dict[int, Any]:
        """Month of the year → the last value of a field that the visits gave."""
        found: dict[int, Any] = {}
        for visit in self.visits[person]:
            if visit.values.get(field_name) not in (None, ""):
                found[visit.date.month] = visit.values[field_name]
        return found

    def latest(self, person: UUID, field_name: str) -> Any:
        """The last value of a field in the year."""
        return next(reversed(self.months(person, field_name).values()), None)


def book(found: Roster, members: Iterable[Member]) -> Book:
    """Everything about these members until the month's end, in six queries."""
    made = Book(found, found.month)
    ids = [member.id for member in members]
    wanted = set(ids)
    records = ids + [record for record, kept in found.kept.items() if kept in wanted]
    made.persons = Person.objects.select_related("family", "mother").in_bulk(ids)
    year = {"date__gte": made.since, "date__lte": found.month.last}
    for point in Growth.objects.filter(person__in=ids, **year).order_by("date", "pk"):
        made.growth[point.person_id].append(point)
    seen = Visit.objects.filter(person__in=records, status="ok", **year).order_by("date", "pk")
    for visit in seen.only("person_id", "date", "card", "values"):
        made.visits[made.kept(visit.person_id)].append(visit)
    doses = Dose.objects.filter(person__in=records, status="ok", date__lte=found.month.last).order_by("date", "pk")
    for dose in doses:
        made.doses[made.kept(dose.person_id)].append(dose)
    return made


def pregnancies(found: Roster) -> list[Pregnancy]:
    """Pregnancies of the roster that were open in the year until the month's end, by when they began."""
    year = date(found.month.year, 1, 1)
    rows = Pregnancy.objects.filter(person__in=found.records()).exclude(status="void").exclude(outcome="mistake")
    running = [one for one in rows if one.status == "open" or (one.end_date is not None and one.end_date >= year)]
    return sorted(running, key=lambda one: (one.lmp or one.edd or year, str(one.pk)))
