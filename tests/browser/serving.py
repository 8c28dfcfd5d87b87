"""The application over HTTP in a thread; it may be stopped and start anew on its port."""

import socket
import threading
from typing import Any


class Serving:
    """Serves from its making until it is stopped."""

    def __init__(self) -> None:
        """On a free port."""
        self.port = 0
        self._start()

    def _start(self) -> None:
        import uvicorn

        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        application = "simpul.config.asgi:application"
        config = uvicorn.Config(application, log_level="warning", access_log=False, timeout_graceful_shutdown=1)
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
