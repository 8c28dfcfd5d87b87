"""A psychologist with hours on a Monday, and requests that ask for them."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from simpul.base import clock
from simpul.care.tests.stories import Village
from simpul.journal.testing import account
from simpul.network.calendars.actions.keep_hours import add_hours
from simpul.network.calendars.models import Availability, Booking
from simpul.network.calendars.queries import free_slots
from simpul.network.calendars.slots import Slot
from simpul.network.models import Request
from simpul.registry.models import Account, Assignment, Unit

MIND = "kesehatan-jiwa"
SUNDAY = "2026-11-22T19:00"
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@dataclass
class Practice:
    """A village, its psychologist, Mondays and Tuesdays from eight to eleven."""

    village: Village = field(default_factory=Village)

    def __post_init__(self) -> None:
        """Give the psychologist hours."""
        self.puskesmas: Unit = self.village.where.puskesmas
        self.psychologist: Account = account("Psikolog Rahma", Assignment.Role.PSYCHOLOGIST, self.puskesmas)
        self.hours = [self.add(weekday) for weekday in (1, 2)]

    def add(self, weekday: int, opens: int = 8, closes: int = 11, **over: Any) -> Availability:
        """Hours of sixty minutes, from 1 November on."""
        given: dict[str, Any] = {"slot_minutes": 60, "channel": "datang", "from_day": date(2026, 11, 1)} | over
        return add_hours(self.psychologist, self.puskesmas, weekday, time(opens), time(closes), **given)

    def mother(self, name: str = "Siti Rohani") -> str:
        """A mother on the register; returns her id."""
        return self.village.child(self.village.family(), name=name, birth_date="1998-03-01")

    def ask(self, person: str | None = None, **over: Any) -> Request:
        """A request for the psychologist."""
        data = {"service": MIND, "reasons": [], "urgency": "biasa"} | over
        return Request.objects.get(pk=self.village.refer(person or self.mother(), **data))

    def slots(self, service: str = MIND, days: int = 7, start: date = MONDAY) -> list[Slot]:
        """What is free from Monday on."""
        return free_slots(service, [self.puskesmas.pk], start, days)

    def promised(self, request: str) -> Booking:
        """A promise to a request, two days from now, whatever the hours."""
        starts = clock.now() + timedelta(days=2)
        return Booking.objects.create(
            psychologist=self.psychologist,
            unit=self.puskesmas,
            request_id=request,
            starts_at=starts,
            ends_at=starts + timedelta(hours=1),
            channel="datang",
            reference=f"UJI{str(request)[:4]}",
        )
