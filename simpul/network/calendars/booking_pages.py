"""Choose a free time for a request instead of typing a date."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from simpul.base import audit
from simpul.base.access import NotYours, staff
from simpul.journal.kinds import Refused
from simpul.network.access import access_request, requests_of
from simpul.network.calendars.actions.book import book
from simpul.network.calendars.choosing import granted_elsewhere, places, rights
from simpul.network.calendars.models import Booking
from simpul.network.calendars.moving import to_move, told_lately
from simpul.network.calendars.news import news_of
from simpul.network.calendars.queries import booking_of
from simpul.network.calendars.week import NAMED, audit_meetings, company
from simpul.network.models import Request
from simpul.network.places import WORKING, asked_unit
from simpul.registry.zones import zone_of_unit


@staff(*WORKING)
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The free times of the asked place and of others; booking one is a step of the request.

    Whoever may read the request sees the times; only who may take the step has something to press.
    """
    actor: Any = request.user
    asked = access_request(actor, pk)
    if request.method == "POST" and _booked(request, actor, asked):
        return redirect("referral", pk)
    if asked.person_id:
        audit.read(actor, asked.post_id, "person", [asked.person_id], "appointment")
    may = rights(actor, asked)
    found = places(asked, may)
    context = {
        "asked": asked,
        "may": may,
        "held": booking_of(asked.pk),
        "zone": zone_of_unit(asked_unit(asked.post_id, asked.to_unit_id)).key,
        "who": asked.person.name if asked.person is not None and asked.confidentiality in NAMED else "",
        "company": company(asked),
        "places": found,
        "elsewhere": granted_elsewhere(found),
    }
    return render(request, "network/choose_slot.html", context)


@staff(*WORKING)
@require_GET
def moving(request: HttpRequest) -> HttpResponse:
    """Promises that nobody will keep unless somebody moves them."""
    actor: Any = request.user
    found, told = to_move(actor), told_lately(actor)
    audit_meetings(actor, [*(one.meeting for one in found), *(one.meeting for one in told)])
    return render(request, "network/moving.html", {"found": found, "told": told})


def _booked(request: HttpRequest, actor: Any, asked: Request) -> bool:
    try:
        seen = int(request.POST.get("seen", ""))
    except ValueError:
        raise NotYours from None
    try:
        booking = book(actor, asked, request.POST.get("slot", ""), seen=seen)
    except Refused as refusal:
        messages.error(request, refusal.said)
        return False
    said = _("Janji tersimpan, kode %(code)s. Posyandu melihatnya saat sinkron berikutnya.")
    messages.success(request, said % {"code": booking.reference})
    for news in news_of(Booking.objects.filter(pk=booking.pk), requests_of(actor)):
        messages.info(request, " ".join(render_to_string("network/parts/news.html", {"news": news}).split()))
    return True
