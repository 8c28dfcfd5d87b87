"""What is late: the lines that somebody can act on, and figures that name nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from simpul.base import clock
from simpul.base.words import say
from simpul.network import workflow
from simpul.network.access import requests_of
from simpul.network.asked_words import state_label, state_of
from simpul.network.escalation.content import OF_THE_DEAD
from simpul.network.escalation.models import Firing
from simpul.network.escalation.reach import quiet, within_reach
from simpul.network.escalation.subject import subject
from simpul.network.flow import Escalation
from simpul.network.models import Request
from simpul.network.places import asked_unit, home_of
from simpul.network.queries import by_risk
from simpul.registry.access import assignments_of
from simpul.registry.models import Account, Assignment
from simpul.registry.names import unit_name


@dataclass(frozen=True)
class Reached:
    """Whom a late request has reached, and since when; of the step to come: whom it reaches then."""

    words: str
    at: datetime


@dataclass(frozen=True)
class LateLine:
    """A late request. `firing` is the last step that fired; None for the moment until the next tick.

    `who` is initials, or a code where the class says so; `owes` is who is waited for; `told` what the last step says;
    `reached` every step that fired, the first first; `climbs` the step to come.
    """

    request: Request
    who: str
    place: str
    owes: str
    state: str
    late_by: timedelta
    firing: Firing | None
    told: str
    held: bool
    reached: tuple[Reached, ...] = ()
    climbs: Reached | None = None


def late_of(actor: Account, now: datetime) -> QuerySet[Request]:
    """Late requests with which the actor can do something: open to them, and their state offers them a step."""
    late = requests_of(actor).filter(within_reach(actor), open=True, due_at__lte=now)
    return late.exclude(Q(person__status="died") & ~Q(workflow__in=OF_THE_DEAD))


def ordered(actor: Account, now: datetime) -> QuerySet[Request]:
    """Those that nobody deals with first; among them the gravest, then the longest waiting."""
    found = late_of(actor, now).annotate(is_held=_held(now)).select_related("post", "person")
    return by_risk(found, now).order_by("is_held", "-risk", "due_at", "pk")


def waiting_for_somebody(actor: Account) -> int:
    """How many late requests nobody deals with: the figure in the menu."""
    now = clock.now()
    return late_of(actor, now).exclude(_held(now)).count()


def closed_to(actor: Account, now: datetime) -> int:
    """How many late requests of an officer's units only the treating team answers: those there must be told.

    None for whoever is asked nothing by it: the psychologist is the treating team.
    """
    units = list(
        assignments_of(actor, Assignment.Role.OFFICER).filter(unit__isnull=False).values_list("unit", flat=True)
    )
    here = Q(to_unit__in=units) | Q(post__in=units) | Q(post__post__puskesmas__in=units)
    late = Request.objects.filter(here, quiet(), open=True, due_at__lte=now)
    return late.exclude(pk__in=late_of(actor, now).values("pk")).count()


def _held(now: datetime) -> Exists:
    return Exists(Firing.objects.filter(request=OuterRef("pk"), since=OuterRef("state_since"), held_until__gt=now))


def lines(requests: Iterable[Request], now: datetime) -> list[LateLine]:
    """In words, in the order given."""
    found = list(requests)
    fired = firings(found)
    return [_line(one, fired.get(one.pk, []), now) for one in found]


def firings(requests: Iterable[Request]) -> dict[UUID, list[Firing]]:
    """Request → the steps that fired in its present state, the first first."""
    since = {one.pk: one.state_since for one in requests}
    rows = Firing.objects.filter(request__in=list(since)).select_related("taken_by", "unit", "home").order_by("step")
    found: dict[UUID, list[Firing]] = {}
    for one in rows:
        if one.since == since[one.request]:
            found.setdefault(one.request, []).append(one)
    return found


def line_of(request: Request) -> LateLine | None:
    """One request; None while it is in time."""
    now = clock.now()
    if not request.open or request.due_at is None or request.due_at > now:
        return None
    return lines([request], now)[0]


def _line(request: Request, fired: list[Firing], now: datetime) -> LateLine:
    assert request.due_at is not None
    steps = workflow.load(request.workflow).escalation
    last = fired[-1] if fired else None
    step = steps[last.step - 1] if last is not None and last.step <= len(steps) else None
    return LateLine(
        request=request,
        who=subject(request),
        place=unit_name(request.post_id),
        owes=_owes(request),
        state=state_label(request),
        late_by=now - request.due_at,
        firing=last,
        told=say(step.words) if step else "",
        held=last is not None and last.held_until is not None and last.held_until > now,
        reached=tuple(Reached(_whom(one.tell, one.unit.name), one.fired_at) for one in fired),
        climbs=_climbs(request, steps, last),
    )


def _owes(request: Request) -> str:
    """Who is waited for."""
    waits = state_of(request).waits_for
    if waits == "post":
        return unit_name(request.post_id)
    if waits == "puskesmas":
        return unit_name(home_of(request.post_id))
    return unit_name(asked_unit(request.post_id, request.to_unit_id))


def _climbs(request: Request, steps: tuple[Escalation, ...], last: Firing | None) -> Reached | None:
    """The step after the last that fired; None after the highest."""
    ladder = (last.ladder if last is not None and last.ladder else None) or request.ladder
    following = last.step if last is not None else 0
    if following >= min(len(ladder), len(steps)):
        return None
    unit = unit_name(asked_unit(request.post_id, request.to_unit_id))
    return Reached(_whom(steps[following].tell, unit), clock.parse_iso(ladder[following]))


def _whom(tell: str, unit: str) -> str:
    """Whom a step tells."""
    if tell == "head":
        return _("kepala %(unit)s") % {"unit": unit}
    return _("dinas kesehatan") if tell == "dinas" else unit
