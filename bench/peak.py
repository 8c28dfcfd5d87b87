"""The monthly peak: the phones of 1,102 posts push a morning of 40 visits each at the same moment.

Officers read pages meanwhile. Phones come back when the server's answer says so.
"""

import asyncio
import json
import os
import time
from datetime import date
from typing import Any

from bench._isolated import isolated

POSTS, VISITS = 1102, 40
OF_ONE_PUSKESMAS = 28
"""Posts of a puskesmas: 39 serve a city of 1,102."""
OFFICERS, PAGES = 2, ("/puskesmas/rujukan/", "/puskesmas/hari-buka/", "/puskesmas/warga/?cari=aisyah")
GIVE_UP_S = 300


def run() -> dict[str, Any]:
    """Entries lost, p95 of a call of a phone in ms, seconds until the last phone had all receipts.

    `told_p95_ms`: until a phone that must wait knows its moment; `pages_p95_ms`: of an office page meanwhile.
    """
    return isolated("bench.peak")


def measure() -> dict[str, Any]:
    """In the process of its own."""
    from bench._database import fresh

    root = fresh()
    import django

    django.setup()
    from bench import _world
    from bench._server import serving
    from simpul.journal.models import Entry

    place = _world.posts(int(os.environ.get("SIMPUL_BENCH_POSTS", POSTS)))
    _share(place)
    phones = _world.enrol_each(place)
    mornings = [_morning(phone) for phone in phones]
    cookie = _officer(place)
    with serving(root) as server:
        morning = Morning(server.port, server.pages, cookie)
        seconds = asyncio.run(morning.all(mornings))
    placed = Entry.objects.filter(device__isnull=False).count()
    from bench._http import percentile

    return {
        "lost": VISITS * 2 * len(phones) - placed,
        "p95_ms": round(1000 * percentile(morning.calls, 0.95), 1),
        "drained_s": round(seconds, 1),
        "posts": len(phones),
        "told_to_wait": len(morning.told),
        "told_p95_ms": round(1000 * percentile(morning.told, 0.95), 1) if morning.told else None,
        "pages_p95_ms": round(1000 * percentile(morning.pages, 0.95), 1) if morning.pages else None,
        "load": round(os.getloadavg()[0], 1),
    }


def _share(place: Any) -> None:
    """Leave the officer the posts of one puskesmas, as in a city."""
    from simpul.registry.models import Post, Unit

    posts = place.posts[OF_ONE_PUSKESMAS:]
    for start in range(0, len(posts), OF_ONE_PUSKESMAS):
        other = Unit.objects.create(
            kind=Unit.Kind.PUSKESMAS, name=f"Puskesmas {start}", area_id=place.puskesmas.area_id
        )
        Post.objects.filter(unit__in=posts[start : start + OF_ONE_PUSKESMAS]).update(puskesmas=other)


def _morning(phone: Any) -> bytes:
    """One push: arrival and weighing of 40 children of the post, who are on its register already."""
    from bench._days import Child
    from simpul.base import ids
    from simpul.journal import tables
    from simpul.people.models import Person
    from simpul.people.phonetic import phonetic_keys

    typing = phone.phone
    typing.day = date(2026, 11, 14)
    typing.children = [Child(typing.chance, typing.day) for _ in range(VISITS)]
    registered = [
        tables.new(
            Person, id=child.id, post_id=typing.post, seq=0, name="Aisyah", sex=child.sex,
            birth_date=child.born, phonetic=phonetic_keys("Aisyah"), stamps={}, extra={},
        )
        for child in typing.children
    ]  # fmt: skip
    tables.insert(Person, registered)
    session = ids.session_id(typing.post, typing.day.isoformat())
    entries = [typing._visit(child, step, session, None) for child in typing.children for step in (1, 2)]
    body: bytes = phone.push(entries)
    return body


def _officer(place: Any) -> str:
    """A Cookie header of the officer, both factors passed."""
    from django.conf import settings
    from django.test import Client

    from simpul.registry.tests.kit import sign_in

    client = sign_in(Client(), place.officer)
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


class Morning:
    """What phones and officers live through."""

    def __init__(self, port: int, desk: int, cookie: str) -> None:
        """Phones speak to `port`, officers to `desk`, on 127.0.0.1."""
        self.port, self.desk, self.cookie = port, desk, cookie
        self.calls: list[float] = []
        self.pages: list[float] = []
        self.told: list[float] = []

    async def all(self, mornings: list[bytes]) -> float:
        """Every phone at once; returns the seconds until the last is done."""
        started = time.perf_counter()
        readers = [asyncio.create_task(self._read(number)) for number in range(OFFICERS)]
        await asyncio.wait_for(asyncio.gather(*(self._phone(raw) for raw in mornings)), GIVE_UP_S)
        seconds = time.perf_counter() - started
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*readers, return_exceptions=True)
        return seconds

    async def _phone(self, raw: bytes) -> None:
        from bench._http import Line, wait_s
        from bench._pushing import applied

        while True:
            line, started = Line(self.port), time.perf_counter()
            answer = await line.send(raw)
            self.calls.append(took := time.perf_counter() - started)
            line.close()
            if answer.status == 200:
                applied(answer.body)
                return
            if answer.status not in (429, 503):
                raise RuntimeError(f"{answer.status}: {answer.body[:300]!r}")
            self.told.append(took)
            await asyncio.sleep(wait_s(answer))

    async def _read(self, number: int) -> None:
        from bench._http import Line, request

        line = Line(self.desk)
        while True:
            for path in PAGES:
                raw = request("GET", path, {"Cookie": self.cookie, "X-Forwarded-Proto": "https"})
                started = time.perf_counter()
                answer = await line.send(raw)
                self.pages.append(time.perf_counter() - started)
                if answer.status != 200:
                    raise RuntimeError(f"{path}: {answer.status}")
                await asyncio.sleep(0.5)


if __name__ == "__main__":
    print(json.dumps(measure()))
