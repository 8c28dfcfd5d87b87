"""The page of the line to SATUSEHAT: what left, what waits and why, what somebody must put right."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from simpul.base import audit
from simpul.base.access import staff
from simpul.base.paging import page_of
from simpul.exchange.private_files import PrivateFileError
from simpul.exchange.satusehat import actions, queries
from simpul.exchange.satusehat.access import access_line, access_parcel, lines_of, parcels_of
from simpul.exchange.satusehat.connections import Connection, connections
from simpul.registry.models import Assignment

OFFICER, OPERATOR = Assignment.Role.OFFICER, Assignment.Role.OPERATOR
ROWS = 50


@staff(OFFICER, OPERATOR)
@require_GET
def line(request: HttpRequest) -> HttpResponse:
    """How each line stands. Names of persons only for the officers of their posts, and written down."""
    actor: Any = request.user
    known, unusable = _connections()
    page = page_of(request, queries.stopped(parcels_of(actor)), ROWS)
    stopped = queries.in_words(page.object_list)
    shown = ((parcel.post_id, row.person) for parcel, row in zip(page.object_list, stopped, strict=True))
    audit.read_each(actor, "person", shown, "satusehat")
    context = {
        "lines": queries.lines(lines_of(actor), known),
        "unusable": unusable,
        "page": page,
        "stopped": stopped,
        "officer": actor.may_enter((OFFICER,)),
    }
    return render(request, "exchange/satusehat/line.html", context)


def _connections() -> tuple[dict[str, Connection], bool]:
    """The connections, and whether the file that names them cannot be used."""
    try:
        return connections(), False
    except PrivateFileError:
        return {}, True


@staff(OFFICER, OPERATOR)
@require_POST
def pause(request: HttpRequest, line: UUID) -> HttpResponse:
    """Stop."""
    actor: Any = request.user
    actions.pause(actor, access_line(actor, line))
    messages.success(request, _("Pengiriman dijeda. Data tetap tersimpan dan antre di sini."))
    return redirect("satusehat")


@staff(OFFICER, OPERATOR)
@require_POST
def resume(request: HttpRequest, line: UUID) -> HttpResponse:
    """Go on."""
    actor: Any = request.user
    actions.resume(actor, access_line(actor, line))
    messages.success(request, _("Pengiriman berjalan lagi."))
    return redirect("satusehat")


@staff(OFFICER, OPERATOR)
@require_POST
def again(request: HttpRequest, line: UUID) -> HttpResponse:
    """Send again what one reason stopped."""
    actor: Any = request.user
    count = actions.send_again(actor, access_line(actor, line), request.POST.get("reason", ""))
    said = ngettext("%(n)s catatan antre lagi.", "%(n)s catatan antre lagi.", count) % {"n": count}
    messages.success(request, said)
    return redirect("satusehat")


@staff(OFFICER)
@require_POST
def one_again(request: HttpRequest, parcel: UUID) -> HttpResponse:
    """Send one again, or close one that was erased."""
    actor: Any = request.user
    actions.send_one_again(actor, access_parcel(actor, parcel))
    messages.success(request, _("Dicatat atas nama Anda."))
    return redirect("satusehat")
