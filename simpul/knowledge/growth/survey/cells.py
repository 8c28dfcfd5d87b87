"""Cells of a survey file as numbers. A cell that cannot be read becomes NaN and keeps the reason."""

import math
import re
from collections.abc import Callable
from datetime import date
from functools import cache

from simpul.knowledge.growth.content import read_content
from simpul.knowledge.growth.method import method

# Spreadsheets repeat the same few hundred weights and lengths; beyond this many the memory is emptied.
MOST_REMEMBERED = 200_000

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.+Zz-]*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ][\d:.+Zz-]*)?")


class Unreadable(ValueError):
    """A cell cannot be what its column holds; arguments: what is wrong, what to do."""

    @property
    def problem(self) -> str:
        """What is wrong with the cell, to follow its value in a sentence."""
        return str(self.args[0])

    @property
    def advice(self) -> str:
        """What to do about it."""
        return str(self.args[1])


class CellReader(dict[str, float]):
    """Remembers text -> number for one column; unreadable texts are NaN, their reasons are in `bad`."""

    def __init__(self, read: Callable[[str], float]) -> None:
        super().__init__()
        self._read = read
        self.bad: dict[str, Unreadable] = {}

    def __missing__(self, text: str) -> float:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        try:
            value = math.nan if is_missing(text) else self._read(text.strip())
        except Unreadable as why:
            self.bad[text] = why
            value = math.nan
        self[text] = value
        return value


def reader_for(column: str) -> CellReader:
    """Return the reader of a known column (`sex`, `age_days`, `birth_date`, `weight_kg`, ...)."""
    if column in read_content("survey")["words"]:
        return CellReader(lambda text: _word(column, text))
    if column.endswith("_date"):
        return CellReader(lambda text: float(_day(text).toordinal()))
    return CellReader(_age if column.startswith("age_") else _measurement)


def is_missing(text: str) -> bool:
    """Return whether a cell says that there is no value."""
    return text.strip().casefold() in _missing_words()


def _age(text: str) -> float:
    value = _number(text)
    if value < 0:
        raise Unreadable("umur tidak boleh kurang dari 0", "Periksa umur anak.")
    if value > method().measurement_to:
        raise Unreadable("tidak mungkin umur anak", "Periksa umur anak.")
    return value


def _measurement(text: str) -> float:
    value = _number(text)
    rules = method()
    if not rules.measurement_from <= value <= rules.measurement_to:
        raise Unreadable("tidak mungkin hasil ukur", "Kosongkan bila tidak diukur, atau tulis hasil ukurnya.")
    return value


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise Unreadable("bukan angka", f"Tulis {_expected('number')}, tanpa satuan.")
    value = float(text.replace(",", "."))
    if not math.isfinite(value):
        raise Unreadable("angka terlalu besar", "Periksa angkanya.")
    return value


def _word(column: str, text: str) -> float:
    codes = _words(column)
    code = codes.get(text.casefold())
    if code is None:
        code = codes.get(text.removesuffix(".0")) if column != "measured" else None
    if code is None:
        raise Unreadable("tidak dikenal", f"Tulis {_expected(column)}.")
    return code


def _day(text: str) -> date:
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()[:3]
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()[:3]
    else:
        raise Unreadable("bukan tanggal", f"Tulis {_expected('date')}.")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Unreadable("bukan tanggal", f"Tulis {_expected('date')}.") from None


def _expected(kind: str) -> str:
    return str(read_content("survey")["expected"][kind])


@cache
def _missing_words() -> frozenset[str]:
    return frozenset(read_content("survey")["missing"])


@cache
def _words(column: str) -> dict[str, float]:
    words = read_content("survey")["words"][column]
    return {word: float(code) for code, spellings in words.items() for word in spellings}
