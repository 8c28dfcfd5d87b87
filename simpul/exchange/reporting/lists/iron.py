"""Iron tablets: what each pregnant woman and each girl has received."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from simpul.exchange.reporting.lists.people import Scene
from simpul.exchange.reporting.tables import Cell
from simpul.people.models import Person

Lines = list[tuple[Person, list[Cell]]]
_PREGNANCY = timedelta(days=301)
"""Tablets of an earlier pregnancy do not count where the first day of this one is not known (43 weeks)."""


def pregnant(here: Scene, rule: Mapping[str, Any]) -> Lines:
    """Tablets in this pregnancy, and how many are lacking until the programme's number."""
    women = here.mothers("pregnant")
    open_ones = here.pregnancies(women)
    since = {one.pk: _begun(open_ones.get(one.pk), here.on) for one in women}
    got = _tablets(here, women, rule["product"], "ttd_given", since)
    return [
        (one, [_weeks(open_ones.get(one.pk), here.on), got[one.pk], max(0, rule["at_least"] - got[one.pk])])
        for one in women
    ]


def girls(here: Scene, rule: Mapping[str, Any]) -> Lines:
    """Tablets in this month and in this year so far."""
    who = here.aged(*rule["months"], sex="P")
    month = _tablets(here, who, rule["product"], "ttd_tablets", dict.fromkeys((o.pk for o in who), here.month.first))
    year = date(here.on.year, 1, 1)
    total = _tablets(here, who, rule["product"], "ttd_tablets", dict.fromkeys((o.pk for o in who), year))
    return [(one, [month[one.pk], total[one.pk]]) for one in who]


def _tablets(
    here: Scene, people: Iterable[Person], product: str, field: str, since: Mapping[UUID, date]
) -> Counter[UUID]:
    """Tablets since each person's day. Where card and dose of a day both say how many, the greater counts."""
    by_day: dict[tuple[UUID, date], int] = {}
    for person, day, value in here.visits(people, field):
        if isinstance(value, int | float):
            by_day[person, day] = max(by_day.get((person, day), 0), int(value))
    for person, doses in here.doses(people).items():
        given = Counter[date]()
        for one in doses:
            if one.product == product:
                given[one.date] += one.quantity or 0
        for day, count in given.items():
            by_day[person, day] = max(by_day.get((person, day), 0), count)
    found = Counter[UUID]()
    for (person, day), count in by_day.items():
        found[person] += count if day >= since[person] else 0
    return found


def _begun(pregnancy: Any, on: date) -> date:
    if pregnancy is None:
        return on - _PREGNANCY
    due = pregnancy.edd - timedelta(days=280) if pregnancy.edd else None
    return pregnancy.lmp or due or on - _PREGNANCY


def _weeks(pregnancy: Any, on: date) -> int | None:
    known = pregnancy is not None and (pregnancy.lmp or pregnancy.edd)
    return (on - _begun(pregnancy, on)).days // 7 if known else None
