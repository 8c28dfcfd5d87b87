"""One page for the village meeting: large numbers in plain words, the trend of a year, and nobody's name.

Only what a village may be glad of or can act on together; nothing that points at a family (no underweight, no illness).
"""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from simpul.exchange.reporting.bars import skdn_svg
from simpul.exchange.reporting.counting import as_mapping, count
from simpul.exchange.reporting.forms import form
from simpul.exchange.reporting.month import Month, year_until
from simpul.exchange.reporting.print.pages import frame, pdf
from simpul.exchange.reporting.recap import Place
from simpul.exchange.reporting.roster import roster
from simpul.exchange.reporting.seen import seen
from simpul.exchange.reporting.skdn import Skdn, skdn_of_roster, total
from simpul.exchange.reporting.tables import Head, Table


def poster(places: Sequence[Place], name: str, month: Month, done: Callable[[int, int], None]) -> bytes:
    """The page as PDF."""
    sheets, facts = _counted(places, year_until(month), done)
    return pdf("poster.typ", frame(_("Posyandu kita")) | _data(name, month, sheets, facts))


def preview(places: Sequence[Place], name: str, month: Month, done: Callable[[int, int], None]) -> Table:
    """What the page will say, as rows, with its picture."""
    sheets, facts = _counted(places, year_until(month), done)
    rows = [[words, number] for number, words in _says(sheets, facts)]
    heads = [Head(_("Uraian")), Head(_("Jumlah"))]
    facts_of = [(_("Posyandu"), name), (_("Bulan"), month.words)]
    return Table("poster", _("Posyandu kita"), heads, rows, facts_of, [_trend(sheets)], picture=str(skdn_svg(sheets)))


def _counted(
    places: Sequence[Place], months: Sequence[Month], done: Callable[[int, int], None]
) -> tuple[list[Skdn], dict[str, int]]:
    """SKDN of each month, and the recaps of the last one as `group_column`."""
    posts, sheets, facts = [place.id for place in places], list[Skdn](), dict[str, int]()
    for number, one in enumerate(months, start=1):
        found = roster(posts, one)
        people = seen(found)
        sheets.append(total(skdn_of_roster(posts, found, people), one))
        if number == len(months):
            counted = count(posts, found, people)
            for group in ("balita", "bumil", "dewasa"):
                columns = as_mapping(form(group), counted.total(group))
                facts |= {f"{group}_{key}": value for key, value in columns.items()}
        done(number, len(months))
    return sheets, facts


def _data(name: str, month: Month, sheets: Sequence[Skdn], facts: dict[str, int]) -> dict[str, object]:
    return {
        "name": name,
        "month": month.words,
        "heading": _("Posyandu kita"),
        "says": [list(one) for one in _says(sheets, facts)],
        "trend_title": _("Setahun terakhir"),
        "trend": _trend(sheets),
        "legend_words": _("S: balita terdaftar · K: punya KMS · D: ditimbang · N: naik berat badannya"),
        "picture": str(skdn_svg(sheets)),
        "thanks": _("Terima kasih kepada semua keluarga dan kader. Sampai jumpa di hari buka berikutnya."),
    }


def _says(sheets: Sequence[Skdn], facts: dict[str, int]) -> list[tuple[str, str]]:
    """Number and words; what nobody came for is left out."""
    now = sheets[-1]
    judged = now.of("D") - now.of("O") - now.of("B")
    says = [
        (now.of("D"), now.of("S"), _("balita ditimbang")),
        (now.of("N"), judged, _("balita naik berat badannya, dari yang dapat dinilai")),
        (facts["balita_immunised"], 0, _("anak menerima imunisasi")),
        (facts["balita_vitamin_a"], 0, _("anak menerima vitamin A")),
        (facts["bumil_came_bumil"], facts["bumil_targets_bumil"], _("ibu hamil datang")),
        (facts["dewasa_came_lansia"], facts["dewasa_targets_lansia"], _("lansia datang")),
    ]
    return [(_of(part, whole) if whole else str(part), words) for part, whole, words in says if part]


def _of(part: int, whole: int) -> str:
    return _("%(part)d dari %(whole)d") % {"part": part, "whole": whole}


def _trend(sheets: Sequence[Skdn]) -> str:
    """One sentence that compares with the month before."""
    if len(sheets) < 2:
        return ""
    now, before = sheets[-1].of("D"), sheets[-2].of("D")
    if now > before:
        return _("Lebih banyak %d balita ditimbang daripada bulan lalu.") % (now - before)
    if now < before:
        return _("Bulan lalu %d balita ditimbang; bulan ini kita ajak lagi yang belum datang.") % before
    return _("Sama banyak balita ditimbang seperti bulan lalu.")
