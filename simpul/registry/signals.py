"""What happens in the registry when a library tells of a change."""

from typing import Any

from simpul.registry.models import Account


def own_password(sender: object, request: object, user: Account, **kwargs: Any) -> None:
    """The person chose a password of their own."""
    user.password_is_temporary = False
    user.save(update_fields=["password_is_temporary"])
