"""The formats as content (`content/reports/sip.json`), and a table from what fills their columns."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from simpul.base.words import say
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.recap import Place, place_facts
from simpul.exchange.reporting.tables import Cell, Head, Table
from simpul.knowledge.content import CONTENT_DIR, read_json

Line = Mapping[str, Cell]
SIGNED = "Koordinator Kader Posyandu"


@cache
def content() -> Mapping[str, Any]:
    """The whole file."""
    data: Mapping[str, Any] = read_json(CONTENT_DIR / "reports" / "sip.json")
    return data


def formats() -> Sequence[Mapping[str, Any]]:
    """All seven, in order."""
    found: Sequence[Mapping[str, Any]] = content()["formats"]
    return found


def format_of(name: str) -> Mapping[str, Any]:
    """By id. Raises KeyError for an unknown one."""
    found = next((one for one in formats() if one["id"] == name), None)
    if found is None:
        raise KeyError(name)
    return found


def products() -> dict[str, str]:
    """Product → the letters under which SIP counts it."""
    return {product: name for name, some in content()["products"].items() for product in some}


def filled(
    form: Mapping[str, Any],
    lines: Iterable[Line],
    places: Sequence[Place],
    month: Month,
    persons: Mapping[str, Sequence[str]] | None = None,
) -> Table:
    """The format with these lines; what nobody records stays empty for the pen."""
    heads = [Head(say(column["label"]), say(column.get("heading"))) for column in form["columns"]]
    rows = [
        [number if column["from"] == "no" else line.get(column["from"]) for column in form["columns"]]
        for number, line in enumerate(lines, start=1)
    ]
    where = place_facts(places[0]) if len(places) == 1 else [(_("Posyandu"), str(len(places)))]
    return Table(
        form["id"],
        say(form["title"]),
        heads,
        rows,
        [*where, (_("Tahun"), str(month.year)), (_("Sampai"), month.words)],
        [say(content()["not_recorded"])],
        _(SIGNED),
        content()["source"],
        persons=persons or {},
    )
