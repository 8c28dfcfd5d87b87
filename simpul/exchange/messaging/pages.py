"""The operator's page of messages, and the address at which WhatsApp tells what became of them."""

from typing import Any
from uuid import UUID

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from simpul.base import audit
from simpul.base.access import public, staff
from simpul.base.paging import page_of
from simpul.exchange.messaging import queries, statuses
from simpul.exchange.messaging.channels import Whatsapp, whatsapp
from simpul.exchange.messaging.worker import send_again
from simpul.exchange.private_files import PrivateFileError
from simpul.registry.access import operates_everything
from simpul.registry.models import Assignment

OPERATOR = Assignment.Role.OPERATOR
ROWS, NEXT = 50, 20


@staff(OPERATOR)
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """Channels; for an operator of the whole system also what was given up and why, and what waits. Names nobody."""
    actor: Any = request.user
    if not operates_everything(actor):
        return render(request, "exchange/messaging/outbox.html", {"channels": queries.channels()})
    page = page_of(request, queries.failures(), ROWS)
    context = {
        "whole": True,
        "channels": queries.channels(),
        "page": page,
        "failures": queries.lines(page.object_list),
        "waiting": queries.lines(queries.waiting()[:NEXT]),
    }
    return render(request, "exchange/messaging/outbox.html", context)


@staff(OPERATOR)
@require_POST
def again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Try a message once more that was given up. A message belongs to no area: only for operators of all of them."""
    actor: Any = request.user
    if not operates_everything(actor) or not send_again(pk):
        raise Http404
    audit.note(actor, "message.again", str(pk))
    messages.success(request, _("Pesan masuk antrean lagi."))
    return redirect("outbox")


@csrf_exempt
@public
@require_http_methods(["GET", "POST"])
def heard(request: HttpRequest) -> HttpResponse:
    """WhatsApp's webhook. GET proves that the address is ours; POST brings statuses, signed with the app's secret."""
    access = _access()
    if access is None:
        raise Http404
    if request.method == "GET":
        return _proof(request, access)
    if not statuses.is_signed(request.body, request.headers.get("X-Hub-Signature-256", ""), access.app_secret):
        return HttpResponse(status=403)
    try:
        body: Any = msgspec.json.decode(request.body)
    except msgspec.MsgspecError:
        return HttpResponse(status=400)
    statuses.take(body)
    return HttpResponse(status=200)


def _proof(request: HttpRequest, access: Whatsapp) -> HttpResponse:
    given = request.GET.get("hub.verify_token", "")
    if request.GET.get("hub.mode") != "subscribe" or not constant_time_compare(given, access.verify_token):
        return HttpResponse(status=403)
    return HttpResponse(request.GET.get("hub.challenge", "")[:200], content_type="text/plain")


def _access() -> Whatsapp | None:
    try:
        return whatsapp()
    except PrivateFileError:
        return None
