"""What a phone wrote that has not come: holes in its counter, what it last said, what it swore to hold."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from simpul.journal.models import Device, Quarantine, Unopened

Ranges = list[tuple[int, int]]


@dataclass(frozen=True)
class Arrears:
    """Figures of one phone. `pending` is what it said at `said_at`; `sworn` counts the oath, `sworn_missing` of it."""

    holes: Ranges
    missing: int
    pending: int
    oldest: timedelta | None
    said_at: datetime | None
    sworn: int
    sworn_missing: int
    sworn_at: datetime | None
    review: int
    unopened: dict[str, int]

    @property
    def unreadable(self) -> int:
        """Items that could not be opened, whatever the reason."""
        return sum(self.unopened.values())

    @property
    def clear(self) -> bool:
        """Whether nothing is known to be missing."""
        return not (self.missing or self.pending or self.sworn_missing)


def arrears(device: Device) -> Arrears:
    """What is known to be missing of this phone."""
    holes = [(first, last) for first, last in device.missing_counters]
    first, last = device.attested_first, device.attested_last
    sworn = last - first + 1 if first is not None and last is not None else 0
    apart = Unopened.objects.filter(device=device).order_by().values_list("code").annotate(n=Count("pk"))
    return Arrears(
        holes=holes,
        missing=sum(last - first + 1 for first, last in holes),
        pending=device.pending,
        oldest=timedelta(seconds=device.oldest_pending_age_s) if device.pending else None,
        said_at=device.last_seen_at,
        sworn=sworn,
        sworn_missing=_not_here(device, holes, first, last) if first is not None and last is not None else 0,
        sworn_at=device.attested_at,
        review=Quarantine.objects.filter(device=device, status=Quarantine.Status.OPEN).count(),
        unopened={str(code): int(n) for code, n in apart},
    )


def _not_here(device: Device, holes: Ranges, first: int, last: int) -> int:
    beyond = max(0, last - max(device.last_counter, first - 1))
    return beyond + sum(max(0, min(b, last) - max(a, first) + 1) for a, b in holes)


def unopened_by_code() -> dict[str, int]:
    """For the operator: how many items lie apart, by code."""
    rows = Unopened.objects.order_by().values_list("code").annotate(n=Count("pk"))
    return {str(code): int(n) for code, n in rows}
