"""Deny by default: a route answers only if its view says who may call it.

Every view carries one rule, set by a decorator here; the middleware refuses a view without one. Rules say who may
knock; the `access_<noun>(actor, id)` functions of each room say which object opens.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

Rule = Callable[[HttpRequest], bool]
ATTRIBUTE = "simpul_access"
M = TypeVar("M", bound=Model)


class NotYours(Http404):
    """The actor may not see the object, or it does not exist: both look the same from outside."""


def only(rows: QuerySet[M]) -> M:
    """The first of the rows that open to the actor. Raises NotYours when there is none."""
    found = rows.first()
    if found is None:
        raise NotYours
    return found


def rule(check: Rule) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Attach an access rule to a view."""

    def attach(view: Callable[..., Any]) -> Callable[..., Any]:
        setattr(view, ATTRIBUTE, check)
        return view

    return attach


def public(view: Callable[..., Any]) -> Callable[..., Any]:
    """Anyone may call this view; it shows nothing about a person."""
    return rule(lambda request: True)(view)


def staff(*roles: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Signed-in staff with a second factor and, if roles are named, an assignment in one of them today."""

    def allowed(request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(user.is_authenticated and user.may_enter(roles))

    return rule(allowed)


THIRD_PARTY_PUBLIC = (
    "allauth.account.",
    "allauth.mfa.",
    "allauth.usersessions.",
    "django.views.static",
    "whitenoise.",
)
"""Views of libraries that check the visitor themselves."""


def declared(view: Any) -> Rule | None:
    """The rule of a view, or None when nobody declared one."""
    found = getattr(view, ATTRIBUTE, None) or getattr(getattr(view, "view_class", None), ATTRIBUTE, None)
    if found is not None:
        return found  # type: ignore[no-any-return]
    module = getattr(getattr(view, "view_class", view), "__module__", "")
    return (lambda request: True) if module.startswith(THIRD_PARTY_PUBLIC) else None


class DenyByDefault:
    """Middleware: refuse every view that declares no rule, and every visitor whom the rule refuses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Standard middleware form."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the decision falls in `process_view`."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Raise PermissionDenied, or send strangers to the login page."""
        check = declared(view)
        if check is None:
            raise PermissionDenied("No access rule is declared for this route.")
        if check(request):
            return None
        user: Any = request.user
        if user.is_authenticated:
            raise PermissionDenied
        from django.contrib.auth.views import redirect_to_login

        return redirect_to_login(request.get_full_path())
