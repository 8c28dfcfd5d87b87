"""The list of alerts: what is the matter, what to do, who deals with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from simpul.base import clock
from simpul.base.access import staff
from simpul.base.paging import page_of
from simpul.journal.access import devices_open_to
from simpul.journal.actions.take_alert import NotOffered, take_alert
from simpul.journal.alerts.limits import limits
from simpul.journal.alerts.queries import access_alert, lines, ordered, visible_to
from simpul.registry.models import Assignment

OFFICER, OPERATOR = Assignment.Role.OFFICER, Assignment.Role.OPERATOR
ROWS = 50


@staff(OFFICER, OPERATOR)
@require_GET
def alerts(request: HttpRequest) -> HttpResponse:
    """Open alerts: those that call for somebody, then those that somebody deals with. Names no citizen."""
    actor: Any = request.user
    page = page_of(request, ordered(visible_to(actor)), ROWS)
    officer = OFFICER in actor.roles_on(clock.today())
    shown = lines(page.object_list)
    context = {
        "page": page,
        "lines": shown,
        "days": limits().quiet_days,
        "officer": officer,
        "phones": devices_open_to(actor, [line.device for line in shown if line.device]),
    }
    return render(request, "journal/alerts.html", context)


@staff(OFFICER, OPERATOR)
@require_POST
def take(request: HttpRequest, alert: int) -> HttpResponse:
    """Somebody deals with it: quiet for the days chosen."""
    actor: Any = request.user
    found = access_alert(actor, alert)
    try:
        take_alert(actor, found, int(request.POST.get("days", "0")))
    except (NotOffered, ValueError):
        messages.error(request, _("Pilih berapa hari peringatan ini ditunda."))
    else:
        messages.success(request, _("Dicatat atas nama Anda. Peringatan ini tutup sendiri bila masalahnya selesai."))
    return redirect("alerts")
