"""How much a phone may send, what goes first, and when it should call again.

Each phone has a token bucket, which all processes of the server share: a phone in a loop is slowed down, whoever else
calls. Who of those that call works now is each process's own matter: see `simpul.journal.line`.
"""

import hashlib
from datetime import datetime

from simpul.journal.models import Device
from simpul.journal.problems import slow_down
from simpul.journal.wire import Heartbeat

IDLE_S, BUSY_S, MORE_S = 900, 60, 1
"""Seconds: nothing to do, something still pending, a further page waits."""
CAPACITY, PER_S = 5000.0, 20.0
"""Tokens of a phone, one for each entry: a whole outbox at once, then a kader's fastest day many times over."""
SMALL, OLD_S = 20, 86_400
"""Entries of a small push; age of the oldest pending entry from which a phone has waited long enough."""
SPENT = ("allowance", "allowance_at")


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


def is_light(entries: int, said: Heartbeat) -> bool:
    """Whether a push goes before others: it is small, or holds work that has waited long."""
    return entries <= SMALL or said.oldest_pending_age_s >= OLD_S


def _share(device: str) -> float:
    """0 to 1, always the same for a phone."""
    return hashlib.sha256(device.encode()).digest()[0] / 255
