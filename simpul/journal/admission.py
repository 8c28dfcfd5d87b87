"""When a phone should come back. The token bucket of the city's peak morning takes this place later."""

import hashlib

from simpul.journal.wire import Heartbeat

IDLE_S, BUSY_S, MORE_S = 900, 60, 1
"""Seconds: nothing to do, something still pending, a further page waits."""


def next_attempt_in_s(device: str, said: Heartbeat, *, has_more: bool = False) -> int:
    """Seconds until the next call. Phones are spread over a quarter of the time so that they do not come together."""
    if has_more:
        return MORE_S
    base = BUSY_S if said.pending else IDLE_S
    share = hashlib.sha256(device.encode()).digest()[0] / 255
    return round(base * (1 + share / 4))
