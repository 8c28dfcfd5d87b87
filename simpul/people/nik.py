"""The structure of a NIK, read as questions: never a reason to refuse anyone.

Source: content/people/nik.json. `web/kader/model/nik.ts` gives the same answers, held by `vectors/nik.json`.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

NIK_FILE = Path(__file__).resolve().parents[2] / "content" / "people" / "nik.json"
Question = Literal["length", "area", "date", "birth_date", "sex", "serial"]
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class NikDate:
    """What a NIK tells of its holder. `year` has two digits; `sex` is `L` or `P` (a woman's day is raised by 40)."""

    day: int
    month: int
    year: int
    sex: str

    @property
    def is_day(self) -> bool:
        """Whether there is such a day in some year."""
        return 1 <= self.month <= 12 and 1 <= self.day <= _DAYS[self.month - 1]

    def is_birth(self, birth_date: str) -> bool:
        """Whether it is the day `YYYY-MM-DD`, the century left open."""
        return birth_date[2:10] == f"{self.year:02}-{self.month:02}-{self.day:02}"


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(NIK_FILE.read_text(encoding="utf-8"))
    return content


def only_digits(text: str) -> str:
    """The text without anything that is no digit 0-9."""
    return re.sub(r"[^0-9]", "", text)


def nik_date(nik: str) -> NikDate:
    """What 16 digits tell. The day may be no day: see `is_day`."""
    raw, plus = int(nik[6:8]), int(_content()["female_day_plus"])
    female = raw > plus
    return NikDate(raw - plus if female else raw, int(nik[8:10]), int(nik[10:12]), "P" if female else "L")


def nik_questions(nik: str | None, birth_date: str | None = None, sex: str | None = None) -> list[Question]:
    """What looks odd, in the order to ask. Empty for an empty NIK: it is always optional."""
    digits = only_digits(nik or "")
    if not digits:
        return []
    if len(digits) != _content()["digits"]:
        return ["length"]
    told, asked = nik_date(digits), list[Question]()
    if digits[:2] not in _content()["provinces"]:
        asked.append("area")
    if not told.is_day:
        asked.append("date")
    else:
        if birth_date and not told.is_birth(birth_date):
            asked.append("birth_date")
        if sex and sex != told.sex:
            asked.append("sex")
    if digits.endswith("0000"):
        asked.append("serial")
    return asked


def mask_nik(nik: str | None) -> str:
    """Lists show the last four digits only. Empty without NIK."""
    return "•" * max(0, len(nik) - 4) + nik[-4:] if nik else ""
