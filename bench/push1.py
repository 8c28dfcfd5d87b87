"""Twenty phones push single entries, each the next as soon as the one before is answered."""

import json
import os
from typing import Any

from bench._isolated import isolated

DEVICES, EACH = 20, 40


def run() -> dict[str, Any]:
    """p95 of a call in ms, calls per second, CPU µs per call by side."""
    return isolated("bench.push1")


def measure() -> dict[str, Any]:
    """In the process of its own."""
    from bench._database import fresh

    root = fresh()
    import django

    django.setup()
    from bench import _inside, _world
    from bench._pushing import push_all
    from bench._server import serving

    phones = _world.enrol_each(_world.posts(DEVICES))
    for phone in phones:
        _inside.write(phone, phone.phone.month(300))
    queues = [[phone.push([entry]) for entry in phone.phone.month(EACH + 2)] for phone in phones]
    with serving(root) as server:
        push_all(server, [queue[:2] for queue in queues])
        done = push_all(server, [queue[2:] for queue in queues])
    figures = done.figures()
    return {**figures, "per_s": figures["entries_per_s"], "load": round(os.getloadavg()[0], 1)}


if __name__ == "__main__":
    print(json.dumps(measure()))
