"""Words for visits at home and for measuring."""

from collections.abc import Mapping
from datetime import date

from django import template

from simpul.base.words import say

register = template.Library()


@register.filter
def spoken(words: Mapping[str, str]) -> str:
    """A sentence of the content in the language of the page."""
    return say(words)


@register.filter
def day(text: str) -> date | None:
    """A day written `YYYY-MM-DD`; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@register.filter
def percent(share: float) -> str:
    """A share as whole per cent."""
    return f"{share * 100:.0f} %"
