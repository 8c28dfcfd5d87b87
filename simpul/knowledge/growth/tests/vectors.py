"""Golden growth cases shared with the phone: `vectors/growth-*.json`."""

import json
from pathlib import Path
from typing import Any

VECTORS = Path(__file__).resolve().parents[4] / "vectors"


def golden_cases(prefix: str) -> list[dict[str, Any]]:
    """Return every case of the vector files whose name starts with `prefix`."""
    files = sorted(VECTORS.glob(f"{prefix}*json"))
    assert files, f"no vectors/{prefix}*json"
    return [case for file in files for case in json.loads(file.read_text(encoding="utf-8"))["cases"]]
