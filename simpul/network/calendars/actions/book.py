"""Promise a slot to a request. Never two: the person's calendar is locked, and the table would refuse the second."""

import secrets
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from simpul.base import clock
from simpul.journal.actions.append import Draft, append
from simpul.journal.kinds import Refused
from simpul.journal.receive import store
from simpul.network import workflow
from simpul.network.actions.move import move
from simpul.network.calendars import queries
from simpul.network.calendars.content import appointments
from simpul.network.calendars.models import Booking
from simpul.network.calendars.reminders import announce, take_back
from simpul.network.calendars.slots import Slot
from simpul.network.calendars.steps import RELEASE
from simpul.network.calendars.telling import ask_the_post_later
from simpul.network.models import Request
from simpul.network.places import asked_unit
from simpul.registry.models import Account

REROUTE = "reroute"
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No sign of a reference looks or sounds like another."""


def book(actor: Account | None, request: Request, slot_id: str, *, note: str = "", seen: int | None = None) -> Booking:
    """Book the slot and write `request.moved` (`schedule`); what the request held before is free again.

    A slot of another unit than the one that was asked passes the request to that unit first (`reroute`); a time that
    is agreed is given back before that, where the workflow passes on only what has none. `actor` None:
    the server, for whoever opened the request. `seen` is the row's seq that the officer had before them. Raises Refused
    when the slot is taken (`slot_taken`), the state offers no appointment or it changed meanwhile; NotYours when the
    actor does not answer the request. Nothing is kept then.
    """
    with transaction.atomic():
        # Every writer takes the post first and the calendar after it.
        store.lock_counters([str(request.post_id)])
        slot = _still_free(slot_id, request.service)
        held = Request.objects.get(pk=request.pk)
        if actor is not None and slot.unit != asked_unit(held.post_id, held.to_unit_id):
            seen, held = None, _pass_on(actor, held, slot.unit, held.seq if seen is None else seen)
        _let_go(held)
        booking = _kept(slot, held, actor)
        _schedule(actor, held, _data(booking, slot, note), held.seq if seen is None else seen)
        announce(booking, Request.objects.select_related("person__family").get(pk=held.pk))
        ask_the_post_later([held.pk])
    return booking


def _pass_on(actor: Account, held: Request, unit: str, seen: int) -> Request:
    flow = workflow.load(held.workflow)
    if flow.step(REROUTE, held.state) is None and flow.step(RELEASE, held.state) is not None:
        move(actor, held, {"action": RELEASE}, seen)
        held = Request.objects.get(pk=held.pk)
        seen = held.seq
    move(actor, held, {"action": REROUTE, "to_unit": unit}, seen)
    return Request.objects.get(pk=held.pk)


def lock(psychologist: object) -> None:
    """Hold a person's calendar until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"calendar|{psychologist}"])


def taken() -> Refused:
    """The refusal of a slot that somebody else has, or that has passed."""
    return Refused(
        "slot_taken",
        "Waktu ini baru saja terisi. Pilih waktu yang lain.",
        "This time has just been taken. Choose another one.",
        field="slot",
    )


def _still_free(slot_id: str, service: str) -> Slot:
    found = queries.slot(slot_id)
    if found is None or found.channel not in appointments().channels.get(service, ()):
        raise taken()
    lock(found.psychologist)
    again = queries.slot(slot_id)
    if again is None:
        raise taken()
    return again


def _let_go(request: Request) -> None:
    """Of what was promised before, nothing stands and nothing that waits is said any more."""
    for held in Booking.objects.filter(request=request.pk):
        take_back(held)
        if held.released_at is None and held.came is None:
            held.released_at, held.release = clock.now(), "schedule"
            held.save(update_fields=["released_at", "release"])


def _kept(slot: Slot, request: Request, actor: Account | None) -> Booking:
    return Booking.objects.create(
        psychologist_id=UUID(slot.psychologist),
        unit_id=UUID(slot.unit),
        request_id=request.pk,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        channel=slot.channel,
        reference="".join(secrets.choice(ALPHABET) for _ in range(7)),
        booked_by=actor.pk if actor else None,
    )


def _data(booking: Booking, slot: Slot, note: str) -> dict[str, Any]:
    return {
        "action": "schedule",
        "appointment_at": clock.iso(slot.starts_at),
        "slot": str(booking.pk),
        "note": note,
    }


def _schedule(actor: Account | None, request: Request, data: dict[str, Any], seen: int) -> None:
    if actor is not None:
        move(actor, request, data, seen)
        return
    append(request.post_id, [Draft("request.moved", str(request.pk), data)], request.opened_by, trusted=True)
