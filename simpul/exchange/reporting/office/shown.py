"""Reports as the page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe

from simpul.exchange.reporting.month import Month, month_of
from simpul.exchange.reporting.office.catalogue import Report
from simpul.exchange.reporting.print.pages import shown as cell_words
from simpul.exchange.reporting.tables import Head, Table

WIDE = 14
"""A row with more columns than this is read from top to bottom."""
MOST_ROWS = 200
MOST_TABLES = 3
"""Of a bundle of cards the first ones are shown."""
BACK = 24
"""Months that the form offers."""


@dataclass(frozen=True)
class View:
    """A table on the screen. `lines`: number, heading, label and figure of a single wide row; else `rows`."""

    table: Table
    picture: SafeString
    groups: list[tuple[str, int]]
    rows: list[list[str]]
    lines: list[tuple[int, str, str, str]]
    left_out: int


def view(table: Table) -> View:
    """Ready for the template."""
    rows = [[cell_words(cell) for cell in row] for row in table.rows[:MOST_ROWS]]
    upright = len(rows) == 1 and len(table.heads) > WIDE
    lines = [(n, head.group, head.label, rows[0][n - 1]) for n, head in enumerate(table.heads, 1)] if upright else []
    grouped = any(head.group for head in table.heads)
    return View(
        table,
        mark_safe(table.picture),  # noqa: S308  drawn by `bars.py`, where every text is escaped
        _groups(table.heads) if grouped and not upright else [],
        [] if upright else rows,
        lines,
        max(0, len(table.rows) - MOST_ROWS),
    )


def _groups(heads: Sequence[Head]) -> list[tuple[str, int]]:
    return [(label, len(list(run))) for label, run in groupby(heads, key=lambda head: head.group)]


def grouped(offered: Sequence[Report]) -> list[tuple[str, list[Report]]]:
    """Reports under their headings, in their order."""
    return [(name, list(run)) for name, run in groupby(offered, key=lambda one: one.group)]


def months(today: date) -> list[Month]:
    """The months that the form offers, latest first."""
    return [month_of(today).before(back) for back in range(BACK)]
