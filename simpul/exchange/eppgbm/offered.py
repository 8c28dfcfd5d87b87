"""The import sheets of e-PPGBM as the page of reports offers them: to look at, and as the file e-PPGBM takes."""

from collections.abc import Sequence
from uuid import UUID

from simpul.base.words import say
from simpul.exchange.eppgbm import sheets
from simpul.exchange.eppgbm.writing import Sheet
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.tables import Cell, Head, Table
from simpul.exchange.sheets.columns import layout
from simpul.registry.models import Unit

KINDS = ("identity", "measurement")


def title(kind: str) -> str:
    """What the sheet is called."""
    return say(layout(kind).title)


def sheet(kind: str, posts: Sequence[UUID], month: Month) -> Sheet:
    """The sheet of these posts: who the children are on the month's last day, or how they were measured in it."""
    units = list(Unit.objects.filter(pk__in=posts))
    if kind == "identity":
        return sheets.identity(units, month.last)
    return sheets.measurement(units, month.first, month.last)


def table(kind: str, posts: Sequence[UUID], month: Month) -> Table:
    """The same to look at."""
    found = sheet(kind, posts, month)
    rows: list[list[Cell]] = [[one if isinstance(one, int | float) else str(one) for one in row] for row in found.rows]
    return Table(f"eppgbm-{kind}", title(kind), [Head(header) for header in found.headers], rows, persons=found.persons)
