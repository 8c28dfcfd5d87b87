"""Headers that no library sets: what the browser may use, and that personal pages are not kept."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

PERMISSIONS = "camera=(self), microphone=(self), geolocation=(self), payment=(), usb=(), browsing-topics=()"


class Headers:
    """Middleware: Permissions-Policy on everything; `no-store` on whatever a signed-in person sees."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Standard middleware form."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers on the way out."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        user: Any = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
