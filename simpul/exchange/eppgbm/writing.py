"""Values of Simpul as e-PPGBM's template writes them (`content/exchange/eppgbm-writing.json`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from simpul.exchange.sheets.columns import Layout, fold, layout
from simpul.knowledge.content import CONTENT_DIR, read_json


@dataclass(frozen=True)
class Sheet:
    """A sheet ready to be written. `persons`: ids by post of everybody whom the rows name, for the audit."""

    name: str
    title: dict[str, str]
    headers: tuple[str, ...]
    rows: list[list[object]]
    persons: Mapping[str, list[str]] = field(default_factory=dict)


@cache
def content() -> Mapping[str, Any]:
    """How cells are written."""
    found: Mapping[str, Any] = read_json(CONTENT_DIR / "exchange" / "eppgbm-writing.json")
    return found


def filled(kind: str, lines: list[dict[str, Any]], persons: Mapping[str, list[str]]) -> Sheet:
    """Lines of field → value under the newest published headers of the sheet, numbered from 1."""
    one = layout(kind)
    headers = one.sets[0][1]
    fields = [_field(one, header) for header in headers]
    rows = [
        [number if name == "number" else cell(line.get(name), name) for name in fields]
        for number, line in enumerate(lines, start=1)
    ]
    return Sheet(one.sheet, one.title, headers, rows, persons)


def cell(value: Any, field: str) -> object:
    """One value as the template has it: Ya and Tidak, yyyy-mm-dd, numbers as numbers, anything unknown empty."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return content()["yes" if value else "no"]
    if field in ("sex", "measured"):
        return content()[field].get(value, "")
    return value.isoformat() if isinstance(value, date) else value


def _field(one: Layout, header: str) -> str:
    return next(column.field for column in one.columns if fold(header) in column.headers)
