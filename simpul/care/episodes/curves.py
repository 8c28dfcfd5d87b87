"""Curves of a pregnancy: weight gained against the KIA curve, blood pressure against its limits."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from simpul.base.words import say
from simpul.care.chart_svg import Band, Chart, Line, Point
from simpul.care.episodes.dating import gestation_days
from simpul.care.models import Pregnancy, Visit
from simpul.knowledge.cards.pregnancy import pregnancy_content, weight_gain, weight_gain_band

LAST_WEEK = 42
WEEKS = tuple(range(0, LAST_WEEK + 1, 2))


def prepregnancy_bmi(pregnancy: Pregnancy) -> float | None:
    """kg/m² before the pregnancy; None when either measure is missing."""
    weight, height = pregnancy.prepregnancy_weight_kg, pregnancy.height_cm
    return weight / (height / 100) ** 2 if weight and height else None


def gain_chart(pregnancy: Pregnancy, visits: Sequence[Visit]) -> Chart | None:
    """Weight gained by week, by BMI before the pregnancy; None without that or without a weighing."""
    bmi, before = prepregnancy_bmi(pregnancy), pregnancy.prepregnancy_weight_kg
    weighed = [(v.date, v.values["weight_kg"]) for v in visits if isinstance(v.values.get("weight_kg"), int | float)]
    if bmi is None or before is None:
        return None
    points = [point for day, kg in weighed if (point := _gain_point(pregnancy, bmi, day, kg - before))]
    if not points:
        return None
    bands = [weight_gain_band(bmi, week) for week in WEEKS]
    least, most = [low for _g, low, _h in bands], [high for _g, _l, high in bands]
    ys = [point.y for point in points]
    return Chart(
        id=f"gain-{pregnancy.pk}",
        title=_("Kenaikan berat badan"),
        desc=_("%(n)s kali ditimbang. Terakhir %(value)s pada %(x)s: %(word)s") % _last(points),
        x_label=_("Umur kehamilan (minggu)"),
        y_label="kg",
        x_from=0,
        x_to=LAST_WEEK,
        y_from=min(-2, *ys) - 1,
        y_to=max(18, *ys) + 1,
        xs=WEEKS,
        bands=[
            Band("yellow", _("di bawah jalur"), None, least),
            Band("green", _("sesuai jalur"), least, most),
            Band("orange", _("di atas jalur"), most, None),
        ],
        lines=[Line("green", least), Line("green", most)],
        points=points,
    )


def _gain_point(pregnancy: Pregnancy, bmi: float, day: date, gain: float) -> Point | None:
    days = gestation_days(pregnancy, day)
    if days is None or days > LAST_WEEK * 7:
        return None
    words = f"{'+' if gain > 0 else ''}{number_format(round(gain, 1))} kg"
    meaning = say(weight_gain(bmi, days // 7, gain)["say"])
    return Point(days / 7, gain, date_format(day, "j M Y"), _weeks(days), words, meaning)


def pressure_chart(pregnancy: Pregnancy, visits: Sequence[Visit]) -> Chart | None:
    """Upper blood pressure by week with its two limits; the table has both figures. None without any."""
    points = [point for visit in visits if (point := _pressure_point(pregnancy, visit))]
    if not points:
        return None
    limits = pregnancy_content()["blood_pressure"]
    high, severe = limits["refer"]["systolic"], limits["emergency"]["systolic"]
    flat_high, flat_severe = [high] * len(WEEKS), [severe] * len(WEEKS)
    ys = [point.y for point in points]
    return Chart(
        id=f"pressure-{pregnancy.pk}",
        title=_("Tekanan darah (sistole)"),
        desc=_("%(n)s kali diukur. Terakhir %(value)s pada %(x)s: %(word)s") % _last(points),
        x_label=_("Umur kehamilan (minggu)"),
        y_label="mmHg",
        x_from=0,
        x_to=LAST_WEEK,
        y_from=min(80, *ys) - 5,
        y_to=max(180, *ys) + 5,
        xs=WEEKS,
        bands=[
            Band("green", _("baik"), None, flat_high),
            Band("orange", _("tinggi"), flat_high, flat_severe),
            Band("red", _("sangat tinggi"), flat_severe, None),
        ],
        lines=[Line("orange", flat_high), Line("red", flat_severe)],
        points=points,
    )


def pressure_word(systolic: float, diastolic: float) -> str:
    """`calm`, `high` or `severe`, by the limits of the content."""
    limits = pregnancy_content()["blood_pressure"]
    for word, name in (("severe", "emergency"), ("high", "refer")):
        if systolic >= limits[name]["systolic"] or diastolic >= limits[name]["diastolic"]:
            return word
    return "calm"


def _pressure_point(pregnancy: Pregnancy, visit: Visit) -> Point | None:
    days = gestation_days(pregnancy, visit.date)
    upper, lower = visit.values.get("systolic"), visit.values.get("diastolic")
    if days is None or days > LAST_WEEK * 7 or not isinstance(upper, int | float) or not isinstance(lower, int | float):
        return None
    meaning = say(pregnancy_content()["blood_pressure"]["words"][pressure_word(upper, lower)])
    day = date_format(visit.date, "j M Y")
    return Point(days / 7, float(upper), day, _weeks(days), f"{upper:g}/{lower:g} mmHg", meaning)


def _weeks(days: int) -> str:
    return _("%(n)s minggu") % {"n": days // 7}


def _last(points: Sequence[Point]) -> dict[str, object]:
    now = points[-1]
    return {"n": len(points), "value": now.y_words, "x": now.x_words, "word": now.meaning}
