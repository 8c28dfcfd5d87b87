"""The clock's tick over 100,000 open requests: when nothing is due, a thousand are, or all of them are at once."""

import json
import os
import random
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bench._isolated import isolated

REQUESTS, PUSKESMAS, POSTS = 100_000, 44, 20
QUIET_TICKS, DUE = 7, 1_000
STEPS = 3
"""Steps of the ladder of a health referral."""


def run() -> dict[str, Any]:
    """Milliseconds of a tick; raises when a step did not fire, or fired twice."""
    return isolated("bench.tick")


def measure() -> dict[str, Any]:
    """In the process of its own."""
    from bench._database import fresh

    fresh()
    import django

    django.setup()
    from simpul.base import clock

    start = clock.now() - timedelta(days=30)
    _plant(start)
    held = _watched()
    first_ms, fired = _tick(start + timedelta(hours=2))
    if fired != REQUESTS - DUE:
        raise RuntimeError(f"{fired} steps fired, {REQUESTS - DUE} were due.")
    quiet = sorted(_tick(start + timedelta(hours=2, seconds=30 * n))[0] for n in range(QUIET_TICKS))
    some_ms, some = _tick(start + timedelta(hours=4))
    all_ms, rest = _tick(clock.now())
    if some != DUE or fired + some + rest != _firings() or rest != REQUESTS * (STEPS - 1):
        raise RuntimeError(f"{fired} + {some} + {rest} steps fired, {_firings()} are kept.")
    return {
        "nothing_due_ms": quiet[len(quiet) // 2],
        "1000_due_ms": some_ms,
        "99000_due_ms": first_ms,
        "200000_steps_due_ms": all_ms,
        "held_longest_ms": max(held),
        "held_p50_ms": sorted(held)[len(held) // 2],
        "open_requests": REQUESTS,
        "load": round(os.getloadavg()[0], 1),
    }


def _tick(at: datetime) -> tuple[int, int]:
    """(milliseconds, steps that fired) of one tick."""
    from simpul.base import clock
    from simpul.network.escalation.firing import fire_due

    started = time.perf_counter()
    with clock.frozen(at):
        fired = fire_due()
    return round(1000 * (time.perf_counter() - started)), fired.steps


def _watched() -> list[int]:
    """Milliseconds of each transaction that fires, from now on: so long waits whoever moves one of its requests."""
    from simpul.network.escalation import firing

    fire, held = firing.fire, list[int]()

    def timed(requests: Sequence[str], now: datetime) -> firing.Fired:
        started = time.perf_counter()
        fired = fire(requests, now)
        held.append(round(1000 * (time.perf_counter() - started)))
        return fired

    firing.fire = timed
    return held


def _firings() -> int:
    from simpul.network.escalation.models import Firing

    return Firing.objects.count()


def _plant(start: datetime) -> None:
    """Requests of a city, open and due within two hours; a thousand of them an hour later."""
    from simpul.journal import tables
    from simpul.network.models import Request

    posts = _posts()
    random.seed(1)
    for first in range(0, REQUESTS, 5_000):
        rows = [_request(number, posts, start) for number in range(first, first + 5_000)]
        tables.insert(Request, rows)
    _settle()


def _request(number: int, posts: list[UUID], start: datetime) -> Any:
    from simpul.base import clock
    from simpul.base.ids import uuid7
    from simpul.journal import tables
    from simpul.network import workflow
    from simpul.network.clocks import Place
    from simpul.network.escalation.ladder import rungs
    from simpul.network.models import Request

    flow = workflow.load("health-referral")
    due = start + timedelta(minutes=180 if number < DUE else random.randrange(120))
    ladder = rungs(flow.escalation, due, Place(clock.JAKARTA))
    return tables.new(
        Request,
        id=uuid7(),
        post_id=posts[number % len(posts)],
        seq=number,
        service="kesehatan",
        workflow=flow.id,
        state=flow.initial,
        open=True,
        opened_at=start,
        opened_by=posts[0],
        received_at=start,
        state_since=start,
        due_at=due,
        ladder=[clock.iso(one) for one in ladder],
        history=[{"action": "open", "state": flow.initial, "at": clock.iso(start), "by": "", "note": ""}],
    )


def _posts() -> list[UUID]:
    from simpul.journal.testing import place
    from simpul.registry.capabilities.models import UnitProfile

    found: list[UUID] = []
    for _ in range(PUSKESMAS):
        made = place(POSTS)
        UnitProfile.objects.create(unit=made.puskesmas, whatsapp="081234567890")
        found += [UUID(post) for post in made.posts]
    return found


def _settle() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE network_request")


if __name__ == "__main__":
    print(json.dumps(measure()))
