"""Of which class a death is, as the registers of the programme count it. Pure; twin of `web/kader/model/death.ts`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.knowledge.growth.ages import completed_months

DeathClass = Literal["maternal", "neonatal", "infant", "child", "stillbirth", "other"]


@dataclass(frozen=True)
class PregnancySpan:
    """A pregnancy for this question: `start` and `end` as far as known, `outcome` None while it goes on."""

    start: date | None
    end: date | None
    outcome: str | None


@cache
def deaths_content() -> Any:
    """`content/programme/deaths.json`: limits, classes and words with their sources."""
    return read_json(CONTENT_DIR / "programme" / "deaths.json")


def death_class(birth: date | None, pregnancies: Iterable[PregnancySpan], died: date) -> DeathClass:
    """Maternal first (pregnant, or within the limit of days after a pregnancy); then by age; `other` otherwise."""
    limits = deaths_content()
    if any(_is_maternal(one, died, limits["maternal_within_days"]) for one in pregnancies):
        return "maternal"
    if birth is None or birth > died:
        return "other"
    if (died - birth).days <= limits["neonatal_to_day"]:
        return "neonatal"
    months = completed_months(birth, died)
    if months < limits["infant_below_months"]:
        return "infant"
    return "child" if months < limits["child_below_months"] else "other"


def _is_maternal(pregnancy: PregnancySpan, died: date, within_days: int) -> bool:
    if pregnancy.outcome is None:
        return pregnancy.start is None or pregnancy.start <= died
    if pregnancy.end is None or pregnancy.outcome in ("moved", "mistake"):
        return False
    return 0 <= (died - pregnancy.end).days <= within_days
