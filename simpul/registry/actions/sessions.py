"""End the sessions of an account, open a closed name, give a new way in."""

import secrets

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.utils import reset
from django.db import transaction

from simpul.base import audit, clock
from simpul.registry.models import Account

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def end_sessions(actor: Account, account: Account) -> None:
    """Sign `account` out everywhere, at once. The audit keeps who did it."""
    account.sessions_from = clock.now()
    account.save(update_fields=["sessions_from"])
    for session in UserSession.objects.filter(user=account):
        session.end()
    audit.note(actor, "account.signed_out", str(account.pk))


@transaction.atomic
def unlock(actor: Account, account: Account) -> None:
    """Open a name that too many wrong passwords had closed."""
    reset(username=account.username)
    audit.note(actor, "account.unlocked", str(account.pk))


@transaction.atomic
def give_new_access(actor: Account, account: Account) -> str:
    """A temporary password for someone who lost theirs or their second factor; returned once, to be told in person.

    Second factors are removed, sessions end; the first page asks for a password of their own, then a new factor.
    """
    password = temporary_password()
    account.set_password(password)
    account.password_is_temporary = True
    account.save(update_fields=["password", "password_is_temporary"])
    Authenticator.objects.filter(user=account).delete()
    reset(username=account.username)
    end_sessions(actor, account)
    audit.note(actor, "account.new_access", str(account.pk))
    return password


def temporary_password() -> str:
    """Four groups of four letters and digits that nobody confuses; about 79 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
