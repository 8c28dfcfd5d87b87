"""Every page of an office with the seeded city, one after the other, as a person at a desk opens them."""

import asyncio
import json
import os
import time
from typing import Any

from bench._isolated import isolated

ROUNDS = 7


def run() -> dict[str, Any]:
    """The slowest page by its median, ms, and which one it is; the median of all pages; how many there are."""
    return isolated("bench.pages")


def measure() -> dict[str, Any]:
    """In the process of its own."""
    from bench._city import planted

    root = planted()
    import django

    django.setup()
    from bench import _city, _desk
    from bench._server import cpu_seconds, serving

    cookies, pages = _city.cookies(), _desk.pages()
    raws = {f"{role} {path}": _desk.asked(path, cookies[role]) for role, paths in pages.items() for path in paths}
    with serving(root) as server:
        asyncio.run(_open(server.pages, raws, 1))
        pids = [pid for side in server.processes().values() for pid in side]
        before = cpu_seconds(pids)
        medians = asyncio.run(_open(server.pages, raws, ROUNDS))
        cpu = (cpu_seconds(pids) - before) / ROUNDS / len(raws)
    slowest = sorted(medians.items(), key=lambda pair: -pair[1])
    return {
        "slowest_ms": round(1000 * slowest[0][1]),
        "slowest": {name: round(1000 * seconds) for name, seconds in slowest[:8]},
        "median_ms": round(1000 * slowest[len(slowest) // 2][1]),
        "cpu_ms": round(1000 * cpu, 1),
        "pages": len(raws),
        "load": round(os.getloadavg()[0], 1),
    }


async def _open(port: int, raws: dict[str, bytes], rounds: int) -> dict[str, float]:
    """Page → median seconds. Raises RuntimeError when one does not open."""
    from bench._http import Line, percentile

    line, seconds = Line(port), dict[str, list[float]]()
    for _ in range(rounds):
        for name, raw in raws.items():
            started = time.perf_counter()
            answer = await line.send(raw)
            seconds.setdefault(name, []).append(time.perf_counter() - started)
            if answer.status != 200:
                raise RuntimeError(f"{name}: {answer.status}")
    line.close()
    return {name: percentile(some, 0.5) for name, some in seconds.items()}


if __name__ == "__main__":
    print(json.dumps(measure()))
