"""The reports that the page offers: their names, whether they name persons, and how each is made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from simpul.base import clock
from simpul.base.words import say
from simpul.care.values import card_title
from simpul.exchange.eppgbm import offered
from simpul.exchange.eppgbm.writing import Sheet
from simpul.exchange.reporting import home
from simpul.exchange.reporting.cards.content import content as card_content
from simpul.exchange.reporting.cards.printed import cards
from simpul.exchange.reporting.forms import forms
from simpul.exchange.reporting.lists import list_table, lists
from simpul.exchange.reporting.making import recap_of, skdn_of
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.office.scopes import Scope
from simpul.exchange.reporting.poster import poster, preview
from simpul.exchange.reporting.sip.formats import formats
from simpul.exchange.reporting.sip.months import table as sip_table
from simpul.exchange.reporting.sip.registers import table as register
from simpul.exchange.reporting.skdn import content as skdn_content
from simpul.exchange.reporting.tables import Table

Progress = Callable[[int, int], None]
Make = Callable[[Scope, Month, Progress], Sequence[Table]]


@dataclass(frozen=True)
class Report:
    """A report. `named`: it names persons, so only officers of their posts receive it; `forms`: its files."""

    id: str
    group: str
    title: str
    make: Make
    named: bool = False
    forms: tuple[str, ...] = ("pdf", "xlsx", "csv")
    single: bool = False
    """Whether an office above may ask for one post by itself."""
    page: Callable[[Scope, Month, Progress], bytes] | None = None
    """A PDF of its own instead of the tables."""
    sheet: Callable[[Scope, Month], Sheet] | None = None
    """A file with exact headers for another system instead of the tables."""


def reports() -> list[Report]:
    """All, in the order in which the page offers them."""
    recaps, names = _("Rekap bulanan"), _("Daftar nama")
    made = [Report(one.id, recaps, say(one.title), partial(_recap, one.group), single=True) for one in forms()]
    made.append(Report("skdn", recaps, say(skdn_content()["title"]), _skdn, single=True))
    page = _("Lembar untuk musyawarah")
    made.append(Report("poster", recaps, page, _poster, forms=("pdf",), single=True, page=_poster_page))
    made.append(Report("kunjungan-rumah", recaps, _("Rekap kunjungan rumah"), _home))
    made.append(Report("evaluasi-pustu", recaps, _("Evaluasi mingguan di Pustu"), _evaluation, named=True))
    for one in formats():
        months = one["rows"] == "month"
        made.append(Report(one["id"], "SIP", say(one["title"]), partial(_sip, one["id"], months), named=not months))
    for card in card_content()["cards"]:
        made.append(
            Report(
                f"kartu-{card}",
                _("Kartu tercetak"),
                card_title(card),
                partial(_cards, card),
                named=True,
                forms=("pdf",),
            )
        )
    made += [Report(name, names, title, partial(_list, name), named=True) for name, title in lists().items()]
    made += [_eppgbm(kind) for kind in offered.KINDS]
    return made


def report(name: str) -> Report | None:
    """By id; None for an unknown one."""
    return next((one for one in reports() if one.id == name), None)


def _eppgbm(kind: str) -> Report:
    return Report(
        f"eppgbm-{kind}",
        "e-PPGBM",
        offered.title(kind),
        lambda scope, month, done: [offered.table(kind, _posts(scope), month)],
        named=True,
        forms=("xls", "xlsx", "csv"),
        sheet=lambda scope, month: offered.sheet(kind, _posts(scope), month),
    )


def _posts(scope: Scope) -> list[UUID]:
    return [place.id for place in scope.places]


def _recap(group: str, scope: Scope, month: Month, done: Progress) -> list[Table]:
    return [recap_of(scope.places, _area(scope), group, month, outside=scope.outside)]


def _skdn(scope: Scope, month: Month, done: Progress) -> list[Table]:
    return skdn_of(scope.places, _area(scope), month, done)


def _home(scope: Scope, month: Month, done: Progress) -> list[Table]:
    return [home.recap(scope.places, month)]


def _evaluation(scope: Scope, month: Month, done: Progress) -> list[Table]:
    return [home.evaluation(scope.places, month, clock.today())]


def _poster(scope: Scope, month: Month, done: Progress) -> list[Table]:
    return [preview(scope.places, scope.name, month, done)]


def _poster_page(scope: Scope, month: Month, done: Progress) -> bytes:
    return poster(scope.places, scope.name, month, done)


def _sip(name: str, months: bool, scope: Scope, month: Month, done: Progress) -> list[Table]:
    return [sip_table(name, scope.places, month, done) if months else register(name, scope.places, month)]


def _cards(card: str, scope: Scope, month: Month, done: Progress) -> list[Table]:
    return cards(card, scope.places, month)


def _list(name: str, scope: Scope, month: Month, done: Progress) -> list[Table]:
    return [list_table(name, scope.places, month)]


def _area(scope: Scope) -> str:
    return "" if scope.post is not None else scope.name
