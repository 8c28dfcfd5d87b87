"""The closed loop on a real server: a phone's request until the puskesmas sees it, an answer until the phone has it."""

import asyncio
import json
import os
import re
import time
from dataclasses import dataclass, field
from typing import Any

from bench._isolated import isolated

POSTS, MONTHS, ROUNDS = 20, 12, 40
"""Posts of one puskesmas, their months of a hundred entries, loops that are measured."""
INBOX = "/puskesmas/rujukan/"
HIDDEN = re.compile(rb'name="seen" value="(\d+)"')
CSRF = "c" * 32


def run() -> dict[str, Any]:
    """Milliseconds from push to inbox page, and from an officer's answer to the phone's pull; median and p95."""
    return isolated("bench.loop")


def measure() -> dict[str, Any]:
    """In the process of its own."""
    from bench._database import fresh

    root = fresh()
    import django

    django.setup()
    from django.test import Client

    from bench import _inside, _world
    from bench._server import serving
    from simpul.registry.tests import kit

    place = _world.posts(POSTS)
    phones = _world.enrol_each(place)
    for month in range(MONTHS):
        for phone in phones:
            _inside.write(phone, phone.phone.month(100 if month else 300))
    session = kit.sign_in(Client(), place.officer).cookies["sessionid"].value
    with serving(root) as server:
        loop = Loop(phones[0], session, server.port, server.pages)
        asyncio.run(loop.play())
    return {**loop.figures(), "load": round(os.getloadavg()[0], 1)}


@dataclass
class Loop:
    """One phone and one officer. Seconds of both ways."""

    phone: Any
    session: str
    sync: int
    pages: int
    there: list[float] = field(default_factory=list)
    back: list[float] = field(default_factory=list)
    token: str | None = None

    async def play(self) -> None:
        """The first loop warms the server up and is not counted."""
        from bench._http import Line

        self.line, self.desk = Line(self.sync), Line(self.pages)
        await self.pulled("")
        for _ in range(ROUNDS + 1):
            request = await self.asked()
            await self.answered(request)
        del self.there[0], self.back[0]

    async def asked(self) -> str:
        """The phone opens an urgent request and pushes it; the officer opens the inbox until it is there."""
        child = self.phone.phone.children[0].id
        reasons = [{"rule": "RJ-A4.danger", "text": "Kejang."}]
        data = {"person": child, "service": "kesehatan", "urgency": "darurat", "reasons": reasons}
        entry = self.phone.phone.entry("request.opened", self.phone.phone._id(), data)
        raw = self.phone.push([entry])
        started = time.perf_counter()
        self.sound(await self.line.send(raw))
        while entry.subject.encode() not in (await self.page(INBOX)).body:
            pass
        self.there.append(time.perf_counter() - started)
        return str(entry.subject)

    async def answered(self, request: str) -> None:
        """The officer accepts it; the phone pulls until it knows."""
        form = await self.page(f"{INBOX}{request}/?jawab=accept")
        found = HIDDEN.search(form.body)
        if found is None:
            raise RuntimeError("The page of the request offers no answer.")
        body = f"action=accept&seen={found[1].decode()}&note=Kami+tunggu".encode()
        started = time.perf_counter()
        answer = await self.desk.send(self.post(f"{INBOX}{request}/jawab/", body))
        if answer.status != 302:
            raise RuntimeError(f"{answer.status}: the answer was not taken.")
        while not await self.pulled(request):
            pass
        self.back.append(time.perf_counter() - started)

    async def pulled(self, request: str) -> bool:
        """Pull to the end; whether the request's row came and says that it was accepted."""
        import msgspec

        from simpul.base import clock
        from simpul.journal.wire import Pull

        known, more = False, True
        while more:
            asked = Pull(device=self.phone.phone.device, token=self.token, device_time=clock.iso(clock.now()))
            answer = self.sound(await self.line.send(self.phone.post("journal/pull", msgspec.json.encode(asked))))
            said = msgspec.json.decode(answer.body)
            self.token, more = said["token"], said["has_more"]
            rows = (row for post in said["posts"] for row in post["rows"].get("requests", ()))
            known = known or any(row["id"] == request and row["state"] == "accepted" for row in rows)
        return known

    async def page(self, path: str) -> Any:
        """A page of the officer."""
        from bench._http import request

        return self.sound(await self.desk.send(request("GET", path, self.headers())))

    def post(self, path: str, body: bytes) -> bytes:
        """A form of the officer."""
        from bench._http import request

        kind = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": CSRF}
        return request("POST", path, self.headers() | kind | {"Origin": "https://127.0.0.1"}, body)

    def headers(self) -> dict[str, str]:
        """Those of the officer's browser behind the reverse proxy."""
        return {"Cookie": f"sessionid={self.session}; csrftoken={CSRF}", "X-Forwarded-Proto": "https"}

    def sound(self, answer: Any) -> Any:
        """The answer. Raises RuntimeError when it is none."""
        if answer.status != 200:
            raise RuntimeError(f"{answer.status}: {answer.body[:300]!r}")
        return answer

    def figures(self) -> dict[str, Any]:
        """What the bench prints."""
        from bench._http import percentile

        ways = {"to_inbox": self.there, "to_phone": self.back}
        shares = {"p50": 0.5, "p95": 0.95}
        return {
            f"{way}_{name}_ms": round(1000 * percentile(some, share))
            for way, some in ways.items()
            for name, share in shares.items()
        }


if __name__ == "__main__":
    print(json.dumps(measure()))
