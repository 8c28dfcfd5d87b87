"""All recaps of a month ready for the printer: one PDF for each puskesmas, its posts one after the other."""

from collections.abc import Iterator
from itertools import groupby

from simpul.exchange.reporting.counting import Recaps, recaps
from simpul.exchange.reporting.forms import GROUPS
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.places import posts_in
from simpul.exchange.reporting.print.pages import bundle
from simpul.exchange.reporting.recap import Place, post_table
from simpul.exchange.reporting.tables import Table


def recap_books(area: str, month: Month) -> Iterator[tuple[str, int, bytes]]:
    """Puskesmas, how many posts, and the PDF: all four groups of each post. Raises UnknownPlace."""
    places = posts_in(area)
    found = recaps([place.id for place in places], month)
    by_puskesmas = sorted(places, key=lambda place: (place.puskesmas, place.name, place.code))
    for name, run in groupby(by_puskesmas, key=lambda place: place.puskesmas):
        posts = list(run)
        yield name, len(posts), bundle([_sheets(found, place) for place in posts])


def _sheets(found: Recaps, place: Place) -> list[Table]:
    return [post_table(found, group, place) for group in GROUPS]
