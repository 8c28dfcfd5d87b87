"""Copies what browsers need from node_modules into the static files: `python -m simpul.config.vendor`.

Part of the front-end build; the copies are not kept in the repository.
"""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "simpul" / "config" / "static" / "pages" / "vendor"
FILES = {"htmx.org/dist/htmx.min.js": "htmx.min.js"}


def copy() -> list[Path]:
    """Copy every file of FILES. Raises FileNotFoundError when `npm ci` has not run."""
    TARGET.mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copyfile(ROOT / "node_modules" / s, TARGET / t)) for s, t in FILES.items()]


if __name__ == "__main__":
    copy()
