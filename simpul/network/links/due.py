"""The part of the tick: places without Simpul are told of what they are asked, and links end with their request.

It looks at the rows, whoever wrote them (a phone, an office, the server), so nothing is told of when a journal is
projected again, and a server that was away tells of what came meanwhile. One message for as long as a unit is asked.
"""

import logging

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from simpul.network import workflow
from simpul.network.links import making
from simpul.network.links.models import AnswerLink
from simpul.network.links.rules import rules
from simpul.network.models import Request
from simpul.registry.capabilities.models import UnitProfile

log = logging.getLogger(__name__)
AT_ONCE = 200
"""Requests of one tick; the rest waits for the next."""
OPEN_TO = {"K1": ["K1"], "K2": ["K1", "K2"]}


def tell_places() -> int:
    """Make and send the links that are missing; returns how many."""
    end_links()
    return sum(tell(request) for request in untold()[:AT_ONCE])


def untold() -> QuerySet[Request]:
    """Open requests whose asked unit has to act, does not use Simpul and has not been told."""
    places = UnitProfile.objects.filter(uses_simpul=False).exclude(whatsapp="", sms="", email="")
    sent = AnswerLink.objects.filter(way=AnswerLink.Way.MESSAGE).exclude(closed_why=AnswerLink.Closed.ENDED)
    told = sent.filter(request=OuterRef("pk"), unit=OuterRef("to_unit"))
    waiting = Request.objects.filter(open=True, to_unit__in=places.values("unit"), state__in=_for_units())
    allowed = waiting.filter(confidentiality__in=OPEN_TO[rules()["sent_up_to"]])
    return allowed.filter(~Exists(told)).order_by("-risk", "received_at")


def tell(request: Request) -> bool:
    """Send the link of this turn; False when another worker was quicker, or nothing can be sent."""
    try:
        with transaction.atomic():
            making.make_and_send(request)
    except (IntegrityError, making.NotByLink):
        return False
    except making.NoContact:
        log.warning("A unit without Simpul has no contact that can be used", extra={"unit": str(request.to_unit_id)})
        return False
    return True


def end_links() -> int:
    """Close the links of requests that have ended or are asked of another unit; returns how many."""
    asked = Request.objects.filter(pk=OuterRef("request"), open=True, to_unit=OuterRef("unit"))
    ended = list(AnswerLink.objects.filter(closed_at=None).filter(~Exists(asked))[:AT_ONCE])
    making.close(ended, AnswerLink.Closed.ENDED, making.SERVER)
    return len(ended)


def _for_units() -> list[str]:
    return sorted(
        {state.id for flow in workflow.all_flows() for state in flow.states.values() if state.waits_for == "unit"}
    )
