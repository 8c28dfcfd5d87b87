"""The account under which the server itself writes: nobody signs in with it, it holds no assignment."""

from simpul.registry.models import Account

USERNAME, NAME = "simpul.server", "Simpul"


def server_account() -> Account:
    """The server's own account, made when it is first needed."""
    made = {"name": NAME, "is_active": False}
    found, _is_new = Account.objects.get_or_create(username=USERNAME, defaults=made)
    return found


def is_server(account: Account) -> bool:
    """Whether this is the server's own account."""
    return account.username == USERNAME
