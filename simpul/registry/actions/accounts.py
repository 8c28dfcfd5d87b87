"""Make accounts, change who they are, close and open them."""

import re
import secrets

from django.db import transaction

from simpul.base import audit
from simpul.registry.actions.sessions import end_sessions, temporary_password
from simpul.registry.leaving import rights_ended
from simpul.registry.models import Account


@transaction.atomic
def create_kader(actor: Account, name: str, phone: str = "") -> Account:
    """An account without a password: a kader works on an enrolled phone only."""
    with audit.acting(actor):
        return Account.objects.create_user(free_username(name), None, name=name.strip(), phone=phone.strip())


@transaction.atomic
def create_staff(actor: Account, username: str, name: str, phone: str = "") -> tuple[Account, str]:
    """A staff account and its temporary password, returned once. Raises ValueError if the name is taken."""
    if Account.objects.filter(username__iexact=username).exists():
        raise ValueError(username)
    password = temporary_password()
    with audit.acting(actor):
        account = Account.objects.create_user(
            username, password, name=name.strip(), phone=phone.strip(), password_is_temporary=True
        )
    return account, password


@transaction.atomic
def edit_account(actor: Account, account: Account, name: str, phone: str) -> None:
    """Change the name and the telephone number."""
    account.name, account.phone = name.strip(), phone.strip()
    with audit.acting(actor):
        account.save(update_fields=["name", "phone"])


@transaction.atomic
def set_active(actor: Account, account: Account, active: bool) -> None:
    """Close an account (its sessions end at once; its phones may still hand in what was typed) or open it again."""
    account.is_active = active
    with audit.acting(actor):
        account.save(update_fields=["is_active"])
        if not active:
            end_sessions(actor, account)
            audit.note(actor, "account.closed", str(account.pk))
            rights_ended()


def free_username(name: str) -> str:
    """A username made of the name's letters and four digits that nobody has."""
    stem = re.sub(r"[^a-z]+", "-", name.lower()).strip("-")[:40] or "kader"
    while True:
        candidate = f"{stem}-{secrets.randbelow(9000) + 1000}"
        if not Account.objects.filter(username=candidate).exists():
            return candidate
