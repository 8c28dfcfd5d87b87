"""The helper's page: the room, and the citizen's link to hand over. Writes an audit row of reading."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from simpul.base import audit
from simpul.base.access import staff
from simpul.base.site import absolute
from simpul.journal.qr import qr_svg
from simpul.network.calls import rooms
from simpul.network.calls.access import access_room
from simpul.network.calls.pages import about, plain, ticket
from simpul.network.calls.rooms import Door, Standing
from simpul.network.calls.tickets import HELPER
from simpul.network.calls.words import room_words
from simpul.registry.models import Assignment

ROLES = (Assignment.Role.PSYCHOLOGIST, Assignment.Role.OFFICER)


@staff(*ROLES)
@require_GET
def consultation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The room with its helper."""
    actor: Any = request.user
    asked = access_room(actor, pk)
    room = rooms.room_of(asked)
    if asked.person_id:
        audit.read(actor, asked.post_id, "person", [str(asked.person_id)], "consultation")
    public = absolute(rooms.path_of(room))
    url = public if public.startswith("http") else request.build_absolute_uri(public)
    context = about(asked) | {
        "asked": asked,
        "room": room,
        "is_early": rooms.is_early(asked),
        "url": url,
        "qr": qr_svg(url, _("Kode QR ruang temu")) if not room.browser else None,
        "words": room_words(),
        "role": HELPER,
        "limits": rooms.limits(),
    }
    return plain(render(request, "network/call_office.html", context))


@staff(*ROLES)
@require_POST
def consultation_ticket(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A ticket for the helper's socket."""
    actor: Any = request.user
    asked = access_room(actor, pk)
    room = rooms.room_of(asked)
    if room.ended_at:
        return plain(JsonResponse({"standing": "ended"}, status=403))
    return plain(JsonResponse(ticket(Door(Standing.MINE, room, asked), HELPER, actor.pk)))


@staff(*ROLES)
@require_POST
def consultation_link(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new link for the citizen: another phone, or the first browser was lost."""
    actor: Any = request.user
    asked = access_room(actor, pk)
    rooms.renew(rooms.room_of(asked), actor)
    messages.success(request, _("Tautan baru dibuat. Yang lama tidak membuka apa-apa lagi."))
    return redirect("consultation", pk)
