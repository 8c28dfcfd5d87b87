"""A sheet, read once: what it is, its columns, its rows as typed values with what is wrong in each.

Pure: no database, no clock. Raises SheetError and nothing else, whatever the bytes are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from simpul.exchange.limits import limits
from simpul.exchange.sheets.cells import Read, text_of, value_of
from simpul.exchange.sheets.columns import Column, Recognised, fold, layouts, recognise
from simpul.exchange.sheets.faults import Problem, SheetError
from simpul.exchange.sheets.reading import Cells, tables

HEADER_WITHIN = 12
"""Rows in which the header is looked for: downloads begin with a title."""
_MOST_PROBLEMS = 8
_REMEMBERED = 5_000
"""Cells of a column that are read once: weights, dates and names come again and again."""

Columns = list[tuple[Column, int, dict[tuple[type, Any], Read]]]


@dataclass(slots=True)
class Row:
    """A row of the sheet: its number as office programs count, field → value, what is wrong."""

    number: int
    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Parsed:
    """A sheet read. `table` is the number of the sheet in the file, `header` the number of its header row."""

    recognised: Recognised
    rows: list[Row]
    table: int
    header: int

    @property
    def kind(self) -> str:
        """`identity`, `measurement` or `export`."""
        return self.recognised.layout.kind


def parse(data: bytes, name: str = "") -> Parsed:
    """The first sheet of the file whose header is known. `name` is not asked for the format. Raises SheetError."""
    seen: list[str] = []
    for table, rows in enumerate(tables(data)):
        numbered = enumerate(rows, start=1)
        for header, cells in islice(numbered, HEADER_WITHIN):
            found = recognise(cells)
            if found is not None:
                return Parsed(found, _rows(found, numbered), table, header)
            seen = max(seen, [str(cell) for cell in cells if str(cell).strip()], key=_known)
    raise SheetError("unknown_header" if _known(seen) < 2 else "header_incomplete", **_lacks(seen))


def raw_rows(data: bytes, table: int, wanted: set[int]) -> Iterator[tuple[int, Cells]]:
    """The cells of the rows with these numbers, as they stand in the file. Raises SheetError."""
    for number, rows in enumerate(tables(data)):
        if number == table:
            yield from ((place, cells) for place, cells in enumerate(rows, start=1) if place in wanted)
            return


def _rows(found: Recognised, numbered: Iterator[tuple[int, Cells]]) -> list[Row]:
    columns: Columns = [(column, place, {}) for column, place in found.columns]
    rows: list[Row] = []
    for number, cells in numbered:
        if not any(cell != "" and text_of(cell) for cell in cells):
            continue
        if len(rows) >= limits().rows:
            raise SheetError("too_many_rows", rows=f"{limits().rows:,}".replace(",", "."))
        rows.append(_row(columns, number, cells))
    if not rows:
        raise SheetError("no_rows")
    return rows


def _row(columns: Columns, number: int, cells: Cells) -> Row:
    row = Row(number, {})
    width = len(cells)
    for column, place, known in columns:
        cell = cells[place] if place < width else ""
        key = (cell.__class__, cell)
        if key not in known:
            if len(known) > _REMEMBERED:
                known.clear()
            known[key] = value_of(column, cell)
        value, problem = known[key]
        if problem is None and value is None and column.required == "value":
            problem = Problem("required", column.field)
        if problem is not None and len(row.problems) < _MOST_PROBLEMS:
            row.problems.append(problem)
        if value is not None:
            row.values[column.field] = value
    return row


def _known(headers: list[str]) -> int:
    known = {header for one in layouts() for column in one.columns for header in column.headers}
    return sum(fold(header) in known for header in headers)


def _lacks(headers: list[str]) -> dict[str, str]:
    """For the layout that comes closest: what it still needs, in words."""
    from simpul.exchange.sheets.columns import field_label, missing

    nearest = min(layouts(), key=lambda one: len(missing(one.kind, headers)))
    return {"columns": ", ".join(field_label(name) for name in missing(nearest.kind, headers))}
