"""Dates of a pregnancy as the phone counts them (`web/kader/model/pregnancy.ts`)."""

from datetime import date, timedelta

from simpul.care.models import Pregnancy
from simpul.knowledge.cards.pregnancy import pregnancy_content


def _term() -> timedelta:
    return timedelta(days=pregnancy_content()["due_date"]["days_from_lmp"])


def due_date(pregnancy: Pregnancy) -> date | None:
    """The one given (ultrasound), else from the last period."""
    if pregnancy.edd:
        return pregnancy.edd
    return pregnancy.lmp + _term() if pregnancy.lmp else None


def start_date(pregnancy: Pregnancy) -> date | None:
    """Start as counted: what the due date says goes before what was remembered."""
    return pregnancy.edd - _term() if pregnancy.edd else pregnancy.lmp


def gestation_days(pregnancy: Pregnancy, on: date) -> int | None:
    """Days since the start; None without dates or before it."""
    start = start_date(pregnancy)
    days = (on - start).days if start else None
    return days if days is not None and days >= 0 else None
