"""Versions of the phone's application: which are older, how many phones run each."""

import re
from collections.abc import Iterable

Version = tuple[int, int, int]
_FORM = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})")


def parsed(text: str) -> Version | None:
    """`1.2.3`, or `1.2.3-beta` as 1.2.3; None for anything else."""
    found = _FORM.match(text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def oldest_first(texts: Iterable[str]) -> list[str]:
    """In order of age; those that cannot be read come first, as the least trusted."""
    return sorted(texts, key=lambda text: (parsed(text) or (-1, 0, 0), text))
