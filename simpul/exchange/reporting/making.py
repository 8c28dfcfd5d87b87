"""From a question to a finished report: which table, and in which form."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from simpul.exchange.reporting import skdn
from simpul.exchange.reporting.bars import skdn_svg
from simpul.exchange.reporting.counting import recaps
from simpul.exchange.reporting.csv_form import as_csv
from simpul.exchange.reporting.month import Month, year_until
from simpul.exchange.reporting.places import UnknownPlace, area_name, post_by_code, posts_in, villages_of
from simpul.exchange.reporting.print.pages import as_pdf, bundle
from simpul.exchange.reporting.recap import Place, area_table, place_facts, post_table
from simpul.exchange.reporting.small_cells import NOTHING, hidden
from simpul.exchange.reporting.tables import Table
from simpul.exchange.reporting.xlsx_form import as_xlsx


def _nobody(done: int, total: int) -> None:
    """Nobody waits for the progress."""


def places(post: str | None, area: str | None) -> list[Place]:
    """The one post, or all posts of the area. Raises UnknownPlace, also for both or neither."""
    if (post is None) == (area is None):
        raise UnknownPlace("Sebutkan satu: --post KODE atau --area KODE.")
    return [post_by_code(post)] if post is not None else posts_in(str(area))


def recap_table(group: str, post: str | None, area: str | None, month: Month) -> Table:
    """The recap of a post or of an area. Raises UnknownPlace."""
    found = places(post, area)
    return recap_of(found, "" if area is None else area_name(area), group, month)


def recap_of(found: Sequence[Place], area: str, group: str, month: Month, *, outside: bool = False) -> Table:
    """The recap of one post where no area is named; of an area a row for each post.

    `outside`: for readers outside the puskesmas, without small counts of screening.
    """
    counted = recaps([place.id for place in found], month)
    less = hidden(counted, group, villages_of(found)) if outside else NOTHING
    return area_table(counted, group, found, area, less) if area else post_table(counted, group, found[0], less)


def write(table: Table, form: str, delimiter: str = ",") -> bytes:
    """The table as `csv`, `xlsx` or `pdf`."""
    return write_all([table], form, delimiter)


def write_all(tables: Sequence[Table], form: str, delimiter: str = ",") -> bytes:
    """Tables as one file; a CSV holds the first alone."""
    if form == "pdf":
        alone = len(tables) == 1 or any(table.picture for table in tables)
        return as_pdf(tables) if alone else bundle([[table] for table in tables])
    return as_xlsx(tables) if form == "xlsx" else as_csv(tables[0], delimiter)


def skdn_tables(post: str | None, area: str | None, month: Month) -> list[Table]:
    """The sheet of the month by age and sex, and the bars of a year with their table. Raises UnknownPlace."""
    found = places(post, area)
    return skdn_of(found, "" if area is None else area_name(area), month)


def skdn_of(found: Sequence[Place], area: str, month: Month, done: Callable[[int, int], None] = _nobody) -> list[Table]:
    """The same for posts at hand; `done` hears how many of the twelve months are counted."""
    posts, months = [place.id for place in found], year_until(month)
    facts = [(_("Wilayah"), area), (_("Posyandu"), str(len(found)))] if area else place_facts(found[0])
    counted = []
    for number, one in enumerate(months, start=1):
        counted.append(skdn.total(skdn.skdn(posts, one), one))
        done(number, len(months))
    bars = replace(skdn.months_table(counted, facts), picture=skdn_svg(counted))
    return [skdn.table(counted[-1], facts), bars]
