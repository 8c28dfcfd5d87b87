"""Where a request stands, for whoever asked: opened by number and PIN, a few tries an hour."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from simpul.base import clock
from simpul.care.contacts.desk import contact_in
from simpul.care.contacts.models import AgreedContact
from simpul.care.contacts.safe_hours import Safe
from simpul.care.selfcheck.actions import is_erased, offered, rules
from simpul.care.selfcheck.hours import promise_words, promised
from simpul.care.selfcheck.models import FollowUp
from simpul.care.selfcheck.receipts import pin_hash, same, tidy_number, tidy_pin
from simpul.journal.http import sender_hash
from simpul.journal.tries import counted, note_failed, too_many
from simpul.knowledge.colour_scales import EJiwa
from simpul.network import workflow
from simpul.network.asked_words import family_words
from simpul.network.calendars.slots import Slot
from simpul.network.models import Request
from simpul.registry.models import Unit

UNANSWERED = "opened"
"""The state in which nobody has called yet."""


class TooManyTries(Exception):
    """This sender, or whoever types this number, has tried too often; the same for a right PIN."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A request in the words of whoever asked.

    `by` is when the next step is due; `tries` calls without an answer; `slots` times that they may choose themselves.
    `promise` says when they are called; empty once that has passed, or somebody has tried.
    """

    words: str
    unit: Unit
    open: bool
    by: datetime | None
    appointment: datetime | None
    tries: int
    erased: bool
    slots: list[Slot]
    promise: str
    red: bool


def find(request: HttpRequest, typed_number: str, typed_pin: str) -> FollowUp | None:
    """The follow-up that this number and PIN open; None when they do not fit. Raises TooManyTries."""
    number, pin = tidy_number(typed_number), tidy_pin(typed_pin)
    under = counted("self-check pin", sender_hash(request)), counted("self-check number", number.encode())
    if any(too_many(one, int(rules()["pin_tries"]), int(rules()["window_minutes"])) for one in under):
        raise TooManyTries
    held = FollowUp.objects.filter(number=number).first()
    if held is None or not same(bytes(held.pin), pin_hash(number, pin)):
        note_failed(*under)
        return None
    return held


def standing(number: str) -> Standing:
    """Where the request of this number stands."""
    held = FollowUp.objects.select_related("unit").get(number=number)
    request = Request.objects.get(pk=held.request)
    state = workflow.load(request.workflow).states[request.state]
    safe = _promised(held, request)
    waits = request.open and state.waits_for == "unit"
    # A limit that ends before the hour that was promised is the office's alone: two hours would contradict each other.
    by = request.due_at if waits and not (safe and request.due_at and request.due_at < safe.ends) else None
    return Standing(
        family_words(request),
        held.unit,
        request.open,
        by,
        request.appointment_at if request.open else None,
        tries_of(request),
        is_erased(held),
        offered(held, request),
        promise_words(held.unit, safe, clock.now()) if safe else "",
        held.level == EJiwa.MERAH.value,
    )


def _promised(held: FollowUp, request: Request) -> Safe | None:
    left = AgreedContact.objects.filter(pk=held.pk).first()
    contact = contact_in(left) if left and request.state == UNANSWERED and request.to_unit_id == held.unit_id else None
    safe = promised(held.unit, contact.times, request.received_at) if contact else None
    return safe if safe is not None and safe.ends > clock.now() else None


def tries_of(request: Request) -> int:
    """Calls without an answer since somebody was last reached."""
    tries = 0
    for step in request.history:
        tries = tries + 1 if step["action"] == "not_reached" else 0 if step["action"] == "reached" else tries
    return tries
