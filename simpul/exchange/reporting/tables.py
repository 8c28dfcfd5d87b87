"""A report as a table: what the writers of CSV, XLSX and PDF print, and what the page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from simpul.exchange.reporting.month import Month


class Withheld(str):
    """Stands for a number that is not shown."""


Cell = str | int | float | bool | date | Month | None


@dataclass(frozen=True)
class Head:
    """A column's heading: its group, if any, its own label, and the step whose colour it has."""

    label: str
    group: str = ""
    step: int | None = None

    @property
    def full(self) -> str:
        """In one line, for sheets with one row of headings."""
        return f"{self.group}: {self.label}" if self.group else self.label


@dataclass(frozen=True)
class Table:
    """A printed report. `facts` are the lines of its head (post, puskesmas, month); `notes` stand below.

    `sums`: the last row is a total. `leading`: so many columns before those of the official form. `persons`: ids by
    post of everybody whom the rows name, for the audit. `picture`: SVG shown above the rows; `paper`:
    colour of the paper, six hexadecimal digits.
    """

    id: str
    title: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Cell]]
    facts: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()
    signed_by: str = ""
    source: str = ""
    sums: bool = False
    leading: int = 0
    picture: str = ""
    paper: str = ""
    persons: Mapping[str, Sequence[str]] = field(default_factory=dict)
