"""A table as CSV."""

from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.tables import Cell, Table
from simpul.exchange.sheets import writing


def as_csv(table: Table, delimiter: str = ",") -> bytes:
    """UTF-8 with a byte-order mark; ISO dates, decimal points; headings in one row."""
    rows = ([_plain(cell) for cell in row] for row in table.rows)
    return writing.as_csv([head.full for head in table.heads], rows, delimiter)


def _plain(cell: Cell | Month) -> Cell:
    if cell is None:
        return ""
    return str(cell) if isinstance(cell, Month) else cell
