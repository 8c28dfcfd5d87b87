"""Dates as whole days (proleptic ordinals, as `date.toordinal`), so that no time zone can move them."""

import calendar
from datetime import date

NEVER = 10**7
"""A day number that no life reaches: stands for "no limit"."""


def add_months(day: int, months: int) -> int:
    """The same day of the month that many months later; the last day of a month that has no such day."""
    start = date.fromordinal(day)
    years, month0 = divmod(start.month - 1 + months, 12)
    year = start.year + years
    last = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(start.day, last)).toordinal()


class _Dates(dict[int, date]):
    """Dates by ordinal, made once each: a forecast writes the same few thousand days again and again."""

    def __missing__(self, day: int) -> date:
        made = self[day] = date.fromordinal(day)
        return made


DATES = _Dates()
"""The date of an ordinal."""


def first_of_month(year: int, month: int) -> int:
    """The first day of a month."""
    return date(year, month, 1).toordinal()


def last_of_month(year: int, month: int) -> int:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1]).toordinal()


def as_date(value: date | str) -> date:
    """A date from a date or from `YYYY-MM-DD`. Raises ValueError that says what to write."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{value!r} is not a date; write it as YYYY-MM-DD, for one 2026-11-21.") from error
