"""What a self-check left beside its contact, for the treating team: the colour, and how often nobody answered."""

from dataclasses import dataclass

from simpul.care.contacts.desk import may_reach
from simpul.care.selfcheck.models import FollowUp
from simpul.care.selfcheck.showing import Call, calls
from simpul.care.selfcheck.status import tries_of
from simpul.knowledge.colour_scales import EJiwa
from simpul.network.models import Request
from simpul.registry.models import Account


@dataclass(frozen=True, slots=True)
class Desk:
    """`level` None for somebody who asked without a result; `lines` are the numbers that the page showed them."""

    level: EJiwa | None
    tries: int
    lines: list[Call]


def desk(actor: Account, request: Request) -> Desk | None:
    """None for any other request, and for whoever may not answer it."""
    held = FollowUp.objects.filter(pk=request.pk).first()
    if held is None or not may_reach(actor, request):
        return None
    return Desk(EJiwa(held.level) if held.level else None, tries_of(request), calls())
