"""Reads of the network room. Whoever shows their answers writes an audit row of reading (`base.audit.read`)."""

from datetime import datetime

from django.db.models import BooleanField, Case, QuerySet, Value, When

from simpul.network.models import Request


def ordinary() -> QuerySet[Request]:
    """Requests of class K1: what pages, sheets and other systems that ask nobody's class may tell of."""
    return Request.objects.filter(confidentiality="K1")


def by_risk(requests: QuerySet[Request], now: datetime) -> QuerySet[Request]:
    """In the order of an inbox: gravest first, then those that are late, then the longest waiting."""
    is_late = Case(When(due_at__lt=now, then=Value(True)), default=Value(False), output_field=BooleanField())
    return requests.annotate(is_late=is_late).order_by("-risk", "-is_late", "received_at", "pk")
