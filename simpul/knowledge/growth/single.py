"""z-scores of one child, in plain Python: the twin of the array kernel, fast for a single visit."""

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

from simpul.knowledge.growth.content import read_content
from simpul.knowledge.growth.method import INDICES, method

MALE, FEMALE = 1, 2
_SEX_NAMES = {MALE: "male", FEMALE: "female"}


@dataclass(frozen=True, slots=True)
class GrowthScore:
    """z-scores rounded to 2 decimals, None where the standard has no answer.

    `flags` holds the indices outside WHO's plausible range. `length_height_cm` is the length (under 731 days)
    or height used, after the 0.7 cm correction. `oedema` is kept because it decides the category.
    """

    waz: float | None
    haz: float | None
    whz: float | None
    baz: float | None
    hcz: float | None
    acz: float | None
    flags: frozenset[str]
    age_days: int | None
    age_months: float | None
    length_height_cm: float | None
    muac_cm: float | None
    oedema: bool


@dataclass(frozen=True, slots=True)
class _Lms:
    start: int
    count: int
    l: list[float]  # noqa: E741
    m: list[float]
    s: list[float]


def score_one(
    sex: int,
    *,
    age_days: float | None = None,
    age_months: float | None = None,
    weight_kg: float | None = None,
    length_height_cm: float | None = None,
    measured: str | None = None,
    oedema: bool = False,
    head_cm: float | None = None,
    muac_cm: float | None = None,
    decimals: int | None = 2,
) -> GrowthScore:
    """Return the z-scores of one child; the meaning of every argument and result is that of `score`.

    `sex`: 1 male, 2 female, other unknown. `measured`: "l" lying, "h" standing, None unknown. Missing,
    zero or negative measurements give None. Source: as `simpul.knowledge.growth.score.score`.
    """
    days, months = _age(age_days, age_months)
    weight, head, arm = _measured(weight_kg), _measured(head_cm), _measured(muac_cm)
    length = _corrected(_measured(length_height_cm), days, months, measured)
    dry = None if oedema else weight
    bmi = dry / (length / 100.0) ** 2 if dry is not None and length is not None else None
    name = _SEX_NAMES.get(sex)
    z: dict[str, float | None] = {
        "waz": _for_age(name, "wfa", "wfa", dry, days, months),
        "haz": _for_age(name, "lhfa", "hfa", length, days, months),
        "whz": _for_length(name, dry, length, days, measured),
        "baz": _for_age(name, "bmi", "bmi", bmi, days, months),
        "hcz": _for_age(name, "hcfa", None, head, days, months),
        "acz": _for_age(name, "acfa", None, arm, days, months),
    }
    if decimals is not None:
        z = {index: None if value is None else round(value, decimals) + 0.0 for index, value in z.items()}
    flags = frozenset(index for index in INDICES if _implausible(index, z[index]))
    used = {"age_months": months, "length_height_cm": length, "muac_cm": arm}
    return GrowthScore(**z, **used, flags=flags, age_days=days, oedema=oedema)


def _age(age_days: float | None, age_months: float | None) -> tuple[int | None, float | None]:
    per_month, oldest = method().days_per_month, method().measurement_to
    if age_days is not None and 0 <= age_days <= oldest:
        return math.floor(age_days + 0.5), age_days / per_month
    if age_months is not None and 0 <= age_months <= oldest:
        return math.floor(age_months * per_month + 0.5), age_months
    return None, None


def _measured(value: float | None) -> float | None:
    rules = method()
    return value if value is not None and rules.measurement_from <= value <= rules.measurement_to else None


def _corrected(length: float | None, days: int | None, months: float | None, measured: str | None) -> float | None:
    rules = method()
    if length is None or days is None or months is None:
        return length
    if days >= rules.standing_from_day:
        return length + rules.standing_minus_lying_cm if measured == "l" else length
    stood = measured == "h" and months >= rules.standing_implausible_below_months
    return length - rules.standing_minus_lying_cm if stood else length


def _for_age(
    sex: str | None, young: str, older: str | None, y: float | None, days: int | None, months: float | None
) -> float | None:
    if sex is None or y is None or days is None or months is None:
        return None
    rules = method()
    if days <= rules.who_2006_last_day:
        return _z_at(_lms("who-2006", young, sex), days, y, young in rules.restricted)
    if older is None:
        return None
    position = max(months, rules.who_2007_first_month)
    return _z_at(_lms("who-2007", older, sex), position, y, older in rules.restricted)


def _for_length(
    sex: str | None, weight: float | None, length: float | None, days: int | None, measured: str | None
) -> float | None:
    rules = method()
    if sex is None or weight is None or length is None or (days is not None and days > rules.who_2006_last_day):
        return None
    if days is not None:
        standing = days >= rules.standing_from_day
    else:
        standing = measured == "h" or (measured != "l" and length >= rules.unknown_age_standing_from_cm)
    tenths = length * 10.0
    if abs(tenths - round(tenths)) <= 1e-4:
        tenths = round(tenths)
    return _z_at(_lms("who-2006", "wfh" if standing else "wfl", sex), tenths, weight, restricted=True)


def _z_at(table: _Lms, position: float, y: float, restricted: bool) -> float | None:
    """Return z at a position of the table's axis, interpolating L, M, S between rows; None off the table."""
    offset = position - table.start
    if not 0 <= offset <= table.count - 1:
        return None
    row = math.floor(offset)
    part = offset - row
    l, m, s = table.l[row], table.m[row], table.s[row]  # noqa: E741
    if part > 0:
        l += part * (table.l[row + 1] - l)  # noqa: E741
        m += part * (table.m[row + 1] - m)
        s += part * (table.s[row + 1] - s)
    z = ((y / m) ** l - 1.0) / (l * s) if l else math.log(y / m) / s
    beyond = method().restricted_beyond_sd
    if not restricted or abs(z) <= beyond:
        return z
    side = math.copysign(1.0, z)
    line = _sd_value(l, m, s, 3.0 * side)
    return side * beyond + (y - line) / abs(line - _sd_value(l, m, s, 2.0 * side))


def _sd_value(l: float, m: float, s: float, sd: float) -> float:  # noqa: E741
    value: float = m * (1.0 + l * s * sd) ** (1.0 / l) if l else m * math.exp(s * sd)
    return value


def _implausible(index: str, z: float | None) -> bool:
    low, high = method().flags[index]
    return z is not None and not low <= z <= high


@cache
def _lms(edition: str, name: str, sex: str) -> _Lms:
    content = read_content(edition)
    raw = content["tables"][name]
    columns = {k: _unscaled(raw[sex][k], raw["count"], content["decimals"][k]) for k in "lms"}
    return _Lms(start=raw["start"], count=raw["count"], **columns)


def _unscaled(scaled: Any, count: int, decimals: int) -> list[float]:
    values = [scaled] * count if isinstance(scaled, int) else scaled
    return [v / 10.0**decimals for v in values]


def value_at(edition: str, name: str, sex: int, position: float, sd: float) -> float | None:
    """Return the measurement at `sd` standard deviations at a whole position of a table, None off the table.

    Raises KeyError for an unknown sex, edition or table.
    """
    table = _lms(edition, name, _SEX_NAMES[sex])
    row = int(position) - table.start
    if not 0 <= row < table.count:
        return None
    return _sd_value(table.l[row], table.m[row], table.s[row], sd)
