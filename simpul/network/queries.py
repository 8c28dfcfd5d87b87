"""Reads of the network room. Whoever shows their answers writes an audit row of reading (`base.audit.read`)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Count, Q, QuerySet, Value, When

from simpul.network import workflow
from simpul.network.access import requests_of
from simpul.network.clocks import escalation
from simpul.network.kinds import row
from simpul.network.models import Request
from simpul.network.workflow import Escalation, State, Transition, Words
from simpul.people.queries import PersonLine, line
from simpul.registry.models import Account
from simpul.registry.names import unit_name
from simpul.registry.zones import local_day, zone_of_unit


@dataclass(frozen=True)
class Line:
    """A request in the inbox. `late` is what escalation says, None while in time. `waiting_s`: age in seconds."""

    request: Request
    person: PersonLine | None
    post_name: str
    to_unit_name: str
    state: State
    late: Escalation | None
    waiting_s: int


@dataclass(frozen=True)
class Step:
    """A step in a request's life, with the words for it."""

    action: str
    words: Words
    state: Words
    at: datetime
    by: str
    by_name: str
    note: str


def inbox(
    actor: Account, now: datetime, *, state: str | None = None, post: UUID | None = None, limit: int = 200
) -> list[Line]:
    """Open requests of the actor's unit: gravest first, then late ones, then the longest waiting."""
    found = requests_of(actor).filter(open=True)
    if state is not None:
        found = found.filter(state=state)
    if post is not None:
        found = found.filter(post=post)
    return [_line(request, now) for request in _ordered(found, now)[:limit]]


def closed(actor: Account, now: datetime, limit: int = 100) -> list[Line]:
    """Requests that have ended, the latest first."""
    found = _related(requests_of(actor).filter(open=False)).order_by("-state_since", "pk")
    return [_line(request, now) for request in found[:limit]]


def overdue(actor: Account, now: datetime) -> list[Line]:
    """Open requests whose present state has lasted too long, the longest first."""
    found = _related(requests_of(actor).filter(open=True, due_at__lt=now)).order_by("due_at", "pk")
    return [_line(request, now) for request in found]


def counts(actor: Account, now: datetime) -> dict[str, int]:
    """State → open requests, and `late`."""
    found = requests_of(actor).filter(open=True)
    states = dict(found.values_list("state").annotate(n=Count("pk", distinct=True)))
    return states | {"late": found.filter(due_at__lt=now).count()}


def of_persons(persons: list[str]) -> list[Request]:
    """Requests about any of these records (of one person), the latest first."""
    return list(Request.objects.filter(person__in=[UUID(one) for one in persons]).order_by("-opened_at", "pk"))


def history(request: Request) -> list[Step]:
    """Every step, the first first, with the names of those who took it."""
    flow = workflow.load(request.workflow)
    named = Account.objects.in_bulk([UUID(step["by"]) for step in request.history])
    return [_step(flow, raw, named) for raw in request.history]


def wire_row(request: Request) -> dict[str, Any]:
    """The row as the post's phones hold it."""
    return row(request)


def _step(flow: workflow.Workflow, raw: dict[str, str], named: dict[UUID, Account]) -> Step:
    taken: Transition | None = flow.named(raw["action"])
    by = named.get(UUID(raw["by"]))
    return Step(
        action=raw["action"],
        words=taken.done if taken else OPENED,
        state=flow.states[raw["state"]].label,
        at=datetime.fromisoformat(raw["at"]),
        by=raw["by"],
        by_name=by.name if by else "",
        note=raw["note"],
    )


OPENED: Words = {"id": "Dirujuk dari posyandu", "en": "Referred by the post"}


def _ordered(found: QuerySet[Request], now: datetime) -> QuerySet[Request]:
    is_late = Case(When(due_at__lt=now, then=Value(True)), default=Value(False), output_field=BooleanField())
    return _related(found).annotate(is_late=is_late).order_by("-risk", "-is_late", "received_at", "pk")


def _related(found: QuerySet[Request]) -> QuerySet[Request]:
    return found.select_related("person__family", "person__mother", "post")


def _line(request: Request, now: datetime) -> Line:
    flow = workflow.load(request.workflow)
    wire = row(request)
    today = local_day(str(request.post_id), now)
    return Line(
        request=request,
        person=line(request.person, today) if request.person else None,
        post_name=unit_name(request.post_id),
        to_unit_name=wire["to_unit_name"],
        state=flow.states[request.state],
        late=escalation(flow, request.due_at, now, zone_of_unit(str(request.post_id))) if request.open else None,
        waiting_s=int((now - request.received_at).total_seconds()),
    )


def late_filter(now: datetime) -> Q:
    """Requests that are late, for counts elsewhere."""
    return Q(open=True, due_at__lt=now)
