"""What stands before every page: the language, idle sessions, and a second factor for everyone who signs in."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from simpul.base import clock

Next = Callable[[HttpRequest], HttpResponse]
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
BEFORE_FACTOR = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "set_language",
}
SEEN = "last_seen"
SEEN_EVERY_S = 300


class ChosenLanguage:
    """Bahasa Indonesia unless the visitor chose otherwise; a browser set to English is no choice."""

    def __init__(self, get_response: Next) -> None:
        """Standard middleware form."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the language of the visitor's cookie."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class IdleSession:
    """A desk that stands alone signs itself out. The moment is written at most every five minutes."""

    def __init__(self, get_response: Next) -> None:
        """Standard middleware form."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End the session when nobody used it for SESSION_IDLE_MINUTES."""
        user: Any = request.user
        if user.is_authenticated:
            now = int(clock.now().timestamp())
            idle = now - int(request.session.get(SEEN, now))
            if idle > settings.SESSION_IDLE_MINUTES * 60:
                logout(request)
                messages.info(request, _("Anda keluar otomatis karena lama tidak dipakai. Silakan masuk lagi."))
            elif idle > SEEN_EVERY_S or SEEN not in request.session:
                request.session[SEEN] = now
        return self.get_response(request)


class SecondFactor:
    """Nobody works with a password alone: without a second factor every page leads to setting one up."""

    def __init__(self, get_response: Next) -> None:
        """Standard middleware form."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the decision falls in `process_view`."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Send staff to choose their own password first, then to set up a second factor."""
        user: Any = request.user
        name = request.resolver_match.url_name if request.resolver_match else None
        if not user.is_authenticated or name in BEFORE_FACTOR:
            return None
        if user.password_is_temporary:
            return redirect("account_change_password")
        if get_adapter().is_mfa_enabled(user, FACTORS):
            return None
        return redirect("mfa_index")
