"""The socket of a room (ASGI): lets a ticket's seat in, relays between the two, and knows who is there.

Of two sockets of one seat the newer stays: a phone that lost its line comes back before its old socket is known dead.
"""

import asyncio
import contextlib
import json
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections

from simpul.network.calls import relay, session
from simpul.network.calls.rooms import limits
from simpul.network.calls.tickets import CITIZEN, HELPER, Ticket

PATH = re.compile(r"/ws/konsultasi/(?P<ticket>[A-Za-z0-9_:.-]{10,400})/")
PAGE = re.compile(r"(?:^|&)page=(?P<page>[a-z0-9]{8,40})(?:&|$)")
LARGEST = 64 * 1024
"""Letters of one message as it goes on (relay): an offer with sound and picture takes about 8,000."""
MOST, MOST_LETTERS, WINDOW_S = 120, 400_000, 10.0
"""Messages of one socket in a window, and their letters; the finding of ways sends some dozens at once.

All rooms share one channel, whose listeners hold a thousand pieces: nobody may fill it alone.
"""
LOOK_EVERY_S = 20.0
"""How long a helper whose work there ended with its day may still sit: sound and picture pass beside us.

Rights that somebody ends are told at once (`relay.tell_to_look`).
"""
REFUSED, REPLACED, OVER, TOO_MUCH = 4403, 4409, 4410, 4429
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """One socket from its opening to its end."""
    await receive()
    known = PATH.fullmatch(scope["path"])
    page = PAGE.search(scope.get("query_string", b"").decode("ascii", "replace"))
    ticket = await _in_database(session.seat, known["ticket"]) if known and page and _is_ours(scope) else None
    if ticket is None or page is None:
        await send({"type": "websocket.close", "code": REFUSED})  # before it is accepted: 403
        return
    await send({"type": "websocket.accept"})
    await Seat(ticket, page["page"], receive, send).sit()


class Seat:
    """Somebody in a room."""

    def __init__(self, ticket: Ticket, page: str, receive: Receive, send: Send) -> None:
        """`page` names the browser's page as long as it is open, over lost lines too."""
        self.ticket, self.page, self.name = ticket, page, uuid4().hex
        self._receive, self._send = receive, send
        self._sent: list[tuple[float, int]] = []

    async def sit(self) -> None:
        """Until either side ends it."""
        async with relay.hub.subscribed() as queue:
            await relay.hub.listening.wait()
            hearing = asyncio.create_task(self._hear(queue))
            speaking = asyncio.create_task(self._speak())
            looking = asyncio.create_task(self._look())
            try:
                await self._tell("here")
                await asyncio.wait({hearing, speaking, looking}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (hearing, speaking, looking):
                    task.cancel()
                await asyncio.gather(hearing, speaking, looking, return_exceptions=True)
                with contextlib.suppress(Exception):
                    await self._tell("gone")

    async def _look(self) -> None:
        """Whether whoever helps still may; a citizen's seat hangs on the link."""
        while self.ticket.role == CITIZEN or await self._may_stay():
            await asyncio.sleep(LOOK_EVERY_S)
        await self._close(REFUSED)

    async def _may_stay(self) -> bool:
        try:
            return bool(await _in_database(session.is_still_theirs, self.ticket))
        except DatabaseError:  # away for a moment, or restarted: that ends no conversation, the next look asks again
            return True

    async def _hear(self, queue: "asyncio.Queue[str]") -> None:
        """What others in the room tell, to this browser."""
        async for said in relay.messages(self.ticket.room, queue):
            code = await self._heard(said) if said["seat"] != self.name else None
            if code is not None:
                await self._close(code)
                return

    async def _heard(self, said: relay.Message) -> int | None:
        """Pass one message on; returns the code with which this socket ends, if it does."""
        if said["type"] == relay.LOOK:
            return None if self.ticket.role == CITIZEN or await self._may_stay() else REFUSED
        if said["type"] == relay.RENEWED:
            return REPLACED if self.ticket.role == CITIZEN and said["turn"] > self.ticket.turn else None
        if said["role"] == self.ticket.role:
            return REPLACED if said["type"] == "here" else None
        if said["type"] == "end":
            return OVER
        if said["type"] not in ("here", "also"):
            await self._say({name: said[name] for name in ("type", "body", "seat") if name in said})
            return None
        if said["type"] == "here":
            await self._tell("also")
        elapsed = await _in_database(session.begin, self.ticket.room)
        await self._say({"type": "here", "elapsed": elapsed, "page": said["page"], "seat": said["seat"]})
        return None

    async def _speak(self) -> None:
        """What this browser says, to the room."""
        while True:
            event = await self._receive()
            if event["type"] == "websocket.disconnect":
                return
            said = _parsed(event.get("text"))
            code = TOO_MUCH if said is None or self._is_too_much(said) else await self._said(said)
            if code is not None:
                await self._close(code)
                return

    async def _said(self, said: dict[str, Any]) -> int | None:
        """Tell the room; returns the code with which this socket ends, if it does."""
        if said["type"] in ("signal", "chat"):
            await self._tell(said["type"], body=said.get("body"))
        elif said["type"] == "end" and self.ticket.role == HELPER:
            await _in_database(session.end, self.ticket.room)
            await self._tell("end")
            return OVER
        return None

    def _is_too_much(self, said: dict[str, Any]) -> bool:
        now = time.monotonic()
        self._sent = [one for one in self._sent if now - one[0] < WINDOW_S] + [(now, len(json.dumps(said)))]
        return len(self._sent) > MOST or sum(letters for _at, letters in self._sent) > MOST_LETTERS

    async def _tell(self, kind: str, **more: Any) -> None:
        who = {"type": kind, "role": self.ticket.role, "seat": self.name, "page": self.page}
        await relay.tell(self.ticket.room, who | more)

    async def _say(self, message: dict[str, Any]) -> None:
        await self._send({"type": "websocket.send", "text": json.dumps(message)})

    async def _close(self, code: int) -> None:
        await self._send({"type": "websocket.close", "code": code})


def _parsed(text: str | None) -> dict[str, Any] | None:
    """A message of a browser; None for what is none of ours."""
    if text is None or len(text) > LARGEST:
        return None
    try:
        said = json.loads(text)
        letters = len(json.dumps(said, allow_nan=False))
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or not isinstance(said.get("type"), str) or letters > LARGEST:
        return None
    is_long = said["type"] == "chat" and len(str(said.get("body", ""))) > int(limits()["chat_longest"])
    return None if is_long else said


def _is_ours(scope: Scope) -> bool:
    """Whether the page that opens the socket is this server's own."""
    headers = {name: value.decode("latin-1") for name, value in scope["headers"] if name in (b"origin", b"host")}
    origin, host = headers.get(b"origin"), headers.get(b"host")
    return origin is not None and urlsplit(origin).netloc == host


async def _in_database(work: Callable[..., Any], *given: Any) -> Any:
    def done() -> Any:
        close_old_connections()
        try:
            return work(*given)
        finally:
            close_old_connections()

    return await sync_to_async(done)()
