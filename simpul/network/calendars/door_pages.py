"""The page of an appointment for whoever comes. Public: it shows a time, a place and a price, and never a person."""

from datetime import date
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from simpul.base import clock
from simpul.base.access import public
from simpul.base.words import say
from simpul.journal.http import sender_hash
from simpul.journal.kinds import Refused
from simpul.journal.tries import counted, note_failed, too_many
from simpul.network.calendars import wish_words
from simpul.network.calendars.actions.choose_again import choose_again
from simpul.network.calendars.actions.give_back import give_back
from simpul.network.calendars.choosing import Place, open_days
from simpul.network.calendars.content import appointments
from simpul.network.calendars.costs import cost_of
from simpul.network.calendars.door_states import Door, Standing, door_of
from simpul.network.calendars.doors import booking_at, token_of
from simpul.network.calendars.models import Booking
from simpul.network.calendars.queries import free_slots, was_moved
from simpul.network.calls.rooms import has_room, path_of, room_of
from simpul.network.models import Request
from simpul.registry.names import unit_name
from simpul.registry.zones import zone_of_unit

TRIES, WINDOW_MINUTES = 30, 60
"""Addresses that open nothing, of one sender in so many minutes."""


@public
@require_http_methods(["GET", "HEAD", "POST"])
def appointment(request: HttpRequest, token: str) -> HttpResponse:
    """When, where, what it costs; a press gives the time back or takes another. Looking changes nothing."""
    sender = counted("appointment", sender_hash(request))
    booking = None if too_many(sender, TRIES, WINDOW_MINUTES) else booking_at(token)
    if booking is None:
        note_failed(sender)
        return _shown(request, {"booking": None}, 404)
    refused = ""
    if request.method == "POST":
        try:
            booking = _changed(booking, request.POST.get("slot", ""))
        except Refused as refusal:
            refused = refusal.said
        else:
            return redirect("appointment", token_of(booking.pk))
    return _shown(request, _facts(booking) | {"refused": refused}, 409 if refused else 200)


def _changed(booking: Booking, slot: str) -> Booking:
    """Another time instead, or the time given back."""
    if slot:
        return choose_again(booking, slot)
    give_back(booking)
    return booking


def _facts(booking: Booking) -> dict[str, object]:
    door = door_of(booking, clock.now())
    asked, zone = door.asked, zone_of_unit(str(booking.unit_id))
    today = clock.today(zone)
    service, urgency = (asked.service, asked.urgency) if asked else ("", "biasa")
    cost = say(cost_of(service, booking.unit_id, today, urgency))
    stands = door.standing in (Standing.AHEAD, Standing.NOW)
    return {
        "booking": booking,
        "standing": door.standing,
        "is_unsure": door.is_unsure,
        "typed_at": door.typed_at,
        "another": _another(booking, asked) if stands else "",
        "zone": zone.key,
        "cost": cost,
        "room": path_of(room_of(asked)) if asked and stands and has_room(asked) else "",
        "place": _others(door, today, zone, cost) if door.may_choose else None,
    }


def _another(booking: Booking, asked: Request | None) -> str:
    """That it is not the time which was promised or asked for, without saying which that was."""
    if was_moved(booking):
        return str(wish_words.MOVED)
    fit = wish_words.another(asked) if asked is not None else None
    return str(wish_words.FAMILY[fit]) if fit else ""


def _others(door: Door, today: date, zone: ZoneInfo, cost: str) -> Place:
    """The times of the same place, without saying with whom."""
    unit = str(door.booking.unit_id)
    service = door.asked.service if door.asked else ""
    slots = free_slots(service, [unit], today, appointments().horizon_days)
    days = open_days(slots, {}, {}, zone)
    return Place(unit, unit_name(unit), asked=True, may=True, cost=cost, reasons=[], zone=zone.key, days=days)


def _shown(request: HttpRequest, context: dict[str, object], status: int) -> HttpResponse:
    response = render(request, "network/appointment.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    # With none at all a browser sends `Origin: null`, and no press on this page would be taken.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
