"""When each post opens: once a month, and three of the eight posts today."""

from datetime import date, timedelta

MONTHS = 24
TODAY_POSTS = 3


def days_of(number: int, today: date) -> list[date]:
    """The open days of post `number` (0 to 7) in the two years before today, oldest first; today is not among them."""
    shift = 0 if number < TODAY_POSTS else 2 + 3 * number
    return monthly(today - timedelta(days=shift) if shift else _month_before(today))


def monthly(last: date) -> list[date]:
    """The day of each of the 24 months up to `last`, oldest first."""
    days = [last]
    while len(days) < MONTHS:
        days.append(_month_before(days[-1]))
    return days[::-1]


def _month_before(day: date) -> date:
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return date(year, month, min(day.day, 28))
