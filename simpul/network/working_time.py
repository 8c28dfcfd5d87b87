"""Office time: when working days pass, from the holiday table (`content/workflows/holidays.json`).

A working day lasts from opening to closing on a weekday that is no holiday. Limits in working days count office
minutes, so a clock can be paused and run on later. Pure functions; every moment is given.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from simpul.knowledge.content import CONTENT_DIR, read_json

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Working days of offices. `years` are those for which holidays are known; others have weekends only."""

    opens: time
    closes: time
    weekdays: frozenset[int]
    holidays: frozenset[date]
    years: frozenset[int]

    @property
    def minutes_per_day(self) -> int:
        """Minutes of office time in one working day."""
        return (self.closes.hour - self.opens.hour) * 60 + self.closes.minute - self.opens.minute

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open on a day."""
        return day.isoweekday() in self.weekdays and day not in self.holidays

    def add(self, start: datetime, minutes: int, zone: ZoneInfo) -> datetime:
        """The moment when `minutes` of office time have passed since `start`, at a place in `zone`.

        Zero minutes from outside office time is the next opening.
        """
        left = timedelta(minutes=minutes)
        for opening, closing in self._days(start, zone):
            here = max(opening, start)
            if here + left <= closing and here < closing:
                return here + left
            left -= max(closing - here, timedelta(0))
        raise AssertionError("unreachable: days do not end")

    def between(self, start: datetime, end: datetime, zone: ZoneInfo) -> int:
        """Whole minutes of office time from `start` to `end`; 0 when `end` is not later."""
        passed = timedelta(0)
        for opening, closing in self._days(start, zone):
            if opening >= end:
                break
            passed += max(min(closing, end) - max(opening, start), timedelta(0))
        return int(passed.total_seconds() // 60)

    def _days(self, start: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
        day = start.astimezone(zone).date()
        while True:
            if self.is_working_day(day):
                yield datetime.combine(day, self.opens, zone), datetime.combine(day, self.closes, zone)
            day += DAY


@cache
def calendar() -> Calendar:
    """The calendar of the content. Raises ContentError when the file cannot be read."""
    content = read_json(CONTENT_DIR / "workflows" / "holidays.json")
    hours = content["office_hours"]
    return Calendar(
        opens=time.fromisoformat(hours["opens"]),
        closes=time.fromisoformat(hours["closes"]),
        weekdays=frozenset(hours["weekdays"]),
        holidays=frozenset(date.fromisoformat(one["date"]) for one in content["days"]),
        years=frozenset(content["years"]),
    )
