"""The citizen's pages: door, what will happen, room. Nothing of the matter in title or address; quick exit on each."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from simpul.base.words import say
from simpul.knowledge import services
from simpul.network.calls import rooms
from simpul.network.calls.access import visitor
from simpul.network.calls.rooms import Door, Standing
from simpul.network.calls.tickets import CITIZEN, issue
from simpul.network.calls.turn import ice_servers
from simpul.network.calls.words import room_words
from simpul.network.models import Request
from simpul.network.places import asked_unit
from simpul.registry.models import Unit
from simpul.registry.zones import zone_of_unit

STATUS = {Standing.CLOSED: 404, Standing.ENDED: 410, Standing.OTHERS: 403}
KEY_LASTS_S = 60 * 86_400


@visitor
@require_GET
def call(request: HttpRequest, token: str) -> HttpResponse:
    """Whatever this address is to this browser. Looking uses nothing up."""
    found = rooms.door(request, token)
    context: dict[str, Any] = {"standing": found.standing.value, "token": token, "limits": rooms.limits()}
    if found.asked is not None:
        context |= about(found.asked)
    if found.standing == Standing.MINE and found.room is not None and found.room.consented_at:
        return plain(render(request, "network/call_room.html", context | {"words": room_words(), "role": CITIZEN}))
    return plain(render(request, "network/call_door.html", context, status=STATUS.get(found.standing, 200)))


@visitor
@require_POST
def call_open(request: HttpRequest, token: str) -> HttpResponse:
    """The press of "Buka": from now on the link is this browser's."""
    found, back = rooms.door(request, token), plain(redirect("call", token))
    if found.standing != Standing.UNOPENED or found.room is None:
        return back
    key = rooms.bind(request, found.room)
    if key is not None:
        how: Any = {"path": rooms.PATH, "secure": request.is_secure(), "httponly": True, "samesite": "Lax"}
        back.set_cookie(rooms.COOKIE, key, max_age=KEY_LASTS_S, **how)
    return back


@visitor
@require_POST
def call_consent(request: HttpRequest, token: str) -> HttpResponse:
    """Read and agreed: on into the waiting room."""
    found = rooms.door(request, token)
    if found.standing == Standing.MINE and found.room is not None:
        rooms.consent(found.room)
    return plain(redirect("call", token))


@visitor
@require_POST
def call_ticket(request: HttpRequest, token: str) -> HttpResponse:
    """A ticket for the socket, for the browser that holds the link and has agreed."""
    found = rooms.door(request, token)
    if found.standing != Standing.MINE or found.room is None or not found.room.consented_at:
        return plain(JsonResponse({"standing": _told(found)}, status=403))
    return plain(JsonResponse(ticket(found, CITIZEN, None)))


def ticket(found: Door, role: str, account: UUID | None) -> dict[str, Any]:
    """What a page needs to connect: the socket's address and the servers that help."""
    assert found.room is not None
    issued = issue(found.room.pk, role, found.room.turn, account)
    return {"socket": f"/ws/konsultasi/{issued}/", "ice": ice_servers(found.room.pk)}


def about(asked: Request) -> dict[str, Any]:
    """When, what it costs and whom to call; nobody's name."""
    unit = Unit.objects.filter(pk=asked_unit(asked.post_id, asked.to_unit_id)).first()
    return {
        "at": asked.appointment_at,
        "zone": zone_of_unit(str(unit.pk if unit else asked.post_id)).key,
        "cost": say(services.of_request(asked.service).cost.words),
        "unit": unit,
    }


def plain(response: HttpResponse) -> HttpResponse:
    """Kept by nobody, found by nobody, told to nobody."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def _told(found: Door) -> str:
    return "ended" if found.standing == Standing.ENDED else "closed"
