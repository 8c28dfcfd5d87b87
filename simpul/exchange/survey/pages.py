"""Pages of the register: what each place can do, one unit with its history, and changing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from simpul.base import clock
from simpul.base.access import NotYours, staff
from simpul.base.paging import page_of
from simpul.care.checklists.claims import latest_of, settle
from simpul.exchange.reporting.capability.counting import KINDS
from simpul.exchange.survey import changing
from simpul.exchange.survey.access import WHO, Role, access_change, access_unit, areas_seen, changed_by, units_of
from simpul.exchange.survey.checklist_pages import lists_of
from simpul.exchange.survey.content import survey
from simpul.exchange.survey.forms import OfficeForm
from simpul.exchange.survey.register import ICONS, Asked, entries, filtered, rows, shown_services
from simpul.knowledge.services import Service, all_services, service_files
from simpul.knowledge.services import service as service_named
from simpul.registry.access import posts_of
from simpul.registry.capabilities.standing import in_force
from simpul.registry.models import Area, Unit

CHANGERS = (Role.OFFICER, Role.AGENCY)
SHOWN = 40
"""Units on one page."""
KNOWN = {path.stem for path in service_files()}


@staff(*WHO)
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Units × services. Without a service every one that some unit of the list may offer."""
    actor: Any = request.user
    asked, today = _asked(request), clock.today()
    mine = units_of(actor)
    page = page_of(request, filtered(mine, asked, today), SHOWN)
    settle([unit.pk for unit in page if unit.kind == Unit.Kind.POST])
    kinds = [asked.kind] if asked.kind else list(KINDS)
    services = shown_services(asked.service, kinds)
    context = {
        "asked": asked,
        "page": page,
        "rows": rows(list(page), services, today),
        "services": services,
        "one": services[0] if asked.service else None,
        "every": all_services(),
        "kinds": [(kind, Unit.Kind(kind).label) for kind in KINDS],
        "areas": districts(actor),
        "statuses": list(ICONS.items()),
        "query": request.GET.urlencode(),
    }
    return render(request, "exchange/survey/register.html", context)


@staff(*WHO)
@require_GET
def unit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """One unit: each service with its evidence, dates, who verified, source and history."""
    actor: Any = request.user
    place = access_unit(actor, unit)
    if place.kind == Unit.Kind.POST:
        settle([place.pk])
    context = {
        "place": place,
        "entries": entries(place, clock.today()),
        "lists": lists_of(place),
        "may_fill": posts_of(actor).filter(pk=place.pk).exists(),
        "may_change": changed_by(actor).filter(pk=place.pk).exists(),
        "today": clock.today(),
    }
    return render(request, "exchange/survey/unit.html", context)


@staff(*CHANGERS)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, unit: UUID, service: str) -> HttpResponse:
    """Say what a unit can do."""
    actor: Any = request.user
    place, wanted = access_change(actor, unit), _service(service)
    if place.kind not in wanted.offered_by:
        raise NotYours
    held = in_force(wanted.id, clock.today()).filter(unit=place).first()
    form = OfficeForm(place.kind, held, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = changing.change(actor, place, wanted.id, form)
        messages.success(request, _("Perubahan disimpan. Bila keliru, tarik kembali di riwayat."))
        return redirect(f"{reverse('ability_unit', args=[place.pk])}#c{made.pk}")
    context = {"place": place, "service": wanted, "form": form}
    return render(request, "exchange/survey/change.html", context, status=422 if request.method == "POST" else 200)


@staff(*CHANGERS)
@require_POST
def verify(request: HttpRequest, unit: UUID, service: str) -> HttpResponse:
    """One tap: the puskesmas stands behind what the post says."""
    actor: Any = request.user
    place = access_change(actor, unit)
    changing.verify(actor, place, _service(service).id)
    messages.success(request, _("Terima kasih. Jawaban ini sekarang dipastikan atas nama Anda."))
    return redirect("ability_unit", place.pk)


@staff(*CHANGERS)
@require_POST
def accept_checklist(request: HttpRequest, unit: UUID, checklist: str) -> HttpResponse:
    """One tap: the puskesmas stands behind the post's checklist."""
    actor: Any = request.user
    place = access_change(actor, unit)
    row = latest_of([place.pk]).get((place.pk, checklist))
    if row is None:
        raise NotYours
    changing.accept_checklist(actor, row)
    messages.success(request, _("Terima kasih. Jawaban ini sekarang dipastikan atas nama Anda."))
    return redirect("ability_unit", place.pk)


@staff(*CHANGERS)
@require_POST
def take_back(request: HttpRequest, unit: UUID, pk: int) -> HttpResponse:
    """Undo: what was said before holds again."""
    actor: Any = request.user
    place = access_change(actor, unit)
    changing.take_back(actor, place, pk)
    messages.success(request, _("Pernyataan ditarik. Yang berlaku sebelumnya berlaku lagi."))
    return redirect("ability_unit", place.pk)


def districts(actor: Any) -> list[Area]:
    """Areas for the filter: those right below the actor's, or their own where there is nothing below."""
    own = areas_seen(actor)
    below = [Area.objects.filter(code__startswith=f"{one.code}.", level=one.level + 1).order_by("code") for one in own]
    return [*own, *(area for some in below for area in some)]


def _asked(request: HttpRequest) -> Asked:
    """What the address asks for; a value that is none is left out."""
    given = {name: request.GET.get(name, "").strip()[:80] for name in ("layanan", "jenis", "wilayah", "keadaan", "q")}
    return Asked(
        given["layanan"] if given["layanan"] in KNOWN else "" if "layanan" in request.GET else survey().first_service,
        given["jenis"] if given["jenis"] in KINDS else "",
        given["wilayah"],
        given["keadaan"] if given["keadaan"] in ("able", "not_able", "not_surveyed") else "",
        given["q"],
    )


def _service(name: str) -> Service:
    if name not in KNOWN:
        raise NotYours
    return service_named(name)
