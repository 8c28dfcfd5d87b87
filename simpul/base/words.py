"""Sentences of the content in the language of the page."""

from collections.abc import Mapping

from django.utils.translation import get_language


def language() -> str:
    """`id` or `en`: the language in which the present page speaks."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def say(words: Mapping[str, str] | None) -> str:
    """The sentence in the page's language; empty for none."""
    return str(words.get(language()) or words["id"]) if words else ""
