"""Where the content lives, and how one file of it is read."""

import json
from pathlib import Path
from typing import Any

CONTENT_DIR = Path(__file__).resolve().parents[2] / "content"


class ContentError(ValueError):
    """A content file that cannot be used; the message says which file, what and what to do."""


def read_json(path: Path) -> Any:
    """The parsed file. Raises ContentError when it is absent or not JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ContentError(f"{path}: the file is absent; restore it from the repository.") from error
    except json.JSONDecodeError as error:
        raise ContentError(f"{path}: not JSON at line {error.lineno}: {error.msg}; correct that line.") from error
