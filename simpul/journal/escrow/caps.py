"""How much one phone may deposit in a day."""

from datetime import timedelta

from django.db.models import Sum
from django.db.models.functions import Length

from simpul.base import clock
from simpul.journal.models import DepositRecord, Device, Unopened
from simpul.journal.problems import ApiProblem

MOST_ITEMS = 2_000
DAY, DAY_BYTES = timedelta(days=1), 20 * 1024 * 1024
"""A revoked phone may bring so many bytes a day: several months of a busy post. Whoever it is, no more than that is
kept of what cannot be opened."""


def check(carrier: Device | None, size: int) -> None:
    """Raises ApiProblem 429 `deposit_full` when this would be too much for today. Officers are not counted."""
    if carrier is None:
        return
    since = clock.now() - DAY
    if carrier.revoked_at is not None:
        today = DepositRecord.objects.filter(carrier=carrier, at__gt=since).aggregate(sum=Sum("size"))["sum"] or 0
        if today + size > DAY_BYTES:
            raise _full()
    apart = Unopened.objects.filter(deposit__carrier=carrier, at__gt=since)
    if (apart.aggregate(sum=Sum(Length("body")))["sum"] or 0) > DAY_BYTES:
        raise _full()


def _full() -> ApiProblem:
    return ApiProblem(
        429,
        "deposit_full",
        "Titipan hari ini sudah penuh. Isian tetap di HP; coba lagi besok atau bawa berkasnya ke puskesmas.",
        "No more can be deposited today. What was typed stays on the phone; try tomorrow or bring the file.",
        headers={"Retry-After": "3600"},
    )
