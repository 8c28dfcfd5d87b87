"""Sealed requests (K3) that nobody at the asked unit may open any more: its last psychologist has left.

Whoever leads there learns how many, and nothing of them. The head at home has the server pass them on, unread: each to
the best unit that is able and has somebody who may open it. What can go nowhere stays, is counted and climbs.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from simpul.base import audit, clock
from simpul.base.access import NotYours
from simpul.journal.kinds import Refused
from simpul.network import workflow
from simpul.network.actions.move import move
from simpul.network.models import Request
from simpul.network.places import ASKED, WORKING
from simpul.network.routing.choosing import candidates
from simpul.network.routing.whence import wanted_from
from simpul.registry.functions.holding import leads
from simpul.registry.models import Account, Assignment
from simpul.registry.zones import local_day

Role = Assignment.Role
REROUTE = "reroute"
LOOK_AT, AT_ONCE = 40, 200
"""Units that are looked at for one request; requests that are passed on by one press."""


@dataclass(frozen=True)
class Passed:
    """What a press did: how many found a unit, how many stay where they are."""

    on: int
    left: int


def unread() -> QuerySet[Request]:
    """Open sealed requests that nobody works at the asked unit to read. `asks` and `home` are units."""
    home = Coalesce("post__post__puskesmas", "post")
    found = Request.objects.filter(confidentiality="K3", open=True).annotate(home=home)
    found = found.annotate(asks=Coalesce("to_unit", F("home")))
    return found.exclude(_is_read()).order_by("due_at", "pk")


def _is_read() -> Q:
    """Somebody of a role that reads them (network.access) works at the asked unit today."""
    found = Q(pk__in=[])
    for role in WORKING:
        if role != Role.OFFICER:
            held = Assignment.objects.active(clock.today()).filter(role=role, account__is_active=True)
            found |= Q(Exists(held.filter(unit=OuterRef("asks")))) & Q(workflow__in=workflow.involving(role, ASKED))
    return found


def told_to(actor: Account) -> int:
    """How many lie where the actor leads, or were asked there."""
    return unread().filter(Q(asks__in=_led(actor)) | Q(home__in=_led(actor))).count()


def movable_by(actor: Account) -> QuerySet[Request]:
    """Those of the journals for which the actor answers as the head, in a state that lets them be passed on."""
    states = Q(pk__in=[])
    for flow in workflow.all_flows():
        sources = {state for step in flow.transitions if step.action == REROUTE for state in step.sources}
        states |= Q(workflow=flow.id, state__in=sources) if sources else Q(pk__in=[])
    return unread().filter(states, home__in=_led(actor))


def _led(actor: Account) -> list[UUID]:
    if not actor.is_active:
        return []
    today = clock.today()
    held = Assignment.objects.active(today).filter(leads(today), account=actor, unit__isnull=False)
    return [unit for unit in held.values_list("unit", flat=True) if unit is not None]


def pass_on(actor: Account) -> Passed:
    """Have the server ask another able unit for each; who pressed is written down. Raises NotYours without any."""
    waiting = list(movable_by(actor)[:AT_ONCE])
    if not waiting:
        raise NotYours
    done = [one for one in waiting if _passed_on(one)]
    for one in done:
        audit.note(actor, "request.passed_on", str(one.pk), {})
    return Passed(len(done), len(waiting) - len(done))


def _passed_on(request: Request) -> bool:
    unit = _able(request)
    if unit is None:
        return False
    try:
        move(None, request, {"action": REROUTE, "to_unit": str(unit)}, request.seq)
    except Refused:
        return False
    return True


def _able(request: Request) -> UUID | None:
    """The best unit that said it is able and has somebody who may open such a request."""
    wanted = wanted_from(request.post_id, request.service, local_day(str(request.post_id), clock.now()))
    able = [one.unit.pk for one in candidates(wanted, LOOK_AT) if one.able]
    roles = [role for role in WORKING if role != Role.OFFICER and request.workflow in workflow.involving(role, ASKED)]
    held = Assignment.objects.active(clock.today()).filter(role__in=roles, account__is_active=True, unit__in=able)
    staffed = set(held.values_list("unit", flat=True))
    return next((unit for unit in able if unit in staffed), None)
