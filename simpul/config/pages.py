"""Pages that belong to no room: the doors, the way home, and kind words when something is wrong."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import i18n
from django.views.decorators.http import require_GET, require_POST

from simpul.base.access import public, staff
from simpul.care.selfcheck.showing import calls
from simpul.config.shell import links
from simpul.journal import problems


@public
@require_GET
def landing(request: HttpRequest) -> HttpResponse:
    """What is for everybody first, whom to call among it; then two doors: the kader's phone and the office."""
    return render(request, "landing.html", {"calls": calls()})


@staff()
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """To the first page of one's role."""
    user: Any = request.user
    from simpul.base import clock

    mine = links("", user.roles_on(clock.today()))
    return redirect(mine[0].href if mine else "account_logout")


@public
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the visitor's choice of language in a cookie."""
    answer: HttpResponse = i18n.set_language(request)
    return answer


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same words whether the thing does not exist or belongs to someone else; a problem for programs."""
    if request.path.startswith("/api/"):
        return problems.unknown_address().response()
    return render(request, "errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but not for this."""
    return render(request, "errors/403.html", status=403)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent cannot be read or kept (simpul.config.letters); nothing has changed."""
    return render(request, "errors/400.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """500: says that nothing was half saved, without touching the database."""
    return render(None, "errors/500.html", status=500)


@public
def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose protection token does not fit any more; what was typed is still in the browser."""
    return render(request, "errors/csrf.html", status=403)
