"""Whether the place that is asked knows of it yet, where it has no Simpul: whoever looks must not wait for nobody."""

from dataclasses import dataclass

from simpul.base.outbox.models import Message
from simpul.base.outbox.standing import standing
from simpul.care.letters.queries import uses_simpul
from simpul.network import workflow
from simpul.network.links.making import contact_of
from simpul.network.links.models import AnswerLink
from simpul.network.links.rules import may_be_sent
from simpul.network.models import Request
from simpul.registry.models import Unit

REACHED = {"sent", "delivered", "read"}
NO_CONTACT, NOT_YET, BY_HAND = "no_contact", "not_yet", "by_hand"


@dataclass(frozen=True)
class Untold:
    """A place that has not been told. `why`: how its message stands, or `no_contact`, `not_yet`, `by_hand`.

    `by_hand`: a request of this class goes through no link.
    """

    unit: Unit
    why: str


def untold(request: Request) -> Untold | None:
    """The asked place without Simpul that owes an answer and was told nothing so far; None otherwise."""
    unit = Unit.objects.filter(pk=request.to_unit_id).first() if request.to_unit_id else None
    if unit is None or not _waits_for_it(request) or uses_simpul(unit):
        return None
    if not may_be_sent(request):
        return Untold(unit, BY_HAND)
    links = list(AnswerLink.objects.filter(request=request.pk, unit=unit, closed_at=None).order_by("-made_at"))
    if any(one.opened_at or one.way != AnswerLink.Way.MESSAGE for one in links):
        return None
    if not links:
        return Untold(unit, NOT_YET if contact_of(unit) else NO_CONTACT)
    went = Message.objects.filter(about__in=[str(one.pk) for one in links]).order_by("-created_at", "-pk").first()
    stands = standing(went).value if went is not None else ""
    return None if not stands or stands in REACHED else Untold(unit, stands)


def _waits_for_it(request: Request) -> bool:
    state = workflow.load(request.workflow).states.get(request.state)
    return request.open and state is not None and state.waits_for == "unit"
