"""Deal with an alert: its name stands beside it, and it is quiet until a day. Whoever takes it later takes it over."""

from datetime import timedelta

from django.db import transaction

from simpul.base import audit, clock
from simpul.journal.alerts.limits import limits
from simpul.journal.models import Alert
from simpul.registry.models import Account


class NotOffered(ValueError):
    """So many days are not offered: an alert cannot be put aside for ever."""


@transaction.atomic
def take_alert(actor: Account, alert: Alert, days: int) -> None:
    """Put it aside for `days`. Raises NotOffered. One that has closed meanwhile stays closed."""
    if days not in limits().quiet_days:
        raise NotOffered(f"An alert is quiet for {limits().quiet_days} days, not {days}.")
    now = clock.now()
    taken = {"taken_by": actor, "taken_at": now, "quiet_until": now + timedelta(days=days)}
    if Alert.objects.filter(pk=alert.pk, closed_at=None).update(**taken):
        audit.note(actor, "alert.taken", str(alert.pk), {"code": alert.code, "days": days})
