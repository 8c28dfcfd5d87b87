"""What the content itself marks as `to verify`: the list to take to the original documents before release."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..content import CONTENT_DIR, read_json

_MARK = "to verify"


def unverified(root: Path = CONTENT_DIR) -> list[str]:
    """One line per mark: file, place in it, and what the mark is about (its source, or its own words)."""
    found: list[str] = []
    for path in sorted(root.glob("*/**/*.json")):
        if path.parent.name != "schema":
            name = path.relative_to(root)
            found += [f"{name}: {place}: {about}" for place, about in _marks("", read_json(path))]
    return found


def _marks(place: str, data: Any) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            if "certainty" in key and isinstance(value, str) and _MARK in value:
                yield place or "whole file", _about(key, value, data)
            else:
                yield from _marks(f"{place}.{_name(key)}".lstrip("."), value)
    elif isinstance(data, list):
        for i, item in enumerate(data):
            label = item.get("id", item.get("province", i)) if isinstance(item, dict) else i
            yield from _marks(f"{place}[{label}]", item)


def _name(key: str) -> str:
    return key if key.isidentifier() else repr(key)


def _about(key: str, value: str, data: dict[str, Any]) -> str:
    subject = "" if key == "certainty" else f"{key.removesuffix('_certainty')}; "
    words = value if value != _MARK else str(data.get("source", "no source of its own"))
    return f"{subject}{words}"
