"""Figures and content sentences on the pages of the exchange room."""

from collections.abc import Mapping

from django import template

from simpul.base.words import say

register = template.Library()


@register.filter
def megabytes(size: int) -> int:
    """Bytes as whole megabytes."""
    return size // 1_000_000


@register.filter
def thousands(count: int) -> str:
    """A count the Indonesian way: 100.000."""
    return f"{count:,}".replace(",", ".")


@register.filter
def worded(words: Mapping[str, str]) -> str:
    """A sentence of the content in the page's language."""
    return say(words)


@register.filter
def at(found: Mapping[str, str], key: str) -> str:
    """What stands under a key; empty for nothing."""
    return found.get(key, "")
