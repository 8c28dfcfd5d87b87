"""Tables as one Excel file: real numbers and dates, headings that stay, colours of the steps, a place to sign."""

import io
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.steps import steps
from simpul.exchange.reporting.tables import Cell, Table
from simpul.exchange.sheets.writing import harmless

if TYPE_CHECKING:
    import xlsxwriter

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NARROW, _WIDEST = 8, 34
_HEADING = {"text_wrap": True, "border": 1, "valign": "top", "font_size": 9, "bold": True}


def as_xlsx(tables: Sequence[Table]) -> bytes:
    """Each table on a sheet of its own."""
    import xlsxwriter  # here: every process of the server would hold 4 MB of it, and few write a sheet

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        for number, table in enumerate(tables, start=1):
            _Sheet(book, table, table.id if len(tables) == 1 else f"{number} {table.id}").write()
    return buffer.getvalue()


class _Sheet:
    """One table being written."""

    def __init__(self, book: "xlsxwriter.Workbook", table: Table, name: str) -> None:
        self.table, self.page = table, book.add_worksheet(name[:31])
        self.bold = book.add_format({"bold": True, "font_size": 13})
        self.text = book.add_format({"num_format": "@", "border": 1})
        self.number = book.add_format({"border": 1})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "border": 1})
        self.month = book.add_format({"num_format": "mmmm yyyy", "border": 1, "align": "left"})
        colours: dict[int | None, str] = {None: "#EEF1F4"}
        colours.update((step.number, f"#{step.colour}") for step in steps())
        self.head = {step: book.add_format(_HEADING | {"bg_color": colour}) for step, colour in colours.items()}
        self.first = len(table.facts) + 2
        """The row of the first heading."""

    def write(self) -> None:
        """Head, headings, rows, notes, signature."""
        table, page = self.table, self.page
        page.write_string(0, 0, table.title, self.bold)
        for number, (name, value) in enumerate(table.facts, start=1):
            page.write_string(number, 0, f"{name}: {value}")
        below = self._headings()
        for number, row in enumerate(table.rows, start=below):
            for place, cell in enumerate(row):
                self._cell(number, place, cell)
        page.freeze_panes(below, table.leading or 1)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(self.first, below - 1)
        self._foot(below + len(table.rows) + 1)

    def _headings(self) -> int:
        """Write them; returns the row below."""
        heads, row = self.table.heads, self.first
        if any(head.group for head in heads):
            place = 0
            for (label, step), run in groupby(heads, key=lambda head: (head.group, head.step)):
                span = len(list(run))
                self._heading(row, place, span, label, step)
                place += span
            row += 1
        for place, head in enumerate(heads):
            self.page.write_string(row, place, head.label, self.head[head.step])
            self.page.set_column(place, place, self._width(place))
        return row + 1

    def _heading(self, row: int, place: int, span: int, label: str, step: int | None) -> None:
        if span > 1:
            self.page.merge_range(row, place, row, place + span - 1, label, self.head[step])
        else:
            self.page.write_string(row, place, label, self.head[step])

    def _width(self, place: int) -> float:
        longest = max(
            (len(str(row[place])) for row in self.table.rows if isinstance(row[place], str | Month)), default=0
        )
        return min(_WIDEST, max(_NARROW, longest + 2))

    def _cell(self, row: int, place: int, cell: Cell) -> None:
        page: Any = self.page
        if cell is None:
            page.write_blank(row, place, None, self.number)
        elif isinstance(cell, Month):
            page.write_datetime(row, place, cell.first, self.month)
        elif isinstance(cell, str | bool):
            page.write_string(row, place, str(harmless(cell)), self.text)
        elif isinstance(cell, int | float):
            page.write_number(row, place, cell, self.number)
        else:
            page.write_datetime(row, place, cell, self.day)

    def _foot(self, row: int) -> None:
        for number, note in enumerate([*self.table.notes, *([self.table.source] if self.table.source else [])]):
            self.page.write_string(row + number, 0, note)
        if self.table.signed_by:
            place = max(0, len(self.table.heads) - 6)
            below = row + len(self.table.notes) + 2
            self.page.write_string(below, place, self.table.signed_by)
            self.page.write_string(below + 4, place, "(" + "." * 40 + ")")
