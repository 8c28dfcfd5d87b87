"""The lines of a growth chart, worked out from the tables: -3 to +3 SD by month of age or by cm."""

from collections.abc import Mapping
from dataclasses import dataclass

from simpul.knowledge.growth.ages import days_of_months
from simpul.knowledge.growth.method import method
from simpul.knowledge.growth.single import value_at

SD_LINES = (-3, -2, -1, 0, 1, 2, 3)

# Index -> its tables in WHO 2006 (by day) and WHO 2007 (by month).
_BY_AGE: Mapping[str, tuple[str, str | None]] = {
    "waz": ("wfa", "wfa"),
    "haz": ("lhfa", "hfa"),
    "baz": ("bmi", "bmi"),
    "hcz": ("hcfa", None),
    "acz": ("acfa", None),
}


@dataclass(frozen=True, slots=True)
class Curve:
    """A chart's lines: `x` in months or cm, `lines[sd][i]` the measurement (kg, cm, kg/m2) at `x[i]`."""

    x: tuple[float, ...]
    lines: Mapping[int, tuple[float, ...]]


def lines_by_month(sex: int, index: str, first: int = 0, last: int = 60) -> Curve:
    """Return the SD lines of an index at each month from `first` to `last` that the standard has.

    `sex`: 1 male, 2 female; `index`: waz, haz, baz, hcz or acz. Raises KeyError for another index or sex.
    """
    young, older = _BY_AGE[index]
    found: dict[int, list[float]] = {}
    for month in range(first, last + 1):
        values = _at_month(sex, young, older, month)
        if values is not None:
            found[month] = values
    return _curve(found)


def lines_by_length(sex: int, standing: bool, first_cm: int, last_cm: int) -> Curve:
    """Return the SD lines of weight (kg) for each whole cm of length, or of height when `standing`."""
    name = "wfh" if standing else "wfl"
    found: dict[int, list[float]] = {}
    for cm in range(first_cm, last_cm + 1):
        values = [value_at("who-2006", name, sex, cm * 10, sd) for sd in SD_LINES]
        if None not in values:
            found[cm] = [v for v in values if v is not None]
    return _curve(found)


def _at_month(sex: int, young: str, older: str | None, month: int) -> list[float] | None:
    rules = method()
    by_day = month < rules.who_2007_first_month
    edition, name = ("who-2006", young) if by_day else ("who-2007", older)
    if name is None:
        return None
    position = days_of_months(month) if by_day else month
    values = [value_at(edition, name, sex, position, sd) for sd in SD_LINES]
    return None if None in values else [v for v in values if v is not None]


def _curve(found: Mapping[int, list[float]]) -> Curve:
    lines = {sd: tuple(values[i] for values in found.values()) for i, sd in enumerate(SD_LINES)}
    return Curve(x=tuple(float(x) for x in found), lines=lines)
