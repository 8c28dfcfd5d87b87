"""A calendar month, the unit of most reports."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.formats import date_format


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year: `str` gives `YYYY-MM`."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Raises ValueError for a month that no calendar has."""
        date(self.year, self.number, 1)

    def __str__(self) -> str:
        """`YYYY-MM`."""
        return f"{self.year:04}-{self.number:02}"

    @cached_property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @cached_property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def words(self) -> str:
        """In the language of the page: "Oktober 2026"."""
        return date_format(self.first, "F Y")

    def before(self, months: int = 1) -> "Month":
        """The month so many months earlier (later for a negative number)."""
        place = self.year * 12 + self.number - 1 - months
        return Month(place // 12, place % 12 + 1)


def parse_month(text: str) -> Month:
    """`YYYY-MM` → the month. Raises ValueError."""
    year, _, number = text.partition("-")
    if len(year) != 4 or len(number) != 2 or not (year + number).isdigit():
        raise ValueError(f"not a month: {text!r}; write YYYY-MM")
    return Month(int(year), int(number))


def year_until(month: Month) -> list[Month]:
    """The twelve months that end with this one, oldest first."""
    return [month.before(months) for months in reversed(range(12))]


def month_of(day: date) -> Month:
    """The month in which a day lies."""
    return Month(day.year, day.month)
