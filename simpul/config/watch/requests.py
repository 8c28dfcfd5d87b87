"""Each request counted and, when asked for, logged: by its route, never by its address, which may name someone."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from simpul.config.watch import figures

log = logging.getLogger("simpul.request")


class Watched:
    """Middleware, outermost of ours: one figure and one line (level INFO) for every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Standard middleware form."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Time the rest."""
        started = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - started
        route = route_of(request)
        figures.seen(request.method or "", route, response.status_code, seconds)
        log.info(
            "request",
            extra={
                "method": request.method,
                "route": route,
                "status": response.status_code,
                "ms": round(seconds * 1000, 1),
            },
        )
        return response


def route_of(request: HttpRequest) -> str:
    """The pattern that answered, such as `warga/<uuid:pk>/`; `-` for files and unknown addresses."""
    match = request.resolver_match
    return (match.route or "/") if match else "-"
