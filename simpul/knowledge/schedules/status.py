"""Immunisation status as the programme counts it: IDL, IBL, zero-dose, drop-out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .days import add_months
from .model import Forecast, Person
from .plan import Schedule


@dataclass(frozen=True, slots=True)
class Completeness:
    """Whether a set of antigens is complete, and was so before the age; `missing` counts doses by series."""

    complete: bool
    on_time: bool
    missing: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ImmunisationStatus:
    """`zero_dose` from 12 months without DPT-HB-Hib 1; `zero_dose_watch` the same from 5 months on."""

    idl: Completeness
    ibl: Completeness
    zero_dose: bool
    zero_dose_watch: bool
    drop_out: tuple[str, ...]


def immunisation_status(schedule: Schedule, person: Person, result: Forecast) -> ImmunisationStatus:
    """Status on the forecast's day. Raises ValueError without a birth date, KeyError for another schedule."""
    if person.birth_date is None:
        raise ValueError("immunisation status needs birth_date; give the person that date.")
    rules = schedule.data["statuses"]
    birth, on = person.birth_date.toordinal(), result.on.toordinal()
    zero = rules["zero_dose"]
    none = not result.counted[zero["series"]]
    return ImmunisationStatus(
        idl=_completeness(rules["idl"], birth, result.counted),
        ibl=_completeness(rules["ibl"], birth, result.counted),
        zero_dose=none and on >= add_months(birth, zero["from_months"]),
        zero_dose_watch=none and on >= add_months(birth, zero["watch_from_months"]),
        drop_out=tuple(rule["id"] for rule in rules["drop_out"] if _dropped(rule, birth, on, result.counted)),
    )


def _completeness(rule: Mapping[str, Any], birth: int, counted: Mapping[str, tuple[date, ...]]) -> Completeness:
    needs: Mapping[str, int] = rule["needs"]
    limit = date.fromordinal(add_months(birth, rule["by_months"]))
    missing = {name: n - len(counted[name]) for name, n in needs.items() if len(counted[name]) < n}
    on_time = not missing and all(counted[name][n - 1] < limit for name, n in needs.items())
    return Completeness(not missing, on_time, missing)


def _dropped(rule: Mapping[str, Any], birth: int, on: int, counted: Mapping[str, tuple[date, ...]]) -> bool:
    doses = len(counted[rule["series"]])
    return rule["first"] <= doses < rule["last"] and on >= add_months(birth, rule["from_months"])
