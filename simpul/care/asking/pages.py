"""Open a request from an office, and ask another agency for a part of one. A shown person leaves an audit row."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from simpul.base import audit
from simpul.base.access import NotYours
from simpul.care.asking.choices import Offered
from simpul.care.asking.opening import OpenForm, services
from simpul.care.inbox_lines import subject_name
from simpul.journal.kinds import Refused
from simpul.network import workflow
from simpul.network.access import access_request, answers_requests
from simpul.network.actions.open import open_request
from simpul.network.models import Request
from simpul.network.places import WORKING, home_of, standing, works_for
from simpul.people.access import access_person
from simpul.people.models import Person
from simpul.registry.access import assignments_of
from simpul.registry.models import Account, Unit
from simpul.registry.zones import zone_of_unit


@dataclass(frozen=True)
class About:
    """What a new request is about: the person (None: nobody named), the journal, the request it is a part of."""

    person: Person | None
    place: Unit
    parent: Request | None
    name: str

    def journal(self, confidentiality: str) -> Unit:
        """Where it is written: what is confidential never where phones pull."""
        if confidentiality == "K1":
            return self.place
        return Unit.objects.get(pk=home_of(self.place.pk))


@answers_requests
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new request, about a person of one's posts (`warga`) or about nobody named."""
    actor: Any = request.user
    return _page(request, actor, _about(actor, request.GET.get("warga", "")))


@answers_requests
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another agency is asked for a part of the request `pk`."""
    actor: Any = request.user
    parent = access_request(actor, pk)
    if not parent.open or parent.part_of is not None or not standing(actor, parent):
        raise NotYours
    place = Unit.objects.get(pk=parent.post_id)
    if not works_for(actor, place):
        raise NotYours
    return _page(request, actor, About(parent.person, place, parent, subject_name(parent)))


def _about(actor: Account, person: str) -> About:
    if person:
        found = access_person(actor, person)
        return About(found, Unit.objects.get(pk=found.post_id), None, found.name)
    held = assignments_of(actor, *WORKING).exclude(unit=None).select_related("unit").order_by("pk").first()
    if held is None or held.unit is None:
        raise NotYours
    return About(None, held.unit, None, "")


def _page(request: HttpRequest, actor: Account, about: About) -> HttpResponse:
    service = request.GET.get("layanan", "")
    known = services()
    context = {"about": about, "services": known, "service": service, "service_name": dict(known).get(service, "")}
    if about.person is not None:
        audit.read(actor, about.person.post_id, "person", [about.person.pk], "new request")
    if service not in dict(known):
        return render(request, "care/request_new.html", context)
    form = _form(about, service, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = _open(actor, about, service, form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Permintaan terkirim. Jamnya mulai berjalan."))
            return redirect("referral", about.parent.pk if about.parent else opened.pk)
    return render(request, "care/request_new.html", context | {"form": form}, status=422 if form.errors else 200)


def _form(about: About, service: str, data: Any) -> OpenForm:
    place = str(about.place.pk)
    offered = Offered(service, place, about.person, str(data.get("urgency", "biasa")) if data else "biasa")
    first = {"urgency": "biasa", "confidentiality": about.parent.confidentiality if about.parent else "K1"}
    ground = {"basis": about.parent.basis} if about.parent else {}
    return OpenForm(
        workflow.for_service(service),
        zone_of_unit(place),
        offered,
        data,
        initial={"channel": "datang"} | first | ground,
    )


def _open(actor: Account, about: About, service: str, form: OpenForm) -> Request:
    person = str(about.person.pk) if about.person else None
    data = form.payload(service, person, str(about.parent.pk) if about.parent else None)
    return open_request(actor, about.journal(data["confidentiality"]), data, id=form.name_of(str(actor.pk), data))
