"""Phones of a post with a history of 100,000 entries ask for news when there is none, at the pace of a busy hour."""

import asyncio
import json
import os
import time
from typing import Any

from bench._isolated import isolated

HISTORY, DEVICES, EACH, PER_S = 100_000, 20, 20, 50
"""Entries; phones; pulls of each; pulls in a second of all together: a city of 1,102 posts does about five."""
FILL = (
    "INSERT INTO journal_entry (id, post_id, seq, kind, subject, after, data, happened_at, recorded_at, received_at,"
    " author, device_counter, app_version, rules_edition, hash, outcome)"
    " SELECT gen_random_uuid(), %s, n, 'dose.given', gen_random_uuid(), '[]', '{}', now(), now(), now(),"
    " gen_random_uuid(), n, '0.1.0', '2026', sha256(n::text::bytea), 'applied' FROM generate_series(1, %s) n"
)
"""A pull of nothing reads none of these; they only have to be many."""


def run() -> dict[str, Any]:
    """Bytes of the answer's body, p95 of a call in ms."""
    return isolated("bench.pull")


def measure() -> dict[str, Any]:
    """In the process of its own."""
    from bench._database import fresh

    root = fresh()
    import django

    django.setup()
    from bench import _world
    from bench._server import serving
    from simpul.journal.receive import store
    from simpul.journal.tables import execute

    place = _world.posts(1)
    phones = _world.enrol_many(place, DEVICES)
    store.lock_counters(place.posts)
    execute(FILL, [place.posts[0], HISTORY])
    store.set_counter(place.posts[0], HISTORY)
    execute("ANALYZE")
    with serving(root) as server:
        calls, sizes = asyncio.run(_all(server.port, [_question(phone) for phone in phones]))
    from bench._http import percentile

    return {
        "bytes": max(sizes),
        "p95_ms": round(1000 * percentile(calls, 0.95), 1),
        "p50_ms": round(1000 * percentile(calls, 0.5), 1),
        "load": round(os.getloadavg()[0], 1),
    }


def _question(phone: Any) -> bytes:
    from simpul.base import clock
    from simpul.journal.tokens import Cursors, seal
    from simpul.journal.wire import Pull

    token = seal(Cursors(phone.epoch, {phone.phone.post: HISTORY}))
    asked = Pull(device=phone.phone.device, token=token, device_time=clock.iso(clock.now()))
    import msgspec

    body: bytes = phone.post("journal/pull", msgspec.json.encode(asked))
    return body


async def _all(port: int, questions: list[bytes]) -> tuple[list[float], list[int]]:
    from bench._http import Line

    calls: list[float] = []
    sizes: list[int] = []

    async def one(number: int, raw: bytes) -> None:
        line = Line(port)
        await line.send(raw)
        begin = time.perf_counter() + number / PER_S
        for turn in range(EACH):
            await asyncio.sleep(max(0.0, begin + turn * DEVICES / PER_S - time.perf_counter()))
            started = time.perf_counter()
            answer = await line.send(raw)
            calls.append(time.perf_counter() - started)
            sizes.append(len(answer.body))
            if answer.status != 200 or b'"posts":[]' not in answer.body:
                raise RuntimeError(f"{answer.status}: {answer.body[:300]!r}")
        line.close()

    await asyncio.gather(*(one(number, raw) for number, raw in enumerate(questions)))
    return calls, sizes


if __name__ == "__main__":
    print(json.dumps(measure()))
