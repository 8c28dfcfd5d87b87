"""What an officer wants to read first about someone: the latest finding, before the sentence said to the family."""

from collections.abc import Iterable
from typing import Any

from simpul.base.words import say
from simpul.care.body import LATER_CARDS, odd_findings
from simpul.care.charts import SHORT
from simpul.care.dossier import alert_words
from simpul.care.models import Growth, Visit
from simpul.knowledge.growth.categories import band_list
from simpul.people.models import Person


def latest_findings(persons: Iterable[Any]) -> dict[str, str]:
    """Person id → what the last visit found that calls for someone, in words; three queries at most.

    Of a child the last weighing's alerts and categories; of youths, adults and older people the measures that are not
    normal. Who has nothing of the kind is left out.
    """
    wanted = list(persons)
    rows = Growth.objects.filter(person__in=wanted).order_by("person_id", "-date").distinct("person_id")
    worded = {str(row.person_id): finding(row) for row in rows} | _of_bodies(wanted)
    return {person: words for person, words in worded.items() if words}


def _of_bodies(wanted: list[Any]) -> dict[str, str]:
    later = Visit.objects.filter(person__in=wanted, card__in=LATER_CARDS, status="ok")
    visits = list(later.order_by("person_id", "-date").distinct("person_id"))
    people = Person.objects.in_bulk([visit.person_id for visit in visits]) if visits else {}
    known = [(people[visit.person_id], visit) for visit in visits if visit.person_id in people]
    return {str(person.pk): odd_findings(person, visit) for person, visit in known}


def finding(row: Growth) -> str:
    """One weighing in the programme's words; empty when all is well."""
    bands = [
        (column, {band.id: band for band in band_list(column)}.get(name)) for column, name in row.categories.items()
    ]
    grave = [f"{SHORT[column]}: {say(band.word)}" for column, band in bands if band is not None and band.refer]
    return " · ".join([*(alert_words(alert) for alert in row.alerts), *grave])
