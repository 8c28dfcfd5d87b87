"""Opening a survey file whatever program wrote it: encoding, delimiter, line ends."""

import codecs
import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from simpul.knowledge.growth.survey.columns import known_names
from simpul.knowledge.growth.survey.problems import SurveyError

DELIMITERS = ",;\t|"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Source:
    """How a survey file is written; `first_line` counts the lines before the header (Excel's `sep=`)."""

    path: Path
    encoding: str
    delimiter: str
    line_end: str
    first_line: int

    @contextmanager
    def open(self) -> Iterator[TextIO]:
        """Open the file for `csv.reader`, positioned at the header."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            for _ in range(self.first_line):
                file.readline()
            yield file


def inspect(path: Path) -> Source:
    """Return how the file is written. Raises SurveyError when it is not a table of text or cannot be read."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
            encoding = _encoding(path, start)
    except OSError as why:
        raise SurveyError(f"{path} tidak bisa dibaca: {why.strerror}. Periksa nama dan tempat berkasnya") from why
    if start[:2] == b"PK" or start == b"\xd0\xcf\x11\xe0":
        raise SurveyError(f"{path.name} adalah berkas Excel. Buka di Excel, lalu simpan sebagai CSV (UTF-8)")
    with path.open(encoding=encoding, newline="") as text:
        line = text.readline()
        first_line = 0
        while line and not line.strip():
            line, first_line = text.readline(), first_line + 1
        if line.casefold().startswith("sep="):
            return Source(path, encoding, line[4:5], _line_end(line), first_line + 1)
    if not line.strip():
        raise SurveyError(f"{path.name} kosong. Baris pertama harus berisi judul kolom")
    return Source(path, encoding, _delimiter(line), _line_end(line), first_line)


def _encoding(path: Path, start: bytes) -> str:
    if start.startswith(_UTF16):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while block := file.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252" if _decodes(path, "cp1252") else "latin-1"
    return "utf-8-sig"


def _decodes(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding) as file:
            while file.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(header_line: str) -> str:
    """Return the delimiter under which most columns of the header are known, then most columns at all."""

    def merit(delimiter: str) -> tuple[int, int]:
        header = next(csv.reader([header_line], delimiter=delimiter))
        return len(known_names(header)), len(header)

    return max(DELIMITERS, key=merit)


def _line_end(line: str) -> str:
    return "\r\n" if line.endswith("\r\n") else "\n"
