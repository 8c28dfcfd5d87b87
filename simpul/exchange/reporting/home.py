"""Visits at home as reports: the recap of a month week by week, and the weekly evaluation at the Pustu."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from simpul.base.words import say
from simpul.care.dossier import age_words
from simpul.care.homevisits.queries import monday_of, needs, weekly
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.recap import Place, place_facts
from simpul.exchange.reporting.tables import Cell, Head, Table
from simpul.knowledge.homevisits import load_plan
from simpul.registry.models import Unit

WEEK = timedelta(days=7)
SOURCE = "Form rekap hasil kunjungan rumah dan form tindak lanjut (Kemenkes 2024)"


def mondays(month: Month) -> list[date]:
    """The weeks whose Monday lies in the month."""
    first = monday_of(month.first)
    first = first if first >= month.first else first + WEEK
    return [first + n * WEEK for n in range(5) if first + n * WEEK <= month.last]


def recap(places: Sequence[Place], month: Month) -> Table:
    """A line for each post and week: whom was called on, what was found, what was answered."""
    categories = load_plan().categories
    heads = [Head(_("Posyandu")), Head(_("Minggu mulai"))]
    heads += [Head(_("Keluarga ditemui")), Head(_("Tidak bertemu")), Head(_("Orang diperiksa")), Head(_("Kader"))]
    heads += [Head(say(words), _("Temuan (orang)")) for words in categories.values()]
    heads += [Head(_("Belum dijawab")), Head(_("Ditindaklanjuti"))]
    posts, names = _units(places), {place.id: place.name for place in places}
    rows: list[list[Cell]] = []
    for monday in mondays(month):
        for one in sorted(weekly(posts, monday), key=lambda row: names[row.post]):
            found: list[Cell] = [one.categories[name] for name in categories]
            met: list[Cell] = [names[one.post], monday, one.visits, one.missed, one.checked, one.kaders]
            rows.append([*met, *found, one.open, one.followed])
    return Table(
        "kunjungan-rumah",
        _("Rekap kunjungan rumah"),
        heads,
        rows,
        [*_where(places), (_("Bulan"), month.words)],
        source=SOURCE,
        signed_by=_("Petugas Pustu"),
    )


def evaluation(places: Sequence[Place], month: Month, today: date) -> Table:
    """Everybody in a category in the month's weeks, by week, those without an answer first."""
    categories = load_plan().categories
    heads = [_("Minggu mulai"), _("Nama"), _("Umur"), _("Posyandu"), _("Alamat"), _("Kategori"), _("Yang ditemukan")]
    heads += [_("Jawaban"), _("Tindak lanjut")]
    posts = _units(places)
    rows: list[list[Cell]] = []
    named: dict[str, list[str]] = {}
    for monday in mondays(month):
        for need in needs(posts, monday, today):
            who = need.person
            named.setdefault(who.post, []).append(who.id)
            signs = "; ".join(say(sign) for finding in need.findings for sign in finding.signs)
            kinds = ", ".join(say(categories[name]) for name in need.categories)
            answer = _("belum") if need.is_open else _("sudah")
            age = age_words(who.birth_date, today) if who.birth_date else None
            rows.append([monday, who.name, age, who.post_name, who.address, kinds, signs, answer, None])
    return Table(
        "evaluasi-pustu",
        _("Evaluasi mingguan kunjungan rumah di Pustu"),
        [Head(label) for label in heads],
        rows,
        [*_where(places), (_("Bulan"), month.words)],
        source=SOURCE,
        signed_by=_("Petugas Pustu"),
        persons=named,
    )


def _units(places: Sequence[Place]) -> list[Unit]:
    return list(Unit.objects.filter(pk__in=[place.id for place in places]))


def _where(places: Sequence[Place]) -> list[tuple[str, str]]:
    return place_facts(places[0]) if len(places) == 1 else [(_("Posyandu"), str(len(places)))]
