"""Reads of the network room. Whoever shows their answers writes an audit row of reading (`base.audit.read`)."""

from datetime import datetime

from django.db.models import BooleanField, Case, QuerySet, Value, When

from simpul.network import workflow
from simpul.network.clocks import escalation
from simpul.network.models import Request
from simpul.network.workflow import Escalation
from simpul.registry.zones import zone_of_unit


def by_risk(requests: QuerySet[Request], now: datetime) -> QuerySet[Request]:
    """In the order of an inbox: gravest first, then those that are late, then the longest waiting."""
    is_late = Case(When(due_at__lt=now, then=Value(True)), default=Value(False), output_field=BooleanField())
    return requests.annotate(is_late=is_late).order_by("-risk", "-is_late", "received_at", "pk")


def overdue(requests: QuerySet[Request], now: datetime) -> QuerySet[Request]:
    """Open requests whose present state has lasted too long, the longest first."""
    return requests.filter(open=True, due_at__lt=now).order_by("due_at", "pk")


def lateness(request: Request, now: datetime) -> Escalation | None:
    """Who should be told of a late request, and in which words; None while it is in time."""
    if not request.open:
        return None
    flow = workflow.load(request.workflow)
    return escalation(flow, request.due_at, now, zone_of_unit(str(request.post_id)))
