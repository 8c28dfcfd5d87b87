"""The one place where the bytes of a foreign .xlsx or .xls are interpreted: a process of its own, with little room.

`python -m simpul.exchange.sheets.reader` reads a file from its standard input and writes messages to its output. A few
kilobytes can make any reader of Office formats ask for all memory there is, or turn in a circle (a chain of sectors
that comes back to itself); here that ends this process and no other. It knows no Django, no database and no secret.
"""

import io
import resource
import struct
import sys
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import msgspec

MOST_MEMORY = 1 << 30
"""Bytes: several times what the largest allowed sheet takes."""
MOST_SECONDS = 60
"""Of computing; the largest allowed sheet takes about five."""
ROWS_AT_ONCE, LETTERS_AT_ONCE = 500, 1_000_000
"""Of one message, whichever comes first: whoever hears it holds it whole, and one text can fill every cell."""
LENGTH = struct.Struct("<I")


class Message(msgspec.Struct, array_like=True):
    """`sheet` begins a sheet of `width` columns, `rows` brings some of its rows, `end` says what went wrong, if so."""

    what: str
    width: int = 0
    rows: list[list[Any]] = []
    problem: str = ""


def main() -> None:
    """Read, answer, end."""
    for limit, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        with suppress(ValueError):  # some systems have no such limit
            resource.setrlimit(limit, (most, most))
    problem = ""
    try:
        _tell_all(sys.stdin.buffer.read())
    except BrokenPipeError:
        return
    except BaseException as error:
        # A panic inside the library is no Exception.
        problem = "password" if type(error).__name__ == "PasswordError" else "broken_file"
    _say(Message("end", problem=problem))


def _tell_all(data: bytes) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for number in range(len(book.sheet_names)):
        sheet = book.get_sheet_by_index(number)
        _say(Message("sheet", width=sheet.width))
        some: list[list[Any]] = []
        letters = 0
        for row in sheet.iter_rows():
            some.append([_plain(cell) for cell in row])
            letters += sum(len(cell) for cell in row if isinstance(cell, str))
            if len(some) == ROWS_AT_ONCE or letters >= LETTERS_AT_ONCE:
                _say(Message("rows", rows=some))
                some, letters = [], 0
        _say(Message("rows", rows=some))


def _plain(cell: Any) -> str | float | int | bool:
    """Text, numbers and booleans as they are; a day as `YYYY-MM-DD`."""
    if isinstance(cell, str | float | int):
        return cell
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _say(message: Message) -> None:
    body = msgspec.msgpack.encode(message)
    sys.stdout.buffer.write(LENGTH.pack(len(body)) + body)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
