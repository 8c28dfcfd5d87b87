"""Tells open boards that a post has news: one listener on the database for all boards of a process.

The message carries no data; the page fetches its tiles by itself, under its own rights. Served by the ASGI side only;
without it the page asks every 15 seconds.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import psycopg
from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from simpul.base.access import staff
from simpul.registry.access import posts_of
from simpul.registry.models import Assignment

CHANNEL = "simpul_journal"
HEARTBEAT_S = 20.0
RETRY_S = 2.0
GATHER_S = 1.0
"""News that come together are told once."""


class Hub:
    """One LISTEN connection; boards subscribe with a queue. It starts with the first board and ends with the last."""

    def __init__(self) -> None:
        """Nobody listens yet."""
        self._queues: set[asyncio.Queue[str]] = set()
        self._task: asyncio.Task[None] | None = None
        self.listening = asyncio.Event()

    @contextlib.asynccontextmanager
    async def subscribed(self) -> AsyncIterator[asyncio.Queue[str]]:
        """A queue of post ids that had news, while the block lasts."""
        queue: asyncio.Queue[str] = asyncio.Queue(maxsize=1000)
        self._queues.add(queue)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._listen())
        try:
            yield queue
        finally:
            self._queues.discard(queue)
            if not self._queues and self._task is not None:
                self._task.cancel()
                self._task = None

    async def _listen(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**_parameters(), autocommit=True) as line:
                    await line.execute(f"LISTEN {CHANNEL}")
                    self.listening.set()
                    async for note in line.notifies():
                        self._tell(note.payload)
            except psycopg.OperationalError:
                await asyncio.sleep(RETRY_S)
            finally:
                self.listening.clear()

    def _tell(self, post: str) -> None:
        for queue in self._queues:
            with contextlib.suppress(asyncio.QueueFull):
                queue.put_nowait(post)


hub = Hub()


@staff(Assignment.Role.OFFICER)
async def board_events(request: HttpRequest) -> HttpResponseBase:
    """Server-sent events: `news` whenever a post of the officer's puskesmas wrote something.

    204 from a WSGI process, which cannot push: the browser then stops asking.
    """
    if not isinstance(request, ASGIRequest):
        return HttpResponse(status=204)
    posts = await sync_to_async(_posts)(request)
    response = StreamingHttpResponse(_events(posts), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


async def _events(posts: set[str]) -> AsyncIterator[bytes]:
    async with hub.subscribed() as queue:
        await hub.listening.wait()
        yield b"retry: 5000\n\nevent: ready\ndata: \n\n"
        while True:
            try:
                post = await asyncio.wait_for(queue.get(), HEARTBEAT_S)
            except TimeoutError:
                yield b": here\n\n"
                continue
            if post not in posts:
                continue
            await asyncio.sleep(GATHER_S)
            while not queue.empty():
                queue.get_nowait()
            yield b"event: news\ndata: \n\n"


def _posts(request: HttpRequest) -> set[str]:
    actor: Any = request.user
    return {str(pk) for pk in posts_of(actor).values_list("pk", flat=True)}


def _parameters() -> dict[str, Any]:
    settings = connection.settings_dict
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {name: settings[key] for name, key in known.items() if settings.get(key)}
