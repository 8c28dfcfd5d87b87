"""Which slots a week of hours makes, and which of them are free. Pure functions; every moment is given."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple
from zoneinfo import ZoneInfo

from simpul.network.working_time import Calendar

DAY, WEEK = timedelta(days=1), timedelta(days=7)


class Hours(NamedTuple):
    """Weekly hours as they are in the table: `weekday` 1 Monday … 7 Sunday, local times in `zone`."""

    id: str
    psychologist: str
    unit: str
    weekday: int
    opens: time
    closes: time
    slot_minutes: int
    channel: str
    from_day: date
    to_day: date | None
    zone: ZoneInfo

    def on(self, day: date) -> bool:
        """Whether they are kept on a day, holidays aside."""
        return day.isoweekday() == self.weekday and self.from_day <= day <= (self.to_day or day)


Shape = tuple[object, ...]
KEPT = 3
"""Where the members of Hours begin that say when they are kept, and not by whom."""


class Span(NamedTuple):
    """Time of a person that is not free, from a moment until before another; seconds since 1970."""

    psychologist: str
    starts: float
    ends: float


class Slot(NamedTuple):
    """Time that may be promised. The id says which hours made it and when it starts: it is the same at each look."""

    id: str
    unit: str
    starts_at: datetime
    ends_at: datetime
    channel: str
    psychologist: str


class Cut(NamedTuple):
    """A slot of some hours, whoever keeps them: the end of its id, its moments, and the same in seconds since 1970."""

    name: str
    starts_at: datetime
    ends_at: datetime
    starts: float
    ends: float


class Busy(NamedTuple):
    """A person's spans by their start, and the latest end of all up to each."""

    starts: list[float]
    latest: list[float]


FREE = Busy([], [])


def free(
    hours: Iterable[Hours], taken: Iterable[Span], start: datetime, end: datetime, working: Calendar
) -> list[Slot]:
    """Slots that start from `start` until before `end` and that nothing in `taken` touches, the earliest first."""
    busy, same, found = _busy(taken), dict[Shape, list[Cut]](), list[tuple[float, str, str, Slot]]()
    for one in hours:
        theirs = busy.get(one.psychologist, FREE)
        # Many people keep the same hours: what they are cut into is worked out once.
        cuts = same.get(shape := one[KEPT:])
        if cuts is None:
            cuts = same[shape] = list(_cuts(one, start, end, working))
        found += [
            (cut.starts, one.unit, one.psychologist, _slot(one, cut)) for cut in cuts if not _touched(cut, theirs)
        ]
    return [slot for *_order, slot in sorted(found)]


def made(hours: Hours, start: datetime, end: datetime, working: Calendar) -> Iterator[Slot]:
    """Every slot of these hours in the time, taken or not; none on a holiday."""
    return (_slot(hours, cut) for cut in _cuts(hours, start, end, working))


def _cuts(hours: Hours, start: datetime, end: datetime, working: Calendar) -> Iterator[Cut]:
    day, last = start.astimezone(hours.zone).date(), end.astimezone(hours.zone).date()
    day += (hours.weekday - day.isoweekday()) % 7 * DAY
    first, until = start.timestamp(), end.timestamp()
    while day <= last:
        if hours.on(day) and day not in working.holidays:
            cuts = _of_day(day, hours.opens, hours.closes, hours.slot_minutes, hours.zone)
            yield from (cut for cut in cuts if first <= cut.starts < until)
        day += WEEK


def _slot(hours: Hours, cut: Cut) -> Slot:
    return Slot(f"{hours.id}.{cut.name}", hours.unit, cut.starts_at, cut.ends_at, hours.channel, hours.psychologist)


def overlap(a: Hours, b: Hours) -> bool:
    """Whether two hours of one person ever lie in the same time, wherever they are."""
    apart = (a.to_day or date.max) < b.from_day or (b.to_day or date.max) < a.from_day
    return a.weekday == b.weekday and not apart and a.opens < b.closes and b.opens < a.closes


# Many people keep the same hours of the same day.
@lru_cache(maxsize=4096)
def _of_day(day: date, opens: time, closes: time, minutes: int, zone: ZoneInfo) -> tuple[Cut, ...]:
    length, found = timedelta(minutes=minutes), list[Cut]()
    starts, end = (datetime.combine(day, one, zone) for one in (opens, closes))
    while starts + length <= end:
        ends = starts + length
        found.append(Cut(f"{starts:%Y%m%dT%H%M}", starts, ends, starts.timestamp(), ends.timestamp()))
        starts = ends
    return tuple(found)


def _busy(taken: Iterable[Span]) -> Mapping[str, Busy]:
    spans: dict[str, list[Span]] = {}
    for span in taken:
        spans.setdefault(span.psychologist, []).append(span)
    return {who: _by_start(sorted(theirs)) for who, theirs in spans.items()}


def _by_start(spans: list[Span]) -> Busy:
    return Busy([span.starts for span in spans], list(accumulate((span.ends for span in spans), max)))


def _touched(cut: Cut, busy: Busy) -> bool:
    """Whether a span that begins before the slot ends, ends after it begins."""
    before = bisect_left(busy.starts, cut.ends)
    return before > 0 and busy.latest[before - 1] > cut.starts
