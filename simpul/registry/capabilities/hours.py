"""Opening hours of a unit: read, checked, and asked for a moment. Pure; every moment is local and given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WHOLE_DAY = [["00:00", "24:00"]]
ALWAYS: dict[str, list[list[str]]] = dict.fromkeys(DAYS, WHOLE_DAY)
"""Day and night."""
WEEK = 7
MINUTES = 24 * 60
IsHoliday = Callable[[date], bool]


@dataclass(frozen=True)
class Hours:
    """Minutes of the local day in which a unit is open, for Monday to Sunday; `known` is False when nobody said."""

    days: tuple[tuple[tuple[int, int], ...], ...]
    on_holidays: bool

    @property
    def known(self) -> bool:
        """Whether any hours were given."""
        return any(self.days)

    @property
    def always(self) -> bool:
        """Open day and night, on holidays too."""
        return all(spans == ((0, MINUTES),) for spans in self.days)

    def of(self, day: date, is_holiday: IsHoliday) -> tuple[tuple[int, int], ...]:
        """The spans of one day; none on a holiday when the unit then rests."""
        rests = not (self.always or self.on_holidays) and is_holiday(day)
        return () if rests else self.days[day.weekday()]

    def closes_at(self, moment: datetime, is_holiday: IsHoliday) -> datetime | None:
        """When a unit that is open at this moment closes next (24 o'clock at the latest); None: it is closed."""
        minute = moment.hour * 60 + moment.minute
        for opens, closes in self.of(moment.date(), is_holiday):
            if opens <= minute < closes:
                return _at(moment, moment.date(), closes)
        return None

    def opens_next(self, moment: datetime, is_holiday: IsHoliday, within_days: int = 2 * WEEK) -> datetime | None:
        """The next opening after this moment; None when there is none within so many days."""
        minute = moment.hour * 60 + moment.minute
        for ahead in range(within_days + 1):
            day = moment.date() + timedelta(days=ahead)
            for opens, _ in self.of(day, is_holiday):
                if ahead or opens > minute:
                    return _at(moment, day, opens)
        return None


def _at(moment: datetime, day: date, minutes: int) -> datetime:
    return datetime.combine(day, time(), moment.tzinfo) + timedelta(minutes=minutes)


def parse_hours(raw: Mapping[str, Any], *, on_holidays: bool = False) -> Hours:
    """Hours from their JSON. Raises ValueError that names the day and what is wrong with it."""
    unknown = set(raw) - set(DAYS)
    if unknown:
        raise ValueError(f"{min(unknown)!r} is not a day; days are {', '.join(DAYS)}.")
    return Hours(tuple(_spans(day, raw.get(day, [])) for day in DAYS), on_holidays)


def _spans(day: str, raw: Sequence[Sequence[str]]) -> tuple[tuple[int, int], ...]:
    spans = sorted((minutes_of(opens), minutes_of(closes)) for opens, closes in raw)
    for opens, closes in spans:
        if opens >= closes:
            raise ValueError(f"{day}: closes before it opens.")
    for (_, closes), (opens, _) in pairwise(spans):
        if opens < closes:
            raise ValueError(f"{day}: two spans overlap.")
    return tuple(spans)


@lru_cache(maxsize=512)
def minutes_of(text: str) -> int:
    """Minutes since midnight of `HH:MM`, `24:00` included. Raises ValueError."""
    hours, colon, minutes = text.partition(":")
    if not (colon and hours.isdigit() and minutes.isdigit() and len(minutes) == 2):
        raise ValueError(f"{text[:10]!r} is not a time of day.")
    total = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or total > MINUTES:
        raise ValueError(f"{text[:10]!r} is not a time of day.")
    return total


def clock_text(minutes: int) -> str:
    """`08.30`, as it is written in Indonesia."""
    return f"{minutes // 60:02}.{minutes % 60:02}"
