"""The application over HTTP in a thread; it may be stopped and start anew on its port."""

import asyncio
import os
import socket
import threading
from collections.abc import Awaitable, Callable
from typing import Any

Application = Callable[[Any, Any, Any], Awaitable[None]]

LATE = float(os.environ.get("SIMPUL_STORY_LATE", "0"))
"""Seconds after which answers come, as on a slow line: a page can be read and typed into before its script is there."""


def late(application: Application) -> Application:
    """The application with its answers late."""

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await asyncio.sleep(LATE)
        await application(scope, receive, send)

    return answer


class Serving:
    """Serves from its making until it is stopped."""

    def __init__(self) -> None:
        """On a free port."""
        self.port = 0
        self._start()

    def _start(self) -> None:
        import uvicorn

        from simpul.config.asgi import application

        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        config = uvicorn.Config(
            late(application) if LATE else application,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listener]}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let go of everyone."""
        self._server.should_exit = True
        self._thread.join(10)
        self._listener.close()

    def restart(self) -> dict[str, Any]:
        """Away and back again; whoever was connected is cut off."""
        self.stop()
        self._start()
        return {}
