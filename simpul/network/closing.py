"""A place that closes loses nobody's request: what was asked of it goes back to the puskesmas that answers at home."""

import logging

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from simpul.base import clock
from simpul.journal.kinds import Refused
from simpul.knowledge.check.workflows import PLACE_CLOSED
from simpul.network import workflow
from simpul.network.actions.move import move
from simpul.network.models import Request
from simpul.network.places import home_of
from simpul.registry.models import Post, Unit

log = logging.getLogger(__name__)
AT_ONCE = 500
"""Requests that are taken back in one tick."""


def take_back_from_closed() -> int:
    """Bring open requests of places that have closed to the puskesmas at home; returns how many.

    Where that is closed too, the request stays where it is: it climbs, and closing was refused while it lay there.
    """
    gone = Q(to_unit__closed_on__lte=clock.today())
    waiting = Request.objects.filter(gone, _takes_the_step(), open=True).order_by("due_at", "pk")[:AT_ONCE]
    return sum(_take_back(one) for one in waiting)


def _takes_the_step() -> Q:
    found = Q(pk__in=[])
    for flow in workflow.all_flows():
        states = {state for step in flow.transitions if step.action == PLACE_CLOSED for state in step.sources}
        found |= Q(workflow=flow.id, state__in=states) if states else Q(pk__in=[])
    return found


def _take_back(request: Request) -> bool:
    home = home_of(request.post_id)
    if home == str(request.to_unit_id):
        return False
    try:
        move(None, request, {"action": PLACE_CLOSED, "to_unit": home}, request.seq)
    except Refused as refusal:
        log.info("A request stays with a place that has closed: %s", refusal.reason.code)
        return False
    return True


def needs_of(unit: Unit) -> list[str]:
    """What keeps a unit from closing: posts that it answers for, and open requests that lie in its own journal."""
    found = []
    posts = Post.objects.filter(puskesmas=unit, unit__closed_on=None).count()
    if posts:
        found.append(_("%(n)s posyandu masih dibina unit ini. Pindahkan dulu ke puskesmas lain.") % {"n": posts})
    own = lying_at(unit).count()
    if own:
        found.append(
            _("%(n)s permintaan dibuat di unit ini dan masih terbuka. Minta petugasnya menyelesaikan atau mengalihkan.")
            % {"n": own}
        )
    return found


def lying_at(unit: Unit) -> QuerySet[Request]:
    """Open requests of the unit's own journal for which no other unit is asked."""
    own = Q(to_unit=None) | Q(to_unit=F("post"))
    return Request.objects.filter(own, post=unit, open=True)
