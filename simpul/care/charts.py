"""The four growth charts of a child for the pages: lines and bands of the standard, the child's own points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from simpul.base.words import say
from simpul.care.chart_svg import Band, Chart, Line, Point
from simpul.care.models import Growth
from simpul.knowledge.growth.ages import completed_months
from simpul.knowledge.growth.categories import band_list, scales
from simpul.knowledge.growth.curves import Curve, lines_by_length, lines_by_month
from simpul.knowledge.growth.method import method
from simpul.people.models import Person

SEX = {"L": 1, "P": 2}
DECIMALS = 2
SHORT = {"bb_u": "BB/U", "tb_u": "TB/U", "bb_tb": "BB/TB", "imt_u": "IMT/U", "lk_u": "LK/U", "lila": "LiLA"}
"""What the programme calls each index; the same in both languages."""


@dataclass(frozen=True)
class Kind:
    """A chart: which scale and index, which measurement, and the colour of each band (its word is in the legend)."""

    id: str
    title: Any
    scale: str
    index: str
    field: str
    unit: str
    tones: Mapping[str, str]


WEIGHT = {"severely_underweight": "red", "underweight": "yellow", "normal": "green", "risk_of_overweight": "orange"}
LENGTH = {"severely_stunted": "red", "stunted": "yellow", "normal": "green", "tall": "green-deep"}
BALANCE = {
    "severe_wasting": "red",
    "wasting": "yellow",
    "normal": "green",
    "risk_of_overweight": "orange",
    "overweight": "orange",
    "obesity": "red",
}
HEAD = {"microcephaly": "yellow", "normal": "green", "macrocephaly": "orange"}
KINDS = (
    Kind("weight", gettext_lazy("Berat badan menurut umur (KMS)"), "bb_u", "waz", "weight_kg", "kg", WEIGHT),
    Kind("length", gettext_lazy("Panjang atau tinggi menurut umur"), "tb_u", "haz", "length_height_cm", "cm", LENGTH),
    Kind("balance", gettext_lazy("Berat menurut panjang atau tinggi"), "bb_tb", "whz", "weight_kg", "kg", BALANCE),
    Kind("head", gettext_lazy("Lingkar kepala menurut umur"), "lk_u", "hcz", "head_cm", "cm", HEAD),
)


def charts(child: Person, growth: Sequence[Growth], heads: Mapping[Any, float]) -> list[Chart]:
    """Charts that have at least one point, KMS first; none without sex or birth date.

    `growth` in order of date; `heads` gives head circumference in cm by visit id.
    """
    sex = SEX.get(child.sex or "")
    if sex is None or child.birth_date is None:
        return []
    drawn = ((kind, _points(kind, child, growth, heads)) for kind in KINDS)
    return [_chart(kind, sex, points, growth[-1]) for kind, points in drawn if points]


def _points(kind: Kind, child: Person, growth: Sequence[Growth], heads: Mapping[Any, float]) -> list[Point]:
    assert child.birth_date is not None
    found = []
    for row in growth:
        value = heads.get(row.visit_id) if kind.field == "head_cm" else getattr(row, kind.field)
        by_length = kind.id == "balance"
        x = row.length_height_cm if by_length else row.age_days / method().days_per_month
        if value is None or x is None:
            continue
        months = completed_months(child.birth_date, row.date)
        x_words = f"{_number(x)} cm" if by_length else ngettext("%(n)s bulan", "%(n)s bulan", months) % {"n": months}
        words = f"{_number(value)} {kind.unit}"
        day = date_format(row.date, "j M Y")
        found.append(Point(x, value, day, x_words, words, band_word(kind.scale, getattr(row, kind.index))))
    return found


def band_word(scale: str, z: float | None) -> str:
    """The word of a z-score on a scale; empty for None."""
    return "" if z is None else say(scales()[scale].band(z).word)


def _chart(kind: Kind, sex: int, points: list[Point], last: Growth) -> Chart:
    curve, label = _curve(kind, sex, points, last)
    low = min(*curve.lines[-3], *(p.y for p in points))
    high = max(*curve.lines[2 if kind.id == "weight" else 3], *(p.y for p in points))
    pad = (high - low) * 0.05
    bands, lines = _bands(kind, curve)
    now = points[-1]
    desc = _("%(n)s pengukuran. Terakhir %(value)s pada %(x)s: %(word)s.") % {
        "n": len(points),
        "value": now.y_words,
        "x": now.x_words,
        "word": now.meaning or _("belum dapat dinilai"),
    }
    return Chart(
        id=f"chart-{kind.id}",
        title=str(kind.title),
        desc=desc,
        x_label=label,
        y_label=kind.unit,
        x_from=curve.x[0],
        x_to=curve.x[-1],
        y_from=low - pad,
        y_to=high + pad,
        xs=curve.x,
        bands=bands,
        lines=lines,
        points=points,
    )


def _curve(kind: Kind, sex: int, points: list[Point], last: Growth) -> tuple[Curve, str]:
    months = last.age_days / method().days_per_month
    if kind.id != "balance":
        until = 24 if months <= 24 else 60
        return lines_by_month(sex, kind.index, 0, until), _("Umur (bulan)")
    standing = months >= 24
    first, end = (65, 120) if standing else (45, 110)
    return lines_by_length(sex, standing, first, end), _("Tinggi (cm)") if standing else _("Panjang (cm)")


def _bands(kind: Kind, curve: Curve) -> tuple[list[Band], list[Line]]:
    scale, known = scales()[kind.scale], scales()[kind.scale].bands
    edges = [curve.lines.get(round(edge)) for edge in scale.edges]
    bands = [
        Band(
            kind.tones.get(band.id, "none"),
            say(band.word),
            edges[i - 1] if i else None,
            edges[i] if i < len(edges) else None,
        )
        for i, band in enumerate(known)
    ]
    tones = [kind.tones.get(band.id, "none") for band in known]
    lines = [Line("green", curve.lines[0])]
    lines += [Line(_edge(tones[i], tones[i + 1]), ys) for i, ys in enumerate(edges) if ys]
    return bands, lines


def _edge(below: str, above: str) -> str:
    """An edge takes the colour of its worse side: the red line, the orange line."""
    return next((tone for tone in ("red", "orange", "yellow") if tone in (below, above)), "green")


def _number(value: float) -> str:
    return number_format(round(value, DECIMALS)).rstrip("0").rstrip(",.") if value % 1 else number_format(int(value))


def categories_in_words(row: Growth) -> list[str]:
    """What the measurements of a visit say, in words: one for each scale that has an answer."""
    known = {column: {band.id: band for band in band_list(column)} for column in row.categories}
    found = ((column, known[column].get(name)) for column, name in row.categories.items())
    return [f"{SHORT[column]}: {say(band.word)}" for column, band in found if band is not None]
