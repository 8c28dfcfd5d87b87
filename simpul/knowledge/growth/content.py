"""Where the growth content lies, and how a file of it is read once."""

from functools import cache
from typing import Any

from simpul.knowledge.content import CONTENT_DIR, read_json

GROWTH_CONTENT = CONTENT_DIR / "growth"


@cache
def read_content(name: str) -> dict[str, Any]:
    """Return `content/growth/<name>.json` as parsed JSON; callers must not change it.

    Raises ContentError when the file is absent or not JSON.
    """
    parsed: dict[str, Any] = read_json(GROWTH_CONTENT / f"{name}.json")
    return parsed
