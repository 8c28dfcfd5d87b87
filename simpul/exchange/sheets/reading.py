"""Rows of cells out of a file, one pass. Cells are text, numbers, booleans, dates; an empty cell is an empty text."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineWorkbook

from simpul.exchange.limits import limits
from simpul.exchange.sheets.columns import fold, layouts
from simpul.exchange.sheets.faults import SheetError
from simpul.exchange.sheets.opening import format_of

Cell = str | int | float | bool | date | datetime
Cells = Sequence[Any]
DELIMITERS = ",;\t|"
_SNIFF = 8192


def tables(data: bytes) -> Iterator[Iterator[Cells]]:
    """Each sheet of the file as its rows. Raises SheetError, and nothing else, also while the rows are read."""
    if format_of(data) == "text":
        yield _text_rows(data)
        return
    book = _guarded(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)))
    for number in range(len(book.sheet_names)):
        sheet = _guarded(lambda number=number: book.get_sheet_by_index(number))
        if sheet.width > limits().columns:
            raise SheetError("too_wide", columns=limits().columns)
        yield _sheet_rows(sheet)


def _sheet_rows(sheet: Any) -> Iterator[Cells]:
    rows = _guarded(sheet.iter_rows)
    while (row := _guarded(lambda: next(rows, None))) is not None:
        yield row


def _guarded(read: Any) -> Any:
    """What the reader gives; whatever it stumbles over is our own error."""
    try:
        return read()
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        # A panic inside the reader is no Exception; a broken file must not end the process.
        if type(error).__name__ == "PasswordError":
            raise SheetError("password") from error
        raise SheetError("broken_file") from error


def _text_rows(data: bytes) -> Iterator[Cells]:
    text = decoded(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise SheetError("broken_file") from error
        if row is None:
            return
        if len(row) > limits().columns:
            raise SheetError("too_wide", columns=limits().columns)
        yield row


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 with or without mark, UTF-16 with mark, else what Windows writes. Raises SheetError."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise SheetError("no_sheet")
    return text


def delimiter_of(text: str) -> str:
    """The sign between cells: the one that makes most known headers; a first line `sep=;` says it itself."""
    first = text[:_SNIFF].splitlines() or [""]
    if first[0].lower().startswith("sep=") and first[0][4:5] in DELIMITERS:
        return first[0][4:5] or ","
    known = {header for one in layouts() for column in one.columns for header in column.headers}

    def fits(delimiter: str) -> int:
        return max(sum(fold(cell) in known for cell in line.split(delimiter)) for line in first)

    return max(DELIMITERS, key=fits)
