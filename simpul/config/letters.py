"""Text that no table can hold never comes from a person: it is turned away before any page looks at it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict

API = "/api/"
"""There bodies are JSON and each entry is judged for itself (simpul.journal.receive)."""


class Letters:
    """Middleware: 400 in kind words for an address or a form that holds U+0000, which PostgreSQL refuses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Standard middleware form."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the decision falls in `process_view`, after the access rule."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Raise SuspiciousOperation, which becomes the page errors/400.html."""
        if not request.path.startswith(API) and (_holds_nul(request.GET) or _holds_nul(request.POST)):
            raise SuspiciousOperation("A form or an address holds U+0000.")


def _holds_nul(sent: QueryDict) -> bool:
    return any("\0" in key or any("\0" in value for value in values) for key, values in sent.lists())
