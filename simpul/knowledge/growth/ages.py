"""Age at a visit, as WHO (days) and as the KMS and e-PPGBM (completed months) count it."""

import calendar
import math
from datetime import date

from simpul.knowledge.growth.method import method


def age_in_days(birth: date, visit: date) -> int:
    """Return whole days from birth to visit. Raises ValueError when the visit lies before the birth."""
    days = (visit - birth).days
    if days < 0:
        raise ValueError(f"visit {visit} lies before birth {birth}")
    return days


def completed_months(birth: date, visit: date) -> int:
    """Return the calendar months completed at the visit ("bulan penuh": 2 months 29 days is 2).

    A month is complete on the day of the month of birth, or on the last day of a month that has no such day.
    Raises ValueError when the visit lies before the birth.
    """
    age_in_days(birth, visit)
    months = (visit.year - birth.year) * 12 + visit.month - birth.month
    if visit.day >= birth.day:
        return months
    last = visit.day >= 28 and visit.day == calendar.monthrange(visit.year, visit.month)[1]
    return months if last else months - 1


def days_of_months(months: float) -> int:
    """Return months as days, a month being 30.4375 days, halves rounded up (WHO Anthro)."""
    return math.floor(months * method().days_per_month + 0.5)


def scoring_age_days(birth: date, visit: date, mode: str = "hari") -> int:
    """Return the age in days at which the tables are read.

    `mode="hari"` is the exact age, as WHO's software; `mode="bulan_penuh"` is the day that stands for the
    completed months, as the Permenkes 2/2020 tables and e-PPGBM are read. Raises ValueError for another mode.
    """
    if mode == "hari":
        return age_in_days(birth, visit)
    if mode == "bulan_penuh":
        return days_of_months(completed_months(birth, visit))
    raise ValueError(f'mode is "hari" or "bulan_penuh", not {mode!r}')
