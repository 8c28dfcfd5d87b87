"""Rows of cells out of a file, one pass. Cells are text, numbers, booleans; an empty cell is an empty text."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any

import msgspec

from simpul.exchange.limits import limits
from simpul.exchange.sheets import reader
from simpul.exchange.sheets.columns import fold, layouts
from simpul.exchange.sheets.faults import SheetError
from simpul.exchange.sheets.opening import format_of
from simpul.exchange.sheets.reader import LENGTH, Message

Cells = Sequence[Any]
DELIMITERS = ",;\t|"
_SNIFF = 8192
_decoder = msgspec.msgpack.Decoder(Message)


def tables(data: bytes) -> Iterator[Iterator[Cells]]:
    """Each sheet of the file as its rows. Raises SheetError, and nothing else, also while the rows are read."""
    if format_of(data) == "text":
        yield _text_rows(data)
        return
    with _reader(data) as line:
        yield from _Book(line).sheets()


@contextmanager
def _reader(data: bytes) -> Iterator[IO[bytes]]:
    """What a process of its own makes of the file (simpul.exchange.sheets.reader); it ends with the block."""
    command = [sys.executable, "-I", "-m", reader.__name__]
    plain = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    with subprocess.Popen(
        command, env=plain, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        with suppress(BrokenPipeError):
            process.stdin.write(data)
            process.stdin.close()
        try:
            yield process.stdout
        finally:
            process.kill()


class _Book:
    """What the reader says, message by message. Raises SheetError when it says a problem or died over the file."""

    def __init__(self, line: IO[bytes]) -> None:
        """Hear the first message."""
        self._line = line
        self._now = self._next()

    def sheets(self) -> Iterator[Iterator[Cells]]:
        """Each sheet as its rows; what was left unread of one is passed over."""
        while self._now.what == "sheet":
            if self._now.width > limits().columns:
                raise SheetError("too_wide", columns=limits().columns)
            self._now = self._next()
            yield self._rows()
            while self._now.what == "rows":
                self._now = self._next()

    def _rows(self) -> Iterator[Cells]:
        while self._now.what == "rows":
            yield from self._now.rows
            self._now = self._next()

    def _next(self) -> Message:
        head = self._line.read(LENGTH.size)
        if len(head) < LENGTH.size:
            raise SheetError("broken_file")
        said = _decoder.decode(self._line.read(LENGTH.unpack(head)[0]))
        if said.problem:
            raise SheetError(said.problem)
        return said


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
    """The sign between cells: the one that makes most known headers, else the most frequent one of the first line.

    A first line `sep=;` says it itself.
    """
    first = text[:_SNIFF].splitlines() or [""]
    if first[0].lower().startswith("sep=") and first[0][4:5] in DELIMITERS:
        return first[0][4:5] or ","
    known = {header for one in layouts() for column in one.columns for header in column.headers}

    def fits(delimiter: str) -> tuple[int, int]:
        headers = max(sum(fold(cell) in known for cell in line.split(delimiter)) for line in first)
        return headers, first[0].count(delimiter)

    return max(DELIMITERS, key=fits)
