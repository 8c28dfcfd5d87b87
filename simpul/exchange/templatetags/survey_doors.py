"""Doors of the survey are shown to whoever may go through them."""

from typing import Any

from django import template

from simpul.exchange.survey.access import may_change

register = template.Library()


@register.filter
def changes_abilities(user: Any) -> bool:
    """Whether there is a unit whose answers this user may change."""
    return bool(user.is_authenticated) and may_change(user)
