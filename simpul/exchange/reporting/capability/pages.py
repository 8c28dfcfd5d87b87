"""The report as a page: the sentence, the counts, area → unit → evidence, and the same to take along or print."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from simpul.base import clock
from simpul.base.access import NotYours, staff
from simpul.base.words import say
from simpul.exchange.pages import sheet_answer
from simpul.exchange.reporting.capability import counting, sheets
from simpul.exchange.reporting.capability.sentence import heading, sentence, source_sentence
from simpul.exchange.survey.access import WHO, Role, access_area, areas_seen, units_of
from simpul.exchange.survey.content import evidence_of_service, survey
from simpul.exchange.survey.pages import KNOWN
from simpul.knowledge.services import Service, all_services
from simpul.knowledge.services import service as service_named
from simpul.network.calendars.content import by_appointment
from simpul.registry.access import assignments_of
from simpul.registry.models import Account, Area, Unit

MOST_LINES = 200
"""Units named on the page; the rest are in the sheet."""


@staff(*WHO)
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The answer on a day, for one of the actor's areas or one inside them."""
    actor: Any = request.user
    areas = areas_seen(actor)
    if not areas:
        return render(request, "exchange/survey/report.html", {"areas": []})
    try:
        on = _day(request)
    except ValueError as why:
        return _asked_again(actor, request, str(why))
    found = _found(actor, request, on)
    parts = [part for part in counting.parts(found) if part.count.total]
    lines = found.lines if not parts else counting.own_lines(found)
    context = {
        "areas": areas,
        "found": found,
        "above": [one for one in areas if found.area.code.startswith(f"{one.code}.")],
        "heading": heading(found),
        "sentences": [(kind, count, sentence(kind, count)) for kind, count in found.kinds.items()],
        "source": source_sentence(found),
        "evidence": [(label, list(zip(found.kinds, counted, strict=True))) for label, counted in evidence_table(found)],
        "parts": parts,
        "lines": lines[:MOST_LINES],
        "more": max(0, len(lines) - MOST_LINES),
        "every": all_services(),
        "today": clock.today(),
        "asked_service": found.service.id,
        "asked_area": found.area.code,
        "asked_day": found.on.isoformat(),
        "asked": f"layanan={found.service.id}&wilayah={found.area.code}&tanggal={found.on.isoformat()}",
    }
    return render(request, "exchange/survey/report.html", context)


@staff(*WHO)
@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """The same as JSON, text, CSV or XLSX: `bentuk` names the form."""
    actor: Any = request.user
    form = request.GET.get("bentuk", "csv")
    if form not in sheets.FORMS or not areas_seen(actor):
        raise NotYours
    try:
        found = _found(actor, request, _day(request))
    except ValueError as why:
        return _asked_again(actor, request, str(why))
    name = f"kemampuan-{found.service.id}-{found.area.code}-{found.on.isoformat()}"
    with override("id"):
        if form == "csv":
            return sheet_answer(sheets.as_csv(found, ";"), "csv", name)
        if form == "xlsx":
            return sheet_answer(sheets.as_xlsx(found), "xlsx", name)
        body = sheets.as_json(found) if form == "json" else sheets.as_text(found)
    kind = "application/json" if form == "json" else "text/plain; charset=utf-8"
    ending = "json" if form == "json" else "txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"', "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type=kind, headers=headers)


def evidence_table(found: counting.Report) -> list[tuple[str, list[int | None]]]:
    """Each piece of evidence of the service with how many able units of each kind show it.

    None: not asked of that kind, or no unit of it is able, so that there is nothing to count among.
    """
    verified = {"verified": _("dipastikan petugas"), "unverified": _("belum dipastikan")}
    rows: list[tuple[str, list[int | None]]] = [
        (str(words), [_among(count, name) for count in found.kinds.values()]) for name, words in verified.items()
    ]
    for one in evidence_of_service(found.service.id):
        counted = [_among(count, one.id) if kind in one.kinds else None for kind, count in found.kinds.items()]
        if set(one.kinds) & set(found.kinds):
            rows.append((say(one.label), counted))
    if by_appointment(found.service.id):
        kept = [None if kind == Unit.Kind.POST else _among(c, counting.CALENDAR) for kind, c in found.kinds.items()]
        rows.append((_("Jam di kalender"), kept))
    return rows


def _among(count: counting.Count, name: str) -> int | None:
    return count.evidence[name] if count.able else None


def _found(actor: Account, request: HttpRequest, on: date) -> counting.Report:
    service = _service(request.GET.get("layanan", ""))
    area = _area(actor, request.GET.get("wilayah", ""))
    units = counting.units_in([area.code], on)
    if not assignments_of(actor, Role.AGENCY, Role.TEAM).exists():
        units = units.filter(pk__in=units_of(actor).values("pk"))
    return counting.tally(service, area, on, counting.lines_of(service, units, on))


def _area(actor: Account, code: str) -> Area:
    return access_area(actor, code) if code else areas_seen(actor)[0]


def _service(name: str) -> Service:
    return service_named(name if name in KNOWN else survey().first_service)


def _day(request: HttpRequest) -> date:
    """The day asked for, today without one. Raises ValueError that says what is wrong."""
    text = request.GET.get("tanggal", "").strip()
    return counting.parse_day(text, clock.today()) if text else clock.today()


def _asked_again(actor: Account, request: HttpRequest, why: str) -> HttpResponse:
    """The question with what is wrong beside it, and no answer: that of another day would be taken for this one's."""
    context = {
        "areas": areas_seen(actor),
        "why": why,
        "asked_service": _service(request.GET.get("layanan", "")).id,
        "asked_area": _area(actor, request.GET.get("wilayah", "")).code,
        "asked_day": request.GET.get("tanggal", "")[: counting.LONGEST_DAY],
        "every": all_services(),
        "today": clock.today(),
    }
    return render(request, "exchange/survey/report.html", context, status=422)
