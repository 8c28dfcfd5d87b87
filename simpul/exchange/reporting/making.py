"""From a question to a finished report: which table, and in which form."""

from simpul.exchange.reporting.counting import recaps
from simpul.exchange.reporting.csv_form import as_csv
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.places import UnknownPlace, area_name, post_by_code, posts_in
from simpul.exchange.reporting.print.pages import as_pdf
from simpul.exchange.reporting.recap import Place, area_table, post_table
from simpul.exchange.reporting.tables import Table
from simpul.exchange.reporting.xlsx_form import as_xlsx


def places(post: str | None, area: str | None) -> list[Place]:
    """The one post, or all posts of the area. Raises UnknownPlace, also for both or neither."""
    if (post is None) == (area is None):
        raise UnknownPlace("Sebutkan satu: --post KODE atau --area KODE.")
    return [post_by_code(post)] if post is not None else posts_in(str(area))


def recap_table(group: str, post: str | None, area: str | None, month: Month) -> Table:
    """The recap of a post or of an area. Raises UnknownPlace."""
    found = places(post, area)
    counted = recaps([place.id for place in found], month)
    return post_table(counted, group, found[0]) if area is None else area_table(counted, group, found, area_name(area))


def write(table: Table, form: str, delimiter: str = ",") -> bytes:
    """The table as `csv`, `xlsx` or `pdf`."""
    if form == "pdf":
        return as_pdf([table])
    return as_xlsx([table]) if form == "xlsx" else as_csv(table, delimiter)
