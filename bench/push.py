"""Twenty phones push batches of 100 mixed entries of open days: at twenty posts, then all at one post."""

import json
import os
from typing import Any

from bench._isolated import isolated

DEVICES, MONTHS = 20, 16


def run() -> dict[str, Any]:
    """Entries per second and p95 of a batch; `one_post_*` the same at a single post; CPU µs per entry by side."""
    return isolated("bench.push")


def measure() -> dict[str, Any]:
    """In the process of its own."""
    from bench._database import fresh

    root = fresh()
    import django

    django.setup()
    from bench import _world
    from bench._pushing import push_all
    from bench._server import serving

    place = _world.posts(DEVICES)
    figures: dict[str, Any] = {}
    for name, phones in (("", _world.enrol_each(place)), ("one_post_", _world.enrol_many(place, DEVICES))):
        first = [[phone.push(phone.phone.month(300))] for phone in phones]
        queues = [[phone.push(phone.phone.month()) for _ in range(MONTHS)] for phone in phones]
        with serving(root) as server:
            push_all(server, first)
            done = push_all(server, queues).figures()
        figures |= {f"{name}{key}": value for key, value in done.items()}
    return {**figures, "load": round(os.getloadavg()[0], 1)}


if __name__ == "__main__":
    print(json.dumps(measure()))
