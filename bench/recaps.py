"""The monthly recaps of all four groups for every post of the seeded city."""

import json
import os
import time
from typing import Any

from bench._isolated import isolated

ROUNDS = 3


def run() -> dict[str, Any]:
    """Seconds for all posts at once (the best round; the first, which finds nothing in memory; this process's own)."""
    return isolated("bench.recaps")


def measure() -> dict[str, Any]:
    """In the process of its own."""
    from bench._city import planted

    planted()
    import django

    django.setup()
    from simpul.base import clock
    from simpul.exchange.reporting.counting import recaps
    from simpul.exchange.reporting.month import month_of
    from simpul.registry.models import Unit

    posts = list(Unit.objects.filter(kind=Unit.Kind.POST).values_list("pk", flat=True))
    month = month_of(clock.today()).before()
    seconds, cpu = [], []
    for _ in range(ROUNDS):
        started, before = time.perf_counter(), time.process_time()
        found = recaps(posts, month)
        seconds.append(time.perf_counter() - started)
        cpu.append(time.process_time() - before)
    started = time.perf_counter()
    recaps(posts[:1], month)
    return {
        "seconds": round(min(seconds), 2),
        "first_seconds": round(seconds[0], 2),
        "cpu_seconds": round(min(cpu), 2),
        "one_post_ms": round(1000 * (time.perf_counter() - started)),
        "posts": len(posts),
        "came": sum(found.total("balita")[4:7]),
        "load": round(os.getloadavg()[0], 1),
    }


if __name__ == "__main__":
    print(json.dumps(measure()))
