"""What youths, adults and older people are looked for: figures to take again, what is asked once a year.

The twin of `web/kader/model/due-later.ts`; limits in `content/programme/due.json`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from simpul.care.models import Visit
from simpul.knowledge.cards.bands import bp_band, bp_is_severe, glucose_band
from simpul.knowledge.growth.ages import completed_months
from simpul.people.models import Person
from simpul.people.records import uuids

Found = tuple[str, str, date]
"""Key of the risks, kind, and since when."""


@dataclass
class Known:
    """The newest value of each field of a person with its day, and the newest visit."""

    last: dict[str, tuple[Any, date]] = field(default_factory=dict)
    seen: date | None = None

    def number(self, name: str) -> tuple[float, date] | None:
        """A figure and its day; None when there is none."""
        value = self.last.get(name)
        usable = value is not None and isinstance(value[0], int | float) and not isinstance(value[0], bool)
        return (float(value[0]), value[1]) if value is not None and usable else None


def known_of(kept: Mapping[str, str], since: date) -> dict[str, Known]:
    """Person kept → what visits since that day say, merged records included; one query."""
    found: dict[str, Known] = {}
    rows = Visit.objects.filter(person__in=uuids(kept), status="ok", date__gte=since).order_by("date", "id")
    for person, day, values in rows.values_list("person", "date", "values").iterator():
        known = found.setdefault(kept[str(person)], Known())
        known.seen = day
        known.last |= {name: (value, day) for name, value in values.items() if value is not None}
    return found


def due_later(person: Person, known: Known, limits: Mapping[str, Any], today: date) -> Iterable[Found]:
    """Everything that is due for someone past the toddler's card."""
    born = person.birth_date
    if born is None or born > today:
        return
    years = completed_months(born, today) // 12
    if years >= limits["adult_from_year"]:
        yield from _pressure(known, limits, today)
        yield from _glucose(known, limits, today)
    if limits["youth_from_year"] <= years <= limits["youth_to_year"] and person.sex == "P":
        yield from _blood(known, limits, today)
        tablets = known.last.get("ttd_weekly")
        yield from _once("tablets", "tablets", tablets[1] if tablets else None, limits["tablets_days"], today)
    if years > limits["youth_to_year"]:
        risk = "elderly" if years >= limits["elderly_from_year"] else "yearly"
        yield from _once(risk, "yearly", known.seen, limits["adult_yearly_days"], today)


def _pressure(known: Known, limits: Mapping[str, Any], today: date) -> Iterable[Found]:
    systolic, diastolic = known.number("systolic"), known.number("diastolic")
    measured = systolic or diastolic
    figures = (systolic[0] if systolic else None, diastolic[0] if diastolic else None)
    if measured is None or bp_band(*figures) != "tinggi" or not _old(measured[1], limits["pressure_again_days"], today):
        return
    risk = "pressure_severe" if bp_is_severe(*figures) else "pressure"
    yield risk, "pressure", measured[1] + timedelta(days=limits["pressure_again_days"])


def _glucose(known: Known, limits: Mapping[str, Any], today: date) -> Iterable[Found]:
    sugar = known.number("glucose_mgdl")
    days = limits["glucose_again_days"]
    if sugar is not None and glucose_band(sugar[0]) == "tinggi" and _old(sugar[1], days, today):
        yield "glucose", "glucose", sugar[1] + timedelta(days=days)


def _blood(known: Known, limits: Mapping[str, Any], today: date) -> Iterable[Found]:
    hb = known.number("hb_gdl")
    again = limits["haemoglobin_again_days"]
    if hb is not None and hb[0] < limits["haemoglobin_low_below"] and _old(hb[1], again, today):
        yield "haemoglobin", "haemoglobin", hb[1] + timedelta(days=again)
        return
    days = limits["haemoglobin_yearly_days"]
    yield from _once("haemoglobin_yearly", "haemoglobin", hb[1] if hb else None, days, today)


def _once(risk: str, kind: str, last: date | None, days: int, today: date) -> Iterable[Found]:
    """Due since so many days have passed; from today for whom it was never done."""
    if last is None or _old(last, days, today):
        yield risk, kind, last + timedelta(days=days) if last else today


def _old(day: date, days: int, today: date) -> bool:
    return (today - day).days >= days
