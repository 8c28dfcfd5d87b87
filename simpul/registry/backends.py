"""Who may sign in to the pages: active accounts with an office assignment today. A kader has a phone, no login."""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from simpul.registry.models import Account


class StaffBackend(AuthenticationBackend):
    """Password sign-in for staff; asked again at every request, so that an ended assignment ends the session."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """Whether the account may use the pages today. The answer to a stranger is the same in every case."""
        return isinstance(user, Account) and user.may_enter(())

    def get_user(self, user_id: UUID | str) -> Account | None:
        """The account of a session, or None when it may no longer enter."""
        account = Account.objects.filter(pk=user_id).first()
        return account if account is not None and self.user_can_authenticate(account) else None

    @classmethod
    def _stash_user(cls, user: AbstractBaseUser | None) -> None:
        # allauth keeps an account whose password fits but which may not enter, to lead it to a page that says so.
        # That page would tell a stranger which names exist, and would sign a kader in.
        return None
