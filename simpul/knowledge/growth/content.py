"""Where the growth content lies on disk, and how it is read."""

import json
from functools import cache
from pathlib import Path
from typing import Any

GROWTH_CONTENT = Path(__file__).resolve().parents[3] / "content" / "growth"


@cache
def read_content(name: str) -> dict[str, Any]:
    """Return `content/growth/<name>.json` as parsed JSON; callers must not change it.

    Raises FileNotFoundError when the content file is missing from the installation.
    """
    path = GROWTH_CONTENT / f"{name}.json"
    parsed: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return parsed
