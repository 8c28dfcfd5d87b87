"""From a question to a finished report: which table, and in which form."""

from simpul.exchange.reporting.counting import recaps
from simpul.exchange.reporting.csv_form import as_csv
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.places import UnknownPlace, area_name, post_by_code, posts_in
from simpul.exchange.reporting.print.pages import as_pdf
from simpul.exchange.reporting.recap import area_table, post_table
from simpul.exchange.reporting.tables import Table
from simpul.exchange.reporting.xlsx_form import as_xlsx


def recap_table(group: str, post: str | None, area: str | None, month: Month) -> Table:
    """The recap of a post or of an area. Raises UnknownPlace."""
    if (post is None) == (area is None):
        raise UnknownPlace("Sebutkan satu: --post KODE atau --area KODE.")
    if post is not None:
        place = post_by_code(post)
        return post_table(recaps([place.id], month), group, place)
    assert area is not None
    places = posts_in(area)
    return area_table(recaps([place.id for place in places], month), group, places, area_name(area))


def write(table: Table, form: str, delimiter: str = ",") -> bytes:
    """The table as `csv`, `xlsx` or `pdf`."""
    if form == "pdf":
        return as_pdf([table])
    return as_xlsx([table]) if form == "xlsx" else as_csv(table, delimiter)
