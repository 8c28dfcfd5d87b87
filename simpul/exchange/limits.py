"""How large a sheet may be and how long an import can be taken back (`content/exchange/limits.json`)."""

from dataclasses import dataclass
from functools import cache

from simpul.knowledge.content import CONTENT_DIR, read_json


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, counts, days."""

    bytes: int
    unpacked_bytes: int
    rows: int
    columns: int
    cell_characters: int
    undo_days: int
    keep_file_days: int
    paper_back_days: int


@cache
def limits() -> Limits:
    """The content as a typed value."""
    content = read_json(CONTENT_DIR / "exchange" / "limits.json")
    return Limits(**{name: int(content[name]) for name in Limits.__dataclass_fields__})
