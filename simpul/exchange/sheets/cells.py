"""One cell as a value of its column. Wrong values become problems; nothing here raises."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from simpul.exchange.limits import limits
from simpul.exchange.sheets.columns import Column
from simpul.exchange.sheets.faults import Problem

EMPTY = frozenset({"", "-", "–", "null", "n/a", "na", "none", "tidak ada data", "#n/a", "nihil"})
YES = frozenset({"ya", "y", "1", "true", "iya", "ada", "yes"})
NO = frozenset({"tidak", "t", "0", "false", "tdk", "no", "n"})
SEX = {"laki-laki": "L", "laki laki": "L", "lakilaki": "L", "l": "L", "lk": "L", "male": "L", "1": "L"}
SEX |= {"perempuan": "P", "p": "P", "pr": "P", "wanita": "P", "female": "P", "2": "P"}
MEASURED = {"terlentang": "l", "telentang": "l", "l": "l", "berdiri": "h", "h": "h"}
VITAMIN_A = {"biru": "VITA-BIRU", "merah": "VITA-MERAH"}
"""Ya and 1 mean the capsule of the child's age; the words of a colour mean that capsule."""

_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 80_000)
"""Serial days of 1954 to 2119; other numbers are no dates."""
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")

_DIGITS16 = re.compile(r"\d{16}")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_DMY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?: .*)?")
_WORDY = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})[- ](\d{4})")
_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7, "agu": 8, "agt": 8}
_MONTHS |= {"aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "des": 12, "dec": 12}

Read = tuple[Any, Problem | None]


def value_of(column: Column, cell: object) -> Read:
    """(value, problem): None for an empty cell; a problem when the cell holds something else."""
    text = text_of(cell)
    if text.casefold() in EMPTY:
        return None, None
    if len(text) > limits().cell_characters:
        return None, Problem("too_long", column.field, {"characters": str(limits().cell_characters)})
    value, problem = _READERS[column.type](column, cell, text)
    if column.zero_is_empty and value == 0 and not isinstance(value, bool):
        return None, None
    return value, problem


def text_of(cell: object) -> str:
    """A cell as one line of text: no leading apostrophe, no `.0`, no signs that cannot be printed."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and math.isfinite(cell) and cell == int(cell) and abs(cell) < 1e17:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    text = str(cell).strip().lstrip("'’‘`\ufeff").strip()
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    if text.isascii() and text.isprintable():
        return text
    clean = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(clean.encode("utf-8", "replace").decode().split())


def _text(column: Column, cell: object, text: str) -> Read:
    return " ".join(text.split()), None


def _nik(column: Column, cell: object, text: str) -> Read:
    digits = text.replace(" ", "").replace(".", "").replace("-", "")
    if _SCIENTIFIC.fullmatch(text) or (isinstance(cell, float) and digits.endswith("0") and len(digits) == 16):
        # Excel keeps 15 digits of a number: the last one of a NIK is lost, whatever is shown.
        return None, Problem("nik_as_number", column.field)
    if _DIGITS16.fullmatch(digits) and digits.isascii():
        return (None, None) if set(digits) == {"0"} else (digits, None)
    return (None, None) if not digits.strip("0") else (None, Problem("nik_length", column.field))


def _date(column: Column, cell: object, text: str) -> Read:
    found = date_of(cell)
    if found is None:
        return None, Problem("date", column.field)
    return (found, None) if 1990 <= found.year <= 2100 else (None, Problem("date_year", column.field))


def date_of(cell: object) -> date | None:
    """A cell as a day, however it is written; None when it is none."""
    return cell.date() if isinstance(cell, datetime) else cell if isinstance(cell, date) else _day(text_of(cell))


def _day(text: str) -> date | None:
    try:
        if found := _ISO.fullmatch(text):
            return date(*(int(part) for part in found.groups()))
        if found := _DMY.fullmatch(text):
            day, month, year = (int(part) for part in found.groups())
            return date(year, month, day)
        if found := _WORDY.fullmatch(text):
            return date(int(found[3]), _MONTHS[found[2][:3].lower()], int(found[1]))
        if text.isascii() and text.isdecimal() and int(text[:6]) == int(text) and int(text) in _EXCEL_DAYS:
            return _EXCEL_ZERO + timedelta(days=int(text))
    except (ValueError, KeyError, OverflowError):
        return None
    return None


def _decimal(column: Column, cell: object, text: str) -> Read:
    if not isinstance(cell, bool) and isinstance(cell, int | float):
        return _finite(column, float(cell))
    plain = re.sub(r"\s*(kg|cm|gr|g)\.?$", "", text, flags=re.IGNORECASE)
    if not _NUMBER.fullmatch(plain) or not plain.isascii():
        return None, Problem("number", column.field)
    return _finite(column, float(plain.replace(",", ".")))


def _finite(column: Column, number: float) -> Read:
    if not math.isfinite(number) or number < 0:
        return None, Problem("number", column.field)
    if column.field == "birth_weight_kg" and number >= 100:
        number /= 1000  # the books write birth weight in grams
    return (round(number, 3), None) if number < 1000 else (None, Problem("number", column.field))


def _whole(column: Column, cell: object, text: str) -> Read:
    if text.isascii() and text.isdecimal() and len(text) <= 3:
        return int(text), None
    return None, Problem("whole", column.field)


def _choice(choices: dict[str, Any], code: str) -> Callable[[Column, object, str], Read]:
    def read(column: Column, cell: object, text: str) -> Read:
        folded = " ".join(text.casefold().split())
        return (choices[folded], None) if folded in choices else (None, Problem(code, column.field))

    return read


_yes_no = _choice(dict.fromkeys(YES, True) | dict.fromkeys(NO, False), "yes_no")

_READERS: dict[str, Callable[[Column, object, str], Read]] = {
    "text": _text,
    "nik": _nik,
    "date": _date,
    "sex": _choice(SEX, "sex"),
    "decimal": _decimal,
    "whole": _whole,
    "yes_no": _yes_no,
    "measured": _choice(MEASURED, "measured"),
    "vitamin_a": _choice(dict.fromkeys(YES, "age") | dict.fromkeys(NO, None) | VITAMIN_A | {"2": "age"}, "vitamin_a"),
}
