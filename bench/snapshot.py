"""The snapshot of a post of 500 people with 36 months of open days: its size, and how often a ready one is served."""

import asyncio
import itertools
import json
import os
import time
from datetime import date
from typing import Any

from bench._isolated import isolated

FAMILIES, TODDLERS, OTHERS, MONTHS, COME = 125, 77, 298, 36, 0.8
"""500 people: 125 mothers, 77 toddlers (85,000 in 1,102 posts), others; of whom COME are weighed in a month."""
LINES, SECONDS, PHONES = 4, 6, 100
"""Connections at once; for so long; phones that ask in turn: what one may ask is limited (simpul/journal/asking.py)."""


def run() -> dict[str, Any]:
    """Bytes as sent, files in a second over LINES connections."""
    return isolated("bench.snapshot")


def measure() -> dict[str, Any]:
    """In the process of its own."""
    from bench._database import fresh

    root = fresh()
    import django

    django.setup()
    from bench import _world
    from bench._server import serving
    from simpul.journal.actions.snapshot import make
    from simpul.journal.standing import CEILING

    place = _world.posts(1)
    phones = _world.enrol_many(place, PHONES)
    _live(phones[0])
    started = time.perf_counter()
    file = make(place.posts[0], CEILING["kader"])
    making = time.perf_counter() - started
    assert file.brotli is not None
    path = f"journal/snapshot/{place.posts[0]}"
    asked = [phone.get(path, {"Accept-Encoding": "gzip, br"}) for phone in phones]
    with serving(root) as server:
        served, seconds = asyncio.run(_ask(server.port, asked, len(file.brotli)))
    return {
        "bytes": len(file.brotli),
        "per_s": round(served / seconds),
        "made_in_ms": round(1000 * making),
        "load": round(os.getloadavg()[0], 1),
    }


def _live(phone: Any) -> None:
    """36 months: everyone is registered at the first open day, toddlers come with a probability, four steps each."""
    from bench import _inside

    typing = phone.phone
    typing.at_first, typing.day = (FAMILIES, TODDLERS), date(2023, 11, 9)
    entries = typing.month(100_000)
    families = [entry.subject for entry in entries if entry.kind == "family.registered"]
    for number in range(OTHERS):
        data = {"family": families[number % len(families)], "name": f"Warga {number}", "sex": "LP"[number % 2]}
        entries.append(typing.entry("person.registered", typing._id(), data))
    everyone = typing.children
    for _ in range(MONTHS - 1):
        typing.children = [child for child in everyone if typing.chance.random() < COME]
        entries += typing.month(100_000, newcomers=False)
    _inside.write(phone, entries)


async def _ask(port: int, asked: list[bytes], size: int) -> tuple[int, float]:
    from bench._http import Line

    started, served, turns = time.perf_counter(), 0, itertools.cycle(asked)

    async def one() -> None:
        nonlocal served
        line = Line(port)
        while time.perf_counter() - started < SECONDS:
            answer = await line.send(next(turns))
            if answer.status != 200 or len(answer.body) != size:
                raise RuntimeError(f"{answer.status}: {len(answer.body)} bytes, expected {size}")
            served += 1
        line.close()

    await asyncio.gather(*(one() for _ in range(LINES)))
    return served, time.perf_counter() - started


if __name__ == "__main__":
    print(json.dumps(measure()))
