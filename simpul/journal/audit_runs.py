"""When the audit was last recomputed, and its heads last signed. The operator's page shows both."""

from simpul.base import clock
from simpul.journal.models import AuditRun


def last(kind: str) -> AuditRun | None:
    """The latest of a kind; None when there was none."""
    return AuditRun.objects.filter(kind=kind).order_by("-at").first()


def verified(faults: int) -> None:
    """Note that every chain was recomputed."""
    AuditRun.objects.create(kind=AuditRun.Kind.VERIFIED, at=clock.now(), faults=faults)


def anchored() -> None:
    """Note that the heads were signed."""
    AuditRun.objects.create(kind=AuditRun.Kind.ANCHORED, at=clock.now())
