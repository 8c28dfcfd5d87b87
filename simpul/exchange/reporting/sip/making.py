"""Any format by its number."""

from collections.abc import Sequence

from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.recap import Place
from simpul.exchange.reporting.sip import months, registers
from simpul.exchange.reporting.sip.formats import format_of
from simpul.exchange.reporting.tables import Table


def sip_table(number: int, places: Sequence[Place], month: Month) -> Table:
    """Format 1 to 7 of these posts, from January to the month."""
    name = f"sip-{number}"
    if format_of(name)["rows"] == "month":
        return months.table(name, places, month, lambda done, total: None)
    return registers.table(name, places, month)
