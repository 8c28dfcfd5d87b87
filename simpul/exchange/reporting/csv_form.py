"""A table as CSV."""

import csv
import io

from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.tables import Table
from simpul.exchange.sheets.writing import harmless


def as_csv(table: Table, delimiter: str = ",") -> bytes:
    """UTF-8 with a byte-order mark; ISO dates, decimal points; headings in one row."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([harmless(head.full) for head in table.heads])
    for row in table.rows:
        writer.writerow(
            ["" if cell is None else harmless(str(cell) if isinstance(cell, Month) else cell) for cell in row]
        )
    return ("\ufeff" + buffer.getvalue()).encode()
