"""What goes into a forecast and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Status = Literal["given", "due", "overdue", "early", "future", "closed"]
Anchor = Literal["birth_date", "lmp_date", "delivery_date"]


class Dose(NamedTuple):
    """One entry of a history: a product id, its date, and the dose number that was written down, if any."""

    product: str
    date: date
    dose: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who is forecast for. `province` is any Kemendagri area code; its first two digits count.

    Children need `birth_date`; a pregnancy `lmp_date` (HPHT); a mother after birth `delivery_date`.
    """

    birth_date: date | None = None
    sex: str | None = None
    province: str | None = None
    lmp_date: date | None = None
    delivery_date: date | None = None


class Row(NamedTuple):
    """One dose or contact of the schedule.

    `due_date` is when it becomes due; `earliest` to `latest` is when it may be given (`latest` None: no end in
    this schedule). `early` is the next one of its series that must still wait, `future` waits for an earlier one.
    `given_on` and `given_product` are set when given; `reason` is a code of `content/schedules/words.json`.
    """

    series: str
    product: str
    dose: int
    status: Status
    due_date: date
    earliest: date
    latest: date | None
    given_on: date | None
    given_product: str | None
    reason: str


class NotCounted(NamedTuple):
    """An entry of the history that does not count, with the code of the reason."""

    product: str
    date: date
    dose: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """The answer of the forecaster on one day."""

    schedule: str
    edition: str
    on: date
    rows: list[Row]
    not_counted: list[NotCounted]
    counted: Mapping[str, tuple[date, ...]]
    """Dates of the valid doses by series, in order."""

    def actionable(self) -> list[Row]:
        """Rows that can be given today: due or overdue."""
        return [row for row in self.rows if row.status in ("due", "overdue")]
