"""How much a phone may ask: pulls, snapshots, offers, scopes and heartbeats together have one token bucket per phone.

The bucket lies in the phone's row, so all processes of the server count together, and is filled and drained in one
statement, so calls at the same moment all count. A pull writes that row anyway: a pull costs no further write.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from simpul.base import clock
from simpul.journal import tables
from simpul.journal.libpq import Call
from simpul.journal.models import Device
from simpul.journal.problems import ApiProblem

CAPACITY, PER_S = 600.0, 2.0
"""Tokens: the first load of all posts of a large puskesmas at once (60, five each) twice over; then many times what a
phone in use asks, which calls every minute when it is busy."""
PULL, BEAT, SCOPE, SNAPSHOT, OFFER = 1, 1, 2, 5, 10
"""Tokens of a call, by what it costs the server."""
_DRAIN = (
    "asked = LEAST(%s, asked + %s * GREATEST(0, EXTRACT(EPOCH FROM %s::timestamptz - asked_at))) - %s, asked_at = %s"
)


def held(left: float | None, since: datetime | None, now: datetime) -> float:
    """Tokens `now` of a bucket that held `left` at `since`; a clock that goes back takes nothing away."""
    if left is None or since is None:
        return CAPACITY
    return min(CAPACITY, left + PER_S * max(0.0, (now - since).total_seconds()))


def check(device: Device, cost: int, now: datetime) -> None:
    """Raises ApiProblem 429 when the bucket holds too little, with the seconds until it holds enough."""
    missing = cost - held(device.asked, device.asked_at, now)
    if missing > 0:
        raise _asks_too_often(1 + int(missing / PER_S))


def spend(device: Device, cost: int, now: datetime, also: Sequence[str] = ()) -> None:
    """Take the cost from the bucket, and write the device's columns `also` in the same statement."""
    tables.execute(*spending(device, cost, now, also))


def spending(device: Device, cost: int, now: datetime, also: Sequence[str] = ()) -> Call:
    """The statement of `spend`, to be sent with others."""
    sets = "".join(f", {name} = %s" for name in also)
    values = [CAPACITY, PER_S, now, cost, now, *(getattr(device, name) for name in also), device.pk]
    return f"UPDATE journal_device SET {_DRAIN}{sets} WHERE id = %s", values  # noqa: S608


@contextmanager
def counted(device: Device, cost: int, *, spent_inside: bool = False) -> Iterator[None]:
    """Let a call in and take its cost, also from one that is refused. Raises ApiProblem 429.

    With `spent_inside` a call that succeeds spends the cost by itself.
    """
    now = clock.now()
    check(device, cost, now)
    if not spent_inside:
        spend(device, cost, now)
    try:
        yield
    except ApiProblem:
        if spent_inside:
            spend(device, cost, now)
        raise


def _asks_too_often(seconds: int) -> ApiProblem:
    return ApiProblem(
        429,
        "slow_down",
        "HP ini bertanya terlalu sering ke server. HP akan melanjutkan sendiri.",
        "This phone asks the server too often. It goes on by itself.",
        headers={"Retry-After": str(seconds)},
    )
