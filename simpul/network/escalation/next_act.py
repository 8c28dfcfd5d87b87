"""The next act with a late request: the one step that moves it on, for whoever looks."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.base import clock
from simpul.base.words import say
from simpul.network import workflow
from simpul.network.calendars.content import by_appointment
from simpul.network.checks import too_early
from simpul.network.flow import Actor
from simpul.network.models import Request
from simpul.network.places import asked_unit, standings
from simpul.network.workflow import Transition, Workflow
from simpul.registry.models import Account
from simpul.registry.zones import zone_of_unit

FIRST = {"family": ("arrive", "complete"), "post": ("follow_up", "answer"), "puskesmas": ("reroute", "accept")}
"""By whom the state waits for: the steps that move it on. Where the unit owes the answer, its content's order holds."""


@dataclass(frozen=True)
class NextAct:
    """What to press: its words, and where it leads."""

    words: str
    path: str


def next_acts(actor: Account, requests: Iterable[Request]) -> list[NextAct | None]:
    """The step that moves each request on; None where the actor has none."""
    stands = standings(actor)
    return [_next_act(one, stands(one)) for one in requests]


def next_step(request: Request, held: frozenset[Actor]) -> Transition | None:
    """The step that moves a request on, of those that whoever stands so (places.standing) may take now.

    None until the day on which a family is to come: whoever comes sooner is answered too, but nothing asks for it.
    """
    flow = workflow.load(request.workflow)
    if flow.states[request.state].waits_for == "family" and _another_day(request):
        return None
    mine = [one for one in flow.steps_from(request.state) if one.is_open_to(held) and not too_early(one, request)]
    return _preferred(flow, request.state, mine)


def _next_act(request: Request, held: frozenset[Actor]) -> NextAct | None:
    step = next_step(request, held)
    if step is None:
        return None
    if step.asks("appointment_at") and by_appointment(request.service):
        return NextAct(_("Pilih waktu"), reverse("choose_slot", args=[request.pk]))
    return NextAct(say(step.label), f"{reverse('referral', args=[request.pk])}?jawab={step.action}#jawab")


def _another_day(request: Request) -> bool:
    at = request.appointment_at
    if at is None:
        return False
    zone = zone_of_unit(asked_unit(request.post_id, request.to_unit_id))
    return at.astimezone(zone).date() > clock.today(zone)


def _preferred(flow: Workflow, state: str, mine: list[Transition]) -> Transition | None:
    first = FIRST.get(flow.states[state].waits_for or "", ())
    named = next((one for action in first for one in mine if one.action == action), None)
    on = (one for one in mine if one.target != state and not flow.states[one.target].final)
    return named or next(on, mine[0] if mine else None)
