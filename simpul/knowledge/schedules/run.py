"""What one forecast carries through the engines: the days that matter, and what has been found so far."""

from dataclasses import dataclass
from typing import NamedTuple

from .days import DATES
from .model import Row, Status


class Entry(NamedTuple):
    """A history entry with its day number; `dose` is the declared number, -1 for none, so that entries sort."""

    day: int
    product: str
    dose: int


Rejected = tuple[Entry, str]
"""An entry that does not count, with the code of the reason."""


@dataclass(slots=True)
class Run:
    """One person on one day. `live` holds the entries of live vaccines; engines append to `rows` and `out`."""

    anchor: int
    on: int
    live: list[Entry]
    rows: list[Row]
    out: list[Rejected]

    def add(
        self,
        series: str,
        slot: tuple[str, int],
        status: Status,
        window: tuple[int, int],
        reason: str,
        given: Entry | None = None,
    ) -> None:
        """Append a row; `slot` is product and dose number, `window` earliest and latest day."""
        product, dose = slot
        first, last = DATES[window[0]], DATES[window[1]]
        day, name = (DATES[given.day], given.product) if given else (None, None)
        # The same as Row(...), without its Python-level constructor: this line runs twenty times per child.
        self.rows.append(_new(Row, (series, product, dose, status, first, first, last, day, name, reason)))


_new = tuple.__new__
