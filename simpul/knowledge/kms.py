"""Kartu Menuju Sehat: gaining or not (N, T, O, B, 2T), below the red line (BGM), above the orange line.

Sources: Buku KIA 2023, Permenkes 2/2020, Juknis KMS 2021; figures in `content/growth/kms.json`. How "the
graph follows the growth line" is read is decided in docs/adr/0010-kms-direction.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from simpul.knowledge.growth.ages import age_in_days, completed_months
from simpul.knowledge.growth.content import read_content
from simpul.knowledge.growth.single import FEMALE, MALE, score_one

ALERTS = ("oedema", "BGM", "2T", "T", "orange")
"""What sends a child on, most urgent first."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """One weighing at the post, in kg. With swollen feet (oedema) weight says nothing about growth."""

    day: date
    weight_kg: float
    oedema: bool = False


@dataclass(frozen=True, slots=True)
class KmsPoint:
    """What one weighing says.

    `mark` is the letter for card and report: N gaining, T not gaining, O not weighed last month, B first
    weighing; None where no letter fits (after 60 months, oedema, first month of life). `trend` is N or T
    wherever two weighings could be compared, the birth weight included; `gain_g` and `minimal_gain_g` belong
    to that comparison. `reason` is the clause that decided it: "follows_line", "minimal_gain", "below_minimum"
    (T1), "flat" (T2) or "fell" (T3). `alerts` is ordered as ALERTS.
    """

    day: date
    month: int
    weight_kg: float
    waz: float | None
    mark: str | None
    trend: str | None
    reason: str | None
    kind_of_t: str | None
    gain_g: int | None
    minimal_gain_g: int | None
    alerts: tuple[str, ...]

    @property
    def refer(self) -> bool:
        """Return whether the card says to refer: T, below the red line or above the orange line."""
        return bool(self.alerts)


Judged = tuple[Weighing, str | None]
"""A weighing and its trend."""


@dataclass(frozen=True, slots=True)
class _Rules:
    last_month: int
    red_line_z: float
    orange_line_z: float
    closest_days: int
    follows_within_z: float
    minimal_gain_g: Mapping[int, tuple[int, ...]]


_KIND_OF_T = {"below_minimum": "T1", "flat": "T2", "fell": "T3"}


def judge(
    sex: int, birth: date, weighings: Sequence[Weighing], birth_weight_kg: float | None = None
) -> tuple[KmsPoint, ...]:
    """Return one point per weighing, in order of day. `sex`: 1 male, 2 female.

    The birth weight is compared with the first weighing but is not a weighing itself: that stays B.
    Raises ValueError when a weighing lies before the birth.
    """
    points: list[KmsPoint] = []
    earlier: list[Judged] = []
    for now in sorted(weighings, key=lambda w: w.day):
        points.append(_point(sex, birth, now, earlier, birth_weight_kg))
        earlier.append((now, points[-1].trend))
    return tuple(points)


def judge_latest(sex: int, birth: date, earlier: Sequence[Judged], now: Weighing) -> KmsPoint:
    """Return the point of the latest weighing, as `judge` would.

    `earlier` holds at least one earlier weighing, with its trend, and all of the 62 days before `now`, in order of day.
    """
    return _point(sex, birth, now, earlier, None)


def minimal_gain_g(sex: int, month: int) -> int | None:
    """Return the minimal weight gain (KBM, gram) in the month up to this completed month of age, or None."""
    row = _rules().minimal_gain_g.get(sex, ())
    if not row or not 1 <= month <= _rules().last_month:
        return None
    return row[min(month, len(row)) - 1]


def _point(
    sex: int,
    birth: date,
    now: Weighing,
    earlier: Sequence[Judged],
    birth_weight_kg: float | None,
) -> KmsPoint:
    month = completed_months(birth, now.day)
    on_card = month <= _rules().last_month
    previous = _last_month(birth, now, earlier)
    before = previous[0] if previous else None
    if not earlier and birth_weight_kg is not None:
        at_birth = Weighing(birth, birth_weight_kg)
        before = at_birth if _is_last_month(birth, now, at_birth) else None
    waz = _waz(sex, birth, now, decimals=2) if on_card else None
    reason = _reason(sex, birth, before, now) if before and on_card else None
    trend = None if reason is None else "T" if reason in _KIND_OF_T else "N"
    twice = trend == "T" and previous is not None and previous[1] == "T"
    return KmsPoint(
        day=now.day,
        month=month,
        weight_kg=now.weight_kg,
        waz=waz,
        mark=_mark(trend, earlier, previous) if on_card and not now.oedema else None,
        trend=trend,
        reason=reason,
        kind_of_t=_KIND_OF_T.get(reason or ""),
        gain_g=_gain_g(before, now) if before and reason else None,
        minimal_gain_g=minimal_gain_g(sex, month) if reason else None,
        alerts=_alerts(waz, trend, twice, now.oedema and on_card),
    )


def _mark(trend: str | None, earlier: Sequence[object], previous: object | None) -> str | None:
    if not earlier:
        return "B"
    return "O" if previous is None else trend


def _last_month(birth: date, now: Weighing, earlier: Sequence[Judged]) -> Judged | None:
    """Return the latest weighing of the month before this one, with its trend."""
    return next((pair for pair in reversed(earlier) if _is_last_month(birth, now, pair[0])), None)


def _is_last_month(birth: date, now: Weighing, before: Weighing) -> bool:
    """Return whether `before` belongs to the month before `now`: of the calendar, or of the child's age.

    Weighing days move within the month, so either way of counting may skip a month that was not missed.
    """
    if (now.day - before.day).days < _rules().closest_days:
        return False
    calendar = (now.day.year - before.day.year) * 12 + now.day.month - before.day.month
    of_age = completed_months(birth, now.day) - completed_months(birth, before.day)
    return calendar == 1 or of_age == 1


def _reason(sex: int, birth: date, before: Weighing, now: Weighing) -> str | None:
    """Return the clause that decides N or T; None where none can: oedema, unknown sex, first month."""
    minimum = minimal_gain_g(sex, completed_months(birth, now.day))
    if before.oedema or now.oedema or minimum is None:
        return None
    gain = _gain_g(before, now)
    if gain <= 0:
        return "fell" if gain < 0 else "flat"
    if gain >= minimum:
        return "minimal_gain"
    z_before, z_now = (_waz(sex, birth, weighing, decimals=None) for weighing in (before, now))
    follows = z_before is not None and z_now is not None and z_now >= z_before - _rules().follows_within_z
    return "follows_line" if follows else "below_minimum"


def _gain_g(before: Weighing, now: Weighing) -> int:
    return round(now.weight_kg * 1000) - round(before.weight_kg * 1000)


def _waz(sex: int, birth: date, weighing: Weighing, decimals: int | None) -> float | None:
    days = age_in_days(birth, weighing.day)
    return score_one(sex, age_days=days, weight_kg=weighing.weight_kg, oedema=weighing.oedema, decimals=decimals).waz


def _alerts(waz: float | None, trend: str | None, twice: bool, oedema: bool) -> tuple[str, ...]:
    rules = _rules()
    raised = {
        "oedema": oedema,
        "BGM": waz is not None and waz < rules.red_line_z,
        "2T": twice,
        "T": trend == "T" and not twice,
        "orange": waz is not None and waz > rules.orange_line_z,
    }
    return tuple(alert for alert in ALERTS if raised[alert])


@cache
def _rules() -> _Rules:
    raw: dict[str, Any] = read_content("kms")
    gain = raw["minimal_gain_g"]
    return _Rules(
        last_month=raw["last_month"],
        red_line_z=raw["red_line_z"],
        orange_line_z=raw["orange_line_z"],
        closest_days=raw["compare"]["closest_days"],
        follows_within_z=raw["direction"]["follows_within_z"],
        minimal_gain_g={MALE: tuple(gain["male"]), FEMALE: tuple(gain["female"])},
    )
