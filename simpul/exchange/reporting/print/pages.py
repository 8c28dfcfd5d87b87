"""Tables as PDF, through typst."""

import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from simpul.base import clock
from simpul.base.words import say
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.steps import steps
from simpul.exchange.reporting.tables import Cell, Head, Table, Withheld

if TYPE_CHECKING:
    import typst

HERE = Path(__file__).parent
SMALL = 6.2
"""Points, of tables with very many columns."""
UPRIGHT_FROM = 14
"""Tables with so many columns print their headings upright."""
MM_A_LETTER = 0.195
"""Mean width of a letter for each point of its size."""
WIDEST_MM = 36.0


@cache
def _compiler(template: str) -> "typst.Compiler":
    import typst  # here: 40 MB of a process that hardly ever prints

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[HERE / "fonts"])
    return typst.Compiler(HERE / template, root=HERE, font_paths=fonts)


def pdf(template: str, data: dict[str, Any]) -> bytes:
    """A template of this folder with its data. Raises typst.TypstError for a template that is wrong."""
    made = _compiler(template).compile(
        format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, pdf_tags=False
    )
    assert isinstance(made, bytes)
    return made


def as_pdf(tables: Sequence[Table], *, landscape: bool = True) -> bytes:
    """Tables, each on pages of its own, in one document."""
    return bundle([tables], landscape=landscape)


def bundle(documents: Sequence[Sequence[Table]], *, landscape: bool = True) -> bytes:
    """Several documents in one file, each with pages counted by itself: twice as fast as one file for each."""
    parts: list[dict[str, Any]] = []
    for tables in documents:
        first = len(parts)
        parts += [_part(table) | {"begins": False, "ends": None} for table in tables]
        parts[first]["begins"], parts[-1]["ends"] = True, first
    title = documents[0][0].title
    return pdf("table.typ", frame(title) | {"landscape": landscape, "parts": parts})


def frame(title: str) -> dict[str, Any]:
    """What every printed page says of itself."""
    today = date_format(clock.today(), "j F Y")
    return {
        "lang": (get_language() or "id")[:2],
        "title": title,
        "footer": _("Simpul, dicetak %s") % today,
        "page": _("Halaman"),
        "of": _("dari"),
        "empty": _("Tidak ada baris."),
        "place_date": f"........................, {today}",
        "colours": {str(step.number): step.colour for step in steps()},
        "legend": [[step.number, f"{step.number}. {say(step.label)}"] for step in steps()],
    }


def _part(table: Table) -> dict[str, Any]:
    upright = len(table.heads) >= UPRIGHT_FROM
    kinds = [_kind(table, place) for place in range(len(table.heads))]
    longest = max((len(head.label) for head in table.heads), default=0)
    return {
        "title": table.title,
        "facts": [list(fact) for fact in table.facts],
        "heads": [
            {"label": head.label, "step": head.step, "align": "l" if kind == "text" else "r"}
            for head, kind in zip(table.heads, kinds, strict=True)
        ],
        "groups": _groups(table.heads) if any(head.group for head in table.heads) else [],
        "upright": upright,
        "head_mm": min(44, 4 + 1.15 * longest),
        "leading": table.leading,
        "size": SMALL if len(table.heads) > 30 else 6.8 if upright else 8,
        "widths": [_width(table, place, kind, upright) for place, kind in enumerate(kinds)],
        "aligns": ["l" if kind == "text" else "c" if upright else "r" for kind in kinds],
        "rows": [[shown(cell) for cell in row] for row in table.rows],
        "sums": table.sums,
        "picture": table.picture,
        "paper": table.paper,
        "legend": any(head.step for head in table.heads),
        "notes": [*table.notes, *([_("Sumber kolom: %s") % table.source] if table.source else [])],
        "signed_by": table.signed_by,
    }


def _kind(table: Table, place: int) -> str:
    cells = [row[place] for row in table.rows if row[place] is not None]
    return (
        "text"
        if any(isinstance(cell, str | Month | date) and not isinstance(cell, Withheld) for cell in cells)
        else "number"
    )


def _width(table: Table, place: int, kind: str, upright: bool) -> float:
    """mm; a negative number shares what is left, in so many parts."""
    if kind == "number":
        return -1 if upright else -min(1.0, max(0.35, _longest(table, place) / 8))
    longest = _longest(table, place)
    if not upright:
        return -max(1.0, min(4.0, longest / 8))
    return min(WIDEST_MM, 3 + longest * MM_A_LETTER * SMALL)


def _longest(table: Table, place: int) -> int:
    """Letters of the longest cell of a column, or of the longest word above it."""
    words = [shown(row[place]) for row in table.rows] + table.heads[place].label.split()
    return max(map(len, words), default=0)


def _groups(heads: Sequence[Head]) -> list[dict[str, Any]]:
    """Neighbours under one heading, as one cell."""
    made = []
    for (label, step), run in groupby(heads, key=lambda head: (head.group, head.step)):
        span = len(list(run))
        made.append({"label": label, "span": span, "step": step})
    return made


def shown(cell: Cell) -> str:
    """A cell as people read it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("ya") if cell else _("tidak")
    if isinstance(cell, int | float):
        return str(number_format(cell))
    if isinstance(cell, Month):
        return date_format(cell.first, "M Y")
    if isinstance(cell, str):
        return cell
    return date_format(cell, "j-n-y")
