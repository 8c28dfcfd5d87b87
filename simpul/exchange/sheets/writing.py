"""Sheets that go out: templates and lists of problems, as .xlsx or .csv. No cell is ever run as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlsxwriter

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_WIDE = 48
MIME = {
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a book; the columns named in `wide` are wide."""

    name: str
    headers: Sequence[str]
    rows: Iterable[Sequence[object]]
    wide: Sequence[str] = ()


def harmless(cell: object) -> str | float | int:
    """A cell that office programs take as data: text that begins like a formula gets an apostrophe before it."""
    if isinstance(cell, bool):
        return "Ya" if cell else "Tidak"
    if isinstance(cell, int | float):
        return cell if cell == cell and abs(cell) < 1e15 else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    text = "".join(sign for sign in str(cell) if sign.isprintable() or sign == " ").encode("utf-8", "replace").decode()
    return f"'{text}" if str(cell)[:1] in FORMULA_SIGNS or text[:1] in FORMULA_SIGNS else text


def as_file(form: str, sheet: str, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """As `csv`, `xlsx` or `xls`. Raises KeyError for another form."""
    return {
        "csv": lambda: as_csv(headers, rows),
        "xlsx": lambda: as_xlsx(sheet, headers, rows),
        "xls": lambda: as_xls(sheet, headers, rows),
    }[form]()


def as_xls(sheet: str, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Excel 97-2003, which national applications still ask for; at most 65,535 rows. All text as text."""
    import xlwt  # the format has not changed since 2003, nor has its writer

    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(sheet[:31])
    text = xlwt.easyxf(num_format_str="@")
    for number, row in enumerate((headers, *rows)):
        for place, cell in enumerate(map(harmless, row)):
            if cell != "":
                page.write(number, place, cell, text) if isinstance(cell, str) else page.write(number, place, cell)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_csv(headers: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ";") -> bytes:
    """UTF-8 with a byte-order mark and semicolons, which an Indonesian Excel opens in columns."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    for row in (headers, *rows):
        writer.writerow([harmless(cell) for cell in row])
    return ("\ufeff" + buffer.getvalue()).encode()


def as_xlsx(sheet: str, headers: Sequence[str], rows: Iterable[Sequence[object]], wide: Sequence[str] = ()) -> bytes:
    """One sheet, all text as text (a NIK keeps its digits); the columns named in `wide` are wide."""
    return as_book([Sheet(sheet, headers, rows, wide)])


def as_book(sheets: Iterable[Sheet]) -> bytes:
    """Several sheets in one .xlsx."""
    import xlsxwriter  # here: every process of the server would hold 4 MB of it, and few write a sheet

    buffer = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, options | {"strings_to_numbers": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True})
        text = book.add_format({"num_format": "@"})
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.name[:31]), sheet, bold, text)
    return buffer.getvalue()


def _fill(page: "xlsxwriter.worksheet.Worksheet", sheet: Sheet, bold: object, text: object) -> None:
    for place, header in enumerate(sheet.headers):
        page.set_column(place, place, _WIDE if header in sheet.wide else 16, text)
    page.freeze_panes(1, 0)
    for place, header in enumerate(sheet.headers):
        page.write_string(0, place, header, bold)
    for number, row in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(row):
            _write(page, number, place, harmless(cell), text)


def _write(page: "xlsxwriter.worksheet.Worksheet", row: int, column: int, cell: str | float, text: object) -> None:
    if isinstance(cell, str):
        if cell:
            page.write_string(row, column, cell, text)
    else:
        page.write_number(row, column, cell)
