"""News between processes by PostgreSQL's LISTEN and NOTIFY: one listening connection for all that wait in a process."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import psycopg
from django.db import connection

RETRY_S = 2.0


class Hub:
    """One LISTEN connection; whoever waits subscribes with a queue. It starts with the first and ends with the last."""

    def __init__(self, channel: str) -> None:
        """Nobody listens yet. `channel` is a name of our own, never anybody's input."""
        self._channel = channel
        self._loop: asyncio.AbstractEventLoop | None = None
        self._begin()

    def _begin(self) -> None:
        self._queues: set[asyncio.Queue[str]] = set()
        self._task: asyncio.Task[None] | None = None
        self._line: psycopg.AsyncConnection[Any] | None = None
        self._lock = asyncio.Lock()
        self.listening = asyncio.Event()

    def _at_home(self) -> None:
        """Lines and tasks belong to one event loop; a server that starts anew in its process has another."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop = loop
            self._begin()

    @contextlib.asynccontextmanager
    async def subscribed(self) -> AsyncIterator[asyncio.Queue[str]]:
        """A queue of what is told on the channel, while the block lasts."""
        self._at_home()
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

    async def tell(self, news: str) -> None:
        """Tell everyone who listens, in every process. At most 7,900 bytes. Raises psycopg.OperationalError."""
        self._at_home()
        async with self._lock:
            try:
                await self._notify(news)
            except psycopg.OperationalError:
                self._line = None
                await self._notify(news)

    async def _notify(self, news: str) -> None:
        if self._line is None or self._line.closed:
            self._line = await psycopg.AsyncConnection.connect(**parameters(), autocommit=True)
        await self._line.execute("SELECT pg_notify(%s, %s)", [self._channel, news])

    async def _listen(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**parameters(), autocommit=True) as line:
                    await line.execute(psycopg.sql.SQL("LISTEN {}").format(psycopg.sql.Identifier(self._channel)))
                    self.listening.set()
                    async for note in line.notifies():
                        self._pass_on(note.payload)
            except psycopg.OperationalError:
                await asyncio.sleep(RETRY_S)
            finally:
                self.listening.clear()

    def _pass_on(self, news: str) -> None:
        for queue in self._queues:
            with contextlib.suppress(asyncio.QueueFull):
                queue.put_nowait(news)


def parameters() -> dict[str, Any]:
    """How to reach the application's database, for a connection beside Django's."""
    settings = connection.settings_dict
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {name: settings[key] for name, key in known.items() if settings.get(key)}
