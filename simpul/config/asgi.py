"""ASGI entry point: live parts are answered here, everything else by the WSGI application in threads.

Behind a reverse proxy `/ws` comes to this process group and the rest to WSGI (docs/operations.md).
"""

import os
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simpul.config.settings")
_live: Any = get_asgi_application()

from simpul.config.wsgi import application as _pages  # noqa: E402  (Django must be set up first)
from simpul.network.calls.socket import application as _calls  # noqa: E402

_through_threads: Any = WSGIMiddleware(cast(Any, _pages), workers=8)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Send each request to the side that answers it best."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "websocket":
        await _calls(scope, receive, send)
    elif scope["path"].startswith("/ws/"):
        await _live(scope, receive, send)
    else:
        await _through_threads(scope, receive, send)


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
