"""The z-score of a path's index week by week, as a chart."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.base.words import say
from simpul.care.chart_svg import Band, Chart, Line, Point
from simpul.care.charts import BALANCE, LENGTH, WEIGHT, band_word
from simpul.care.paths.queries import PathLine
from simpul.care.paths.weighings import Weighing
from simpul.knowledge.growth.categories import scales
from simpul.knowledge.growth_path import rhythm

SCALES = {"whz": ("bb_tb", BALANCE), "haz": ("tb_u", LENGTH), "waz": ("bb_u", WEIGHT), "gain": ("bb_u", WEIGHT)}
WEEK = 7
WEEKS_BEFORE = 9
"""Weighings so long before the path opened show from where the child came."""
LOW, HIGH = -4.0, 1.0
"""z-scores that are always in the picture."""


def trend(line: PathLine) -> Chart | None:
    """The chart; None before the first z-score of the path's index."""
    index = rhythm(line.path.reasons)["recovered"]["index"]
    scale, tones = SCALES[index]
    column = "waz" if index == "gain" else index
    points = [_point(w, column, scale, line.path.opened_on) for w in line.seen if getattr(w, column) is not None]
    points = [point for point in points if point.x >= -WEEKS_BEFORE]
    if not points:
        return None
    first, last = min(0.0, points[0].x), max(8.0, points[-1].x)
    low, high = min(LOW, *(p.y for p in points)), max(HIGH, *(p.y for p in points))
    now = points[-1]
    desc = _("%(n)s penimbangan. Terakhir z %(z)s (%(day)s): %(word)s.") % {
        "n": len(points),
        "z": now.y_words,
        "day": now.date,
        "word": now.meaning,
    }
    xs = [first, last]
    bands, lines = _bands(scale, tones, xs, high)
    return Chart(
        id=f"jalur-{line.path.pk}",
        title=str(_("Nilai z tiap minggu: %(what)s") % {"what": _title(scale)}),
        desc=desc,
        x_label=_("Minggu sejak dibuka"),
        y_label="z",
        x_from=first,
        x_to=last,
        y_from=low,
        y_to=high,
        xs=xs,
        bands=bands,
        lines=lines,
        points=points,
    )


def _title(scale: str) -> str:
    return {"bb_tb": _("berat menurut tinggi"), "tb_u": _("tinggi menurut umur")}.get(scale, _("berat menurut umur"))


def _point(one: Weighing, column: str, scale: str, opened: date) -> Point:
    z = float(getattr(one, column))
    weeks = (one.on - opened).days / WEEK
    words = ngettext("%(n)s minggu", "%(n)s minggu", round(weeks)) % {"n": round(weeks)}
    return Point(weeks, z, date_format(one.on, "j M Y"), words, number_format(z, 2), band_word(scale, z))


def _bands(scale: str, tones: Mapping[str, str], xs: Sequence[float], high: float) -> tuple[list[Band], list[Line]]:
    known = scales()[scale]
    edges = [[edge] * len(xs) for edge in known.edges]
    bands = [
        Band(
            tones.get(band.id, "none"),
            say(band.word),
            edges[n - 1] if n else None,
            edges[n] if n < len(edges) else None,
        )
        for n, band in enumerate(known.bands)
        if not n or known.edges[n - 1] < high
    ]
    lines = [Line("red", edges[0]), Line("green", [0.0] * len(xs))]
    return bands, lines
