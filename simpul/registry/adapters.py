"""How allauth behaves in this house: no sign-up, secrets encrypted at rest, one way to tell a visitor's address."""

import base64
import hashlib
import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an operator or an officer, never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Sensitive steps ask again, unless the person proved themselves within the last minutes."""
        records = get_authentication_records(self.request, self.request.user)
        fresh = records and time.time() - float(records[-1]["at"]) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not fresh and bool(super().is_reauthentication_required(app=app))

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """No mail: many accounts have no address, and the pages show what changed."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery seeds lie encrypted in the database, so that a dump alone opens nothing."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret for the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret from the database. Raises InvalidToken if no known key made it."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor stays: staff accounts always have one."""
        if authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def client_ip(request: HttpRequest) -> str:
    """The visitor's address, past the reverse proxies that the settings trust."""
    return str(account_adapter().get_client_ip(request))


def client_username(request: HttpRequest, credentials: dict[str, str] | None = None) -> str:
    """The name a lock-out counts: lower case, so that "ANI" and "ani" are one."""
    named = (credentials or {}).get("username") or request.POST.get("login", "")
    return named.strip().lower()[:60]


def _cipher() -> MultiFernet:
    secrets = [str(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(f"simpul.second-factor|{secret}".encode()).digest())
