"""Memory of all processes of a city's server, PostgreSQL included, after a day's work with the seed of a whole city."""

import asyncio
import json
import os
from typing import Any

from bench._isolated import isolated

PHONES, PULLS, LINES = 120, 4, 12
"""Phones that push a batch of 100 entries, fetch it so often again and load their post; calls at once."""


def run() -> dict[str, Any]:
    """MB resident of all processes (proportional: memory that several share counts once); in all and by group."""
    return isolated("bench.memory")


def measure() -> dict[str, Any]:
    """In the process of its own. The city is planted once and kept."""
    from bench._city import planted

    root = planted()
    import django

    django.setup()
    from bench import _city, _desk
    from bench._server import resident_mb, serving
    from simpul.journal.models import Entry

    cookies, phones = _city.cookies(), _city.phones(PHONES)
    pages = [_desk.asked(path, cookies[role]) for role, paths in _desk.pages().items() for path in paths]
    calls = [raw for phone in phones for raw in _calls(phone)]
    with serving(root) as server:
        asyncio.run(_send(server.port, calls))
        asyncio.run(_send(server.pages, pages * 4))
        used = {side: resident_mb(pids) for side, pids in server.groups().items()}
    return {
        "rss_mb": round(sum(used.values())),
        **{f"{side}_mb": round(mb) for side, mb in used.items()},
        "entries": Entry.objects.count(),
        "calls": len(calls) + 4 * len(pages),
        "load": round(os.getloadavg()[0], 1),
    }


def _calls(phone: Any) -> list[bytes]:
    import msgspec

    from simpul.base import clock
    from simpul.journal.models import PostCounter
    from simpul.journal.tokens import Cursors, seal
    from simpul.journal.wire import Pull

    post = phone.phone.post
    here = Cursors(phone.epoch, {post: PostCounter.objects.get(post=post).seq})
    asked = Pull(device=phone.phone.device, token=seal(here), device_time=clock.iso(clock.now()))
    pull = phone.post("journal/pull", msgspec.json.encode(asked))
    snapshot = phone.get(f"journal/snapshot/{post}", {"Accept-Encoding": "gzip, br"})
    return [phone.push(phone.phone.month()), *[pull] * PULLS, snapshot]


async def _send(port: int, raws: list[bytes]) -> None:
    """All of them over LINES connections, those refused again when they are told. Raises RuntimeError."""
    from bench._http import Line, wait_s

    waiting = list(reversed(raws))

    async def one() -> None:
        line = Line(port)
        while waiting:
            raw = waiting.pop()
            answer = await line.send(raw)
            while answer.status in (429, 503):
                await asyncio.sleep(wait_s(answer))
                answer = await line.send(raw)
            if answer.status != 200:
                raise RuntimeError(f"{raw[:80]!r}: {answer.status} {answer.body[:200]!r}")
        line.close()

    await asyncio.gather(*(one() for _ in range(LINES)))


if __name__ == "__main__":
    print(json.dumps(measure()))
