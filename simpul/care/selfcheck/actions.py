"""Ask for a call, choose a time, withdraw it."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from simpul.base import clock, ids
from simpul.care.contacts.actions import erase, keep
from simpul.care.contacts.contact import Contact
from simpul.care.contacts.models import AgreedContact
from simpul.care.selfcheck.hours import chased_from
from simpul.care.selfcheck.models import FollowUp
from simpul.care.selfcheck.receipts import Receipt, pin_hash, receipt_of
from simpul.journal.kinds import Refused
from simpul.knowledge.colour_scales import EJiwa
from simpul.knowledge.self_check import content, result_of
from simpul.network.actions.move import move
from simpul.network.actions.open import open_request
from simpul.network.calendars.actions.book import book, taken
from simpul.network.calendars.queries import free_slots
from simpul.network.calendars.slots import Slot
from simpul.network.models import Request
from simpul.registry.models import Unit

CALL_FROM = "call_from"
"""The field of the workflow that holds the first hour in which a call is safe."""
ASKED = "Minta ditelepon."
EMERGENCY = "darurat"
TRIES = 3
WITHDRAWN = "Dibatalkan lewat halaman status."


def rules() -> Mapping[str, Any]:
    """`follow_up` of the content."""
    found: Mapping[str, Any] = content()["follow_up"]
    return found


def ask(form: UUID, unit: Unit, level: EJiwa | None, contact: Contact) -> Receipt:
    """Open a request at the unit and keep the contact; a form that is sent twice is asked once.

    `level` None: somebody who asks without a result. The clock of the answer begins at the first hour that is safe.
    """
    request, receipt = uuid5(ids.NAMESPACE, f"self-check|{form}"), receipt_of(form)
    try:
        with transaction.atomic():
            FollowUp.objects.create(
                request=request,
                unit=unit,
                level=level.value if level else "",
                number=receipt.number,
                pin=pin_hash(receipt.number, receipt.pin),
            )
            keep(request, unit.pk, contact)
            open_request(None, unit, _data(unit, level, contact), id=str(request))
    except IntegrityError:
        FollowUp.objects.get(pk=request)
    return receipt


def _data(unit: Unit, level: EJiwa | None, contact: Contact) -> dict[str, Any]:
    """RequestOpened: nobody named, nothing said of how they feel."""
    urgency = result_of(level)["urgency"] if level else "biasa"
    asked = {"person": None, "service": rules()["service"], "urgency": urgency, "message": ASKED}
    begins = chased_from(unit, level, contact.times, clock.now())
    values = {CALL_FROM: clock.iso(begins.astimezone(UTC))} if begins else {}
    return asked | {"confidentiality": "K2", "basis": "consent", "to_unit": str(unit.pk), "values": values}


def withdraw(held: FollowUp) -> None:
    """Erase the contact at once and end the request, if it is still open."""
    erase([held.pk])
    for _again in range(TRIES):
        request = Request.objects.filter(pk=held.pk, open=True).first()
        if request is None:
            return
        with suppress(Refused):  # an officer moved it meanwhile
            move(None, request, {"action": "withdraw", "note": WITHDRAWN}, request.seq)
            return


def choose(held: FollowUp, slot_id: str) -> None:
    """Book one of the times that are offered to whoever asked. Raises Refused when it is taken or no longer offered."""
    request = Request.objects.get(pk=held.pk)
    if slot_id not in {slot.id for slot in offered(held, request)}:
        raise taken()
    book(None, request, slot_id)


def offered(held: FollowUp, request: Request) -> list[Slot]:
    """Free times of the psychologist. After a red result the call comes first: a time later would stop its clock."""
    first_called = request.urgency != EMERGENCY or request.state == "contacted"
    if not first_called or not request.open or request.appointment_at or is_erased(held):
        return []
    days = int(rules()["slots_within_days"])
    return free_slots(request.service, [held.unit_id], clock.today(), days)[: int(rules()["slots_shown"])]


def is_erased(held: FollowUp) -> bool:
    """Whether name and number are gone."""
    return not AgreedContact.objects.filter(pk=held.pk, erased_at=None).exists()
