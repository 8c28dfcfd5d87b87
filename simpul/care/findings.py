"""What an officer wants to read first about someone: the latest finding, before the sentence said to the family."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Q

from simpul.base.words import say
from simpul.care.body import LATER_CARDS, odd_findings
from simpul.care.charts import SHORT
from simpul.care.dossier import alert_words
from simpul.care.models import Growth, Visit
from simpul.knowledge.growth.categories import band_list
from simpul.network.models import Request
from simpul.people.merged import groups
from simpul.people.models import Person
from simpul.registry.zones import local_day


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


def led_to(request: Request, within: timedelta) -> Visit | None:
    """The measuring that led to a request: of the visit that it, or the request it is a part of, names.

    Where none is named, the last one until the day on which it was opened, no longer than `within` before.
    """
    if request.person_id is None:
        return None
    (records,) = groups([str(request.person_id)]).values()
    theirs = Visit.objects.filter(person__in=records, status="ok")
    measured = theirs.filter(Q(growth__isnull=False) | Q(card__in=LATER_CARDS))
    visit = request.visit or _visit_of_whole(request)
    if visit is not None:
        return measured.filter(pk=visit).first()
    day = local_day(str(request.post_id), request.opened_at)
    return measured.filter(date__lte=day, date__gte=day - within).order_by("-date").first()


def _visit_of_whole(request: Request) -> Any:
    whole = Request.objects.filter(pk=request.part_of, person=request.person_id) if request.part_of else None
    return whole.values_list("visit", flat=True).first() if whole is not None else None


def finding_of(visit: Visit) -> str:
    """What one visit found that calls for someone, in words; empty when all is well."""
    if visit.card in LATER_CARDS:
        person = Person.objects.filter(pk=visit.person_id).first()
        return odd_findings(person, visit) if person is not None else ""
    row = Growth.objects.filter(visit=visit.pk).first()
    return finding(row) if row is not None else ""


def finding(row: Growth) -> str:
    """One weighing in the programme's words; empty when all is well."""
    bands = [
        (column, {band.id: band for band in band_list(column)}.get(name)) for column, name in row.categories.items()
    ]
    grave = [f"{SHORT[column]}: {say(band.word)}" for column, band in bands if band is not None and band.refer]
    return " · ".join([*(alert_words(alert) for alert in row.alerts), *grave])
