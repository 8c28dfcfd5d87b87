"""`/layanan-jiwa/`: whom to call, which places help and how many, for everybody. Of places, never of people."""

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from simpul.base import clock
from simpul.base.access import public
from simpul.care.selfcheck.forms import grouped
from simpul.care.selfcheck.places import DISTRICT, known_districts
from simpul.care.selfcheck.showing import calls
from simpul.exchange.reporting.capability import counting
from simpul.exchange.reporting.capability.places import FIRST, is_proven, places
from simpul.exchange.reporting.capability.sentence import heading, named_sentence, sentence, source_sentence
from simpul.exchange.survey.content import survey
from simpul.knowledge.services import Service
from simpul.knowledge.services import service as service_named
from simpul.registry.areas import ancestors
from simpul.registry.models import Area, Unit

CITY = len("31.74")
"""Length of the code of a city."""


@public
@require_GET
def mental_health(request: HttpRequest) -> HttpResponse:
    """Lines that help at any hour, the places of a kecamatan (`kecamatan`), and how many there are where."""
    service, today = service_named(survey().first_service), clock.today()
    codes = covered(service, today)
    found = [counting.report(service, area, today) for area in Area.objects.filter(pk__in=codes).order_by("code")]
    context = {
        "service": service,
        "counts": [_shown(one) for one in found if one.together.total],
        "lines": calls(),
        "today": today,
        **_near(service, request.GET.get("kecamatan", ""), today),
    }
    return render(request, "exchange/survey/public.html", context)


def _near(service: Service, code: str, today: date) -> dict[str, Any]:
    """The kecamatan to choose from; of the chosen one those who treat, its posts, then those of its city that treat."""
    known = known_districts()
    chosen = next((one for one in known if one.code == code), None)
    shown: dict[str, Any] = {"districts": grouped(known), "district": code, "chosen": chosen}
    if chosen is None:
        return shown
    near = places(service, chosen.code, today)
    there = {one.unit for one in near}
    around = [one for one in places(service, code[:CITY], today, FIRST) if one.unit not in there]
    treating = [one for one in near if one.kind in FIRST]
    posts = [one for one in near if one.kind not in FIRST]
    return shown | {"near": near, "treating": treating, "posts": posts, "around": around}


def covered(service: Service, today: date) -> list[str]:
    """Of each province the smallest area in which every place of the register stands: no more is spoken for.

    None is smaller than a kecamatan, by which the list of the page is chosen.
    """
    units = Unit.objects.filter(counting.open_on(today), kind__in=service.offered_by)
    held: dict[str, set[str]] = {}
    for code in units.order_by("area").values_list("area", flat=True).distinct():
        above = set(ancestors(code))
        held[code[:2]] = held.get(code[:2], above) & above
    return [max((one for one in shared if len(one) <= DISTRICT), key=len) for shared in held.values()]


def _shown(found: counting.Report) -> dict[str, Any]:
    named = Counter(line.kind for line in found.lines if line.status == "able" and _is_named(found.service, line))
    kinds = [
        (sentence(kind, count), named_sentence(count.able, named[kind]))
        for kind, count in found.kinds.items()
        if count.total
    ]
    return {"heading": heading(found), "kinds": kinds, "source": source_sentence(found), "area": found.area}


def _is_named(service: Service, line: counting.Line) -> bool:
    return is_proven(service.id, line.kind, line.evidence, line.verified)
