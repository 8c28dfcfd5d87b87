"""Demo accounts sign in as everyone else does; the console that made them says their codes."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.conf import settings

from simpul.base import clock
from simpul.registry.models import Account


def give_totp(account: Account, secret: str | None = None) -> str:
    """Give an account an authenticator app and recovery codes; returns the base32 secret. Replaces what it had."""
    secret = secret or auth.generate_totp_secret()
    Authenticator.objects.filter(user=account).delete()
    auth.TOTP.activate(account, secret)
    RecoveryCodes.activate(account)
    return secret


def totp_now(account: Account) -> str:
    """The six digits that the account's authenticator app shows now. Only in demo and tests.

    Raises PermissionError elsewhere, Authenticator.DoesNotExist if the account has no app.
    """
    if not (settings.DEMO or settings.ENV == "test"):
        raise PermissionError("Codes of accounts are told only in a demo.")
    held = Authenticator.objects.get(user=account, type=Authenticator.Type.TOTP)
    secret = get_adapter().decrypt(held.data["secret"])
    counter = int(clock.now().timestamp()) // 30
    return str(auth.format_hotp_value(auth.hotp_value(secret, counter)))
