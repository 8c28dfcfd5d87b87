"""Children whom immunisation has missed, and rounds of vitamin A."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from simpul.base.words import say
from simpul.exchange.reporting.lists.people import Scene
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.tables import Cell
from simpul.knowledge import schedules
from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.knowledge.schedules.status import ImmunisationStatus, immunisation_status
from simpul.people.models import Person
from simpul.registry.models import Unit

MOST_MONTHS = 59
"""Catch-up doses are given before the fifth birthday (programme: imunisasi kejar)."""
Lines = list[tuple[Person, list[Cell]]]


def zero_dose(here: Scene) -> Lines:
    """Children without DPT-HB-Hib 1: zero-dose, and those to watch before they become it."""
    lines: Lines = []
    for child, status in _statuses(here):
        if status.zero_dose or status.zero_dose_watch:
            words = _("zero-dose") if status.zero_dose else _("terlambat, belum zero-dose")
            lines.append((child, [words, _missing(status)]))
    return lines


def drop_out(here: Scene) -> Lines:
    """Children who began a series and did not finish it in time."""
    return [
        (child, [", ".join(name.upper() for name in status.drop_out), _missing(status)])
        for child, status in _statuses(here)
        if status.drop_out
    ]


def _series() -> Any:
    return read_json(CONTENT_DIR / "schedules" / "vitamin-a.json")["series"][0]


def round_of(month: Month) -> Month:
    """The last vitamin A round that had begun by a month: the month in which it began."""
    begins = {one["month"] for one in _series()["rounds"]}
    return next(month.before(back) for back in range(12) if month.before(back).number in begins)


def in_round(month: Month) -> bool:
    """Whether capsules are given in the month: in that of a round, or in that of its sweep."""
    return any(month.number in (one["month"], one["sweep_month"]) for one in _series()["rounds"])


def vitamin_a_notes(month: Month) -> list[str]:
    """What the list of a month must be read with."""
    begun = round_of(month)
    if not in_round(month):
        return [_("Bukan bulan vitamin A. Tanggal yang tertulis adalah dari putaran %s.") % begun.words]
    if begun != month:
        return [_("Bulan sweeping: yang tercantum belum menerima vitamin A putaran %s.") % begun.words]
    return []


def vitamin_a(here: Scene) -> Lines:
    """Children for the round of the month: which capsule, and when it was given.

    In a month of sweep only who still lacks the round; outside of rounds the day of the last one.
    """
    series, begun = _series(), round_of(here.month)
    is_sweep = in_round(here.month) and begun != here.month
    bands = series["bands"]
    children = here.aged(bands[0]["min_months"], bands[-1]["max_months"])
    doses = here.doses(children)
    lines: Lines = []
    for child in children:
        months = here.months(child) or 0
        band = next(band for band in bands if band["min_months"] <= months <= band["max_months"])
        given = [
            one.date
            for one in doses.get(child.pk, ())
            if one.product in series["accepts"] and begun.first <= one.date <= here.on
        ]
        if not (is_sweep and given):
            lines.append((child, [say(band["amount"]), given[0] if given else None]))
    return lines


def _statuses(here: Scene) -> list[tuple[Person, ImmunisationStatus]]:
    schedule = schedules.load_schedule("immunisation")
    children, provinces = here.aged(0, MOST_MONTHS), _provinces(here)
    doses, found = here.doses(children), []
    for child in children:
        who = here.forecast_person(child, provinces)
        history = [schedules.Dose(one.product, one.date, one.number) for one in doses.get(child.pk, ())]
        result = schedules.forecast(schedule, who, history, here.on)
        found.append((child, immunisation_status(schedule, who, result)))
    return found


def _provinces(here: Scene) -> dict[UUID, str]:
    units = Unit.objects.filter(pk__in=[place.id for place in here.places]).values_list("pk", "area_id")
    return {pk: str(area)[:2] for pk, area in units}


def _missing(status: ImmunisationStatus) -> str:
    lacks: Mapping[str, int] = status.ibl.missing
    return ", ".join(f"{name.upper()} {count}×" for name, count in lacks.items())
