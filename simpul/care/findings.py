"""What an officer wants to read first about a child: the latest finding, before the sentence said to the family."""

from collections.abc import Iterable
from typing import Any

from simpul.base.words import say
from simpul.care.charts import SHORT
from simpul.care.dossier import alert_words
from simpul.care.models import Growth
from simpul.knowledge.growth.categories import band_list


def latest_findings(persons: Iterable[Any]) -> dict[str, str]:
    """Person id → the last weighing's alerts and the categories that call for a referral, in words; one query.

    Persons without a weighing, or with nothing to say, are left out.
    """
    rows = Growth.objects.filter(person__in=list(persons)).order_by("person_id", "-date").distinct("person_id")
    worded = {str(row.person_id): finding(row) for row in rows}
    return {person: words for person, words in worded.items() if words}


def finding(row: Growth) -> str:
    """One weighing in the programme's words; empty when all is well."""
    bands = [
        (column, {band.id: band for band in band_list(column)}.get(name)) for column, name in row.categories.items()
    ]
    grave = [f"{SHORT[column]}: {say(band.word)}" for column, band in bands if band is not None and band.refer]
    return " · ".join([*(alert_words(alert) for alert in row.alerts), *grave])
