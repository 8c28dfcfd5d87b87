"""When a call comes: the first part of the day that is safe for whoever asked, and in which somebody can call.

Pure; the moment is given and local to the place that calls.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from simpul.care.contacts.content import Part, ahead_days, least_left, parts
from simpul.registry.capabilities.hours import Hours, IsHoliday

Span = tuple[int, int]
"""Minutes of a local day, from and until."""


@dataclass(frozen=True, slots=True)
class Safe:
    """A span of one local day in which a call is safe; `starts` and `ends` are aware and local."""

    starts: datetime
    ends: datetime


def can_be_kept(part: Part, hours: Hours) -> bool:
    """Whether a place with these hours is open at all in this part of some day of the week."""
    return any(_both((part.starts, part.ends), span) for spans in hours.days for span in spans)


def first_safe(chosen: Sequence[str], now: datetime, hours: Hours, is_holiday: IsHoliday) -> Safe | None:
    """The first safe span after now (the one that runs, where enough of it is left); None within the days looked at.

    `chosen` are ids of the content; `now` is local to the place whose `hours` these are.
    """
    named = _joined((part.starts, part.ends) for part in parts() if part.id in chosen)
    for ahead in range(ahead_days() + 1):
        day = now.date() + timedelta(days=ahead)
        for starts, ends in _within(named, hours.of(day, is_holiday)):
            found = Safe(max(_at(day, starts, now), now), _at(day, ends, now))
            if found.ends - found.starts >= least_left():
                return found
    return None


def _within(named: Sequence[Span], open_spans: Sequence[Span]) -> Iterator[Span]:
    for span in open_spans:
        yield from (both for one in named if (both := _both(one, span)))


def _both(one: Span, other: Span) -> Span | None:
    starts, ends = max(one[0], other[0]), min(one[1], other[1])
    return (starts, ends) if starts < ends else None


def _joined(spans: Iterator[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap as one."""
    found: list[Span] = []
    for starts, ends in sorted(spans):
        if found and starts <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], ends)
        else:
            found.append((starts, ends))
    return found


def _at(day: date, minutes: int, now: datetime) -> datetime:
    return datetime.combine(day, time(), now.tzinfo) + timedelta(minutes=minutes)
