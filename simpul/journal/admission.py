"""Who is let in now, and when everyone else should come back.

Three rules, in this order. Each phone has a token bucket: a phone in a loop is slowed down, whoever else calls. The
server has so many places for pushes, shared by all its processes as advisory locks of PostgreSQL; some are kept for
small pushes and for work that has waited long, and no post takes more than its share, so that one hot post leaves room
for the others. Whoever finds no place is given a moment of its own, one after the other at the speed at which the
server works.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from simpul.base import clock
from simpul.journal import tables
from simpul.journal.models import Device
from simpul.journal.problems import busy, slow_down
from simpul.journal.wire import Heartbeat

IDLE_S, BUSY_S, MORE_S = 900, 60, 1
"""Seconds: nothing to do, something still pending, a further page waits."""
CAPACITY, PER_S = 5000.0, 20.0
"""Tokens of a phone, one for each entry: a whole outbox at once, then a kader's fastest day many times over."""
PLACES, KEPT, PER_POST = 24, 4, 12
"""Pushes at work at once (fewer than the threads of docs/operations.md, so that pages and pulls find one); those only
for small or old work; those that one post may take."""
SMALL, OLD_S = 20, 86_400
"""Entries of a small push; age of the oldest pending entry from which a phone has waited long enough."""
ENTRIES_PER_S, LONGEST_S = 3000, 120
"""The speed at which moments are given out (below what the server does, docs/performance.md), and the latest one."""
SPENT = ("allowance", "allowance_at")
_PLACE, _POST = 7_301_027, 7_301_028
_TAKE = (
    "SELECT (SELECT s FROM generate_series(%s::int, %s) s WHERE pg_try_advisory_lock(%s, s) LIMIT 1),"
    " (SELECT k FROM (SELECT hashtext(%s || s) AS k FROM generate_series(1, %s) s) keys"
    " WHERE pg_try_advisory_lock(%s, k) LIMIT 1)"
)
_GIVE_BACK = "SELECT pg_advisory_unlock(%s, %s), pg_advisory_unlock(%s, %s)"
_NEXT_MOMENT = (
    "INSERT INTO journal_gate AS g (id, free_at) VALUES (1, %s::timestamptz + %s::interval)"
    " ON CONFLICT (id) DO UPDATE SET free_at = GREATEST(g.free_at, %s) + %s::interval RETURNING free_at"
)


def next_attempt_in_s(device: str, said: Heartbeat, *, has_more: bool = False) -> int:
    """Seconds until the next call. Phones are spread over a quarter of the time so that they do not come together."""
    if has_more:
        return MORE_S
    base = BUSY_S if said.pending else IDLE_S
    return round(base * (1 + _share(device) / 4))


def tokens(left: float | None, since: datetime | None, now: datetime) -> float:
    """What a bucket holds `now` that held `left` at `since`; a clock that goes back takes nothing away."""
    if left is None or since is None:
        return CAPACITY
    return min(CAPACITY, left + PER_S * max(0.0, (now - since).total_seconds()))


def check(device: Device, entries: int, now: datetime) -> None:
    """Raises ApiProblem 429 when the phone's bucket holds too little, with the seconds until it holds enough."""
    missing = min(float(entries), CAPACITY) - tokens(device.allowance, device.allowance_at, now)
    if missing > 0:
        raise slow_down(1 + int(missing / PER_S))


def spend(device: Device, entries: int, now: datetime) -> None:
    """Take the entries from the phone's bucket; the caller holds the row and saves `SPENT`."""
    device.allowance, device.allowance_at = tokens(device.allowance, device.allowance_at, now) - entries, now


@contextmanager
def place(device: str, post: str, entries: int, said: Heartbeat) -> Iterator[None]:
    """Hold a place for a push of so many entries. Raises ApiProblem 503 that says when to come back."""
    first = _first_place(entries, said)
    slot, share = tables.execute(_TAKE, [first, PLACES, _PLACE, post.replace("\0", ""), PER_POST, _POST]).fetchone()
    try:
        if slot is None or share is None:
            raise busy(_moment(device, entries, waits_for_post=slot is not None))
        yield
    finally:
        tables.execute(_GIVE_BACK, [_PLACE, slot, _POST, share])


def _first_place(entries: int, said: Heartbeat) -> int:
    light = entries <= SMALL or said.oldest_pending_age_s >= OLD_S
    return 1 if light else KEPT + 1


def _moment(device: str, entries: int, *, waits_for_post: bool) -> int:
    """Seconds until this phone's turn. Small ones and those of a hot post come back soon, spread over some seconds."""
    if entries <= SMALL or waits_for_post:
        return 1 + round(3 * _share(device))
    now = clock.now()
    work = f"{entries / ENTRIES_PER_S:.3f} seconds"
    (free_at,) = tables.execute(_NEXT_MOMENT, [now, work, now, work]).fetchone()
    return min(LONGEST_S, 1 + int((free_at - now).total_seconds()))


def _share(device: str) -> float:
    """0 to 1, always the same for a phone."""
    return hashlib.sha256(device.encode()).digest()[0] / 255
