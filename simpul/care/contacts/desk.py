"""The contact on the page of a request: for the treating team of the unit that was asked, and written down."""

from dataclasses import dataclass

from simpul.base import audit
from simpul.base.sealing import Unreadable
from simpul.care.contacts.belonging import belongs
from simpul.care.contacts.contact import Contact, opened
from simpul.care.contacts.content import times_in_words
from simpul.care.contacts.models import AgreedContact
from simpul.network import workflow
from simpul.network.models import Request
from simpul.network.places import ASKED, standing
from simpul.registry.models import Account

PURPOSE = "call"


@dataclass(frozen=True, slots=True)
class Left:
    """How to reach them. `contact` None once it is erased; `times` in words."""

    contact: Contact | None
    times: list[str]


def is_quiet(request: Request) -> bool:
    """Whether only a treating team answers: no contact is taken, or shown, with any other request."""
    return request.confidentiality != "K1" or workflow.load(request.workflow).treating_only


def may_reach(actor: Account, request: Request) -> bool:
    """Whether the actor is of the treating team of the unit that was asked."""
    return is_quiet(request) and any(one.at == ASKED for one in standing(actor, request))


def left_with(actor: Account, request: Request) -> Left | None:
    """What was left with this request; None where nothing ever was, and for whoever may not reach them."""
    held = AgreedContact.objects.filter(pk=request.pk).first()
    if held is None or not may_reach(actor, request) or not belongs(request, held.unit_id):
        return None
    audit.read(actor, request.post_id, "contact", [request.pk], PURPOSE)
    contact = contact_in(held)
    return Left(contact, times_in_words(contact.times) if contact else [])


def contact_in(held: AgreedContact) -> Contact | None:
    """What it holds; None once it is erased.

    None too when the server's secret was changed meanwhile: the number is then lost, the request is not.
    """
    if held.sealed is None:
        return None
    try:
        return opened(held.request, bytes(held.sealed))
    except Unreadable:
        return None
