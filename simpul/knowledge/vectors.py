"""Golden cases that Python and TypeScript must both pass (`vectors/`). For tests only."""

from pathlib import Path
from typing import Any

from .content import read_json

VECTORS_DIR = Path(__file__).resolve().parents[2] / "vectors"


def vectors(name: str, part: str) -> list[Any]:
    """The cases of one part of `vectors/<name>.json`, each a dict with a `name`."""
    cases: list[Any] = read_json(VECTORS_DIR / f"{name}.json")[part]
    return cases
