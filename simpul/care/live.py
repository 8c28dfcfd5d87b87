"""Tells open boards that a post has news: one listener on the database for all boards of a process.

The message carries no data; the page fetches its tiles by itself, under its own rights. Served by the ASGI side only;
without it the page asks every 15 seconds.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from simpul.base.access import staff
from simpul.base.listen import Hub
from simpul.registry.access import posts_of
from simpul.registry.models import Account, Assignment

CHANNEL = "simpul_journal"
HEARTBEAT_S = 20.0
GATHER_S = 1.0
"""News that come together are told once."""


hub = Hub(CHANNEL)


@staff(Assignment.Role.OFFICER)
async def board_events(request: HttpRequest) -> HttpResponseBase:
    """Server-sent events: `news` whenever a post of the officer's puskesmas wrote something.

    204 from a WSGI process, which cannot push: the browser then stops asking.
    """
    if not isinstance(request, ASGIRequest):
        return HttpResponse(status=204)
    actor: Any = request.user
    news = _events(actor, await sync_to_async(_posts)(actor))
    response = StreamingHttpResponse(news, content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


async def _events(actor: Any, posts: set[str]) -> AsyncIterator[bytes]:
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
            posts = await sync_to_async(_posts)(actor)
            if post not in posts:
                return
            yield b"event: news\ndata: \n\n"


def _posts(actor: Any) -> set[str]:
    """Asked again with each piece of news: a page may stand open longer than an assignment lasts."""
    still = Account.objects.filter(pk=actor.pk, is_active=True).exists()
    return {str(pk) for pk in posts_of(actor).values_list("pk", flat=True)} if still else set()
