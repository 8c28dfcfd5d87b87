"""Calls of phones go a shorter way: no session, no form and no signed-in person stands behind them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve

from simpul.base import access
from simpul.journal.http import is_for_phones

API = "/api/v1/"


class Phones:
    """Middleware: answers whoever calls an endpoint of phones; everyone else, and every doubt, goes on.

    It stands behind all that counts, logs and sets headers, and before all that serves pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Standard middleware form."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The endpoint's answer. Raises DisallowedHost for a name that is not this server's."""
        found = _endpoint(request)
        if found is None:
            return self.get_response(request)
        request.get_host()
        request.resolver_match = found
        answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
        answer.headers.setdefault("Cache-Control", "private, no-store")
        answer.headers.setdefault("Content-Length", str(len(answer.content)))
        return answer


def _endpoint(request: HttpRequest) -> ResolverMatch | None:
    """The endpoint of phones at this address, when its access rule lets the caller in."""
    if not request.path_info.startswith(API):
        return None
    try:
        found = resolve(request.path_info)
    except Resolver404:
        return None
    rule = access.declared(found.func)
    return found if is_for_phones(found.func) and rule is not None and rule(request) else None
