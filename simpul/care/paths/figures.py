"""What an officer typed of a child's size: read with comma or point, refused where no child is so, else questioned."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from simpul.base.words import language, say
from simpul.care.growth import SEX
from simpul.care.models import Growth
from simpul.knowledge.growth.ages import age_in_days
from simpul.knowledge.growth.categories import categorise
from simpul.knowledge.growth.content import read_content
from simpul.knowledge.growth.plausibility import Measurement, questions
from simpul.knowledge.growth.single import GrowthScore, score_one
from simpul.knowledge.growth_path import content
from simpul.people.merged import records_of
from simpul.people.models import Person

SIZES = ("weight_kg", "length_height_cm")
_JUDGED = {"weight_kg": ("waz",), "length_height_cm": ("haz",)}


class Figure(forms.FloatField):
    """A size in the unit of its label. A number field would drop the comma of 5,2 and read 52."""

    widget = forms.TextInput

    def __init__(self, name: str, **kwargs: Any) -> None:
        """`name` is the field of the growth content whose entry range bounds it."""
        usual = read_content("plausibility")["ranges"][name]
        super().__init__(min_value=usual["from"], max_value=usual["to"], **kwargs)

    def widget_attrs(self, widget: Any) -> Any:
        """Digits and comma on a phone's keyboard."""
        return super().widget_attrs(widget) | {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        """Raises ValidationError for what is no number."""
        typed = value.strip().replace(",", ".") if isinstance(value, str) else value
        try:
            return super().to_python(typed)
        except forms.ValidationError:
            raise forms.ValidationError(_("Tulis angka, misalnya 5,2.")) from None


def refused(child: Person, now: Measurement) -> dict[str, str]:
    """Field → why it cannot be: no child of this age and sex has such a size."""
    score = _score(child, now)
    limit = float(content()["refused"]["beyond_z"])
    found = {}
    for name, indices in _JUDGED.items():
        if score is not None and any(abs(getattr(score, index) or 0) > limit for index in indices):
            found[name] = _("Ukuran ini tidak mungkin untuk umur anak. Periksa komanya, misalnya 5,2.")
    return found


def asked(child: Person, now: Measurement, reasons: Iterable[str] | None) -> list[tuple[str, str]]:
    """(field, question) for figures that look unlikely and, with `reasons` chosen, where figures say otherwise."""
    if child.birth_date is None or child.sex not in SEX:
        return []
    before = _before(child, now.day)
    found = [(q.field, q.text[language()]) for q in questions(SEX[child.sex], child.birth_date, now, before)]
    other = _otherwise(child, now, set(reasons)) if reasons is not None else ""
    return found + ([("reasons", other)] if other else [])


def _otherwise(child: Person, now: Measurement, chosen: set[str]) -> str:
    """A question where the figures mean other reasons than those chosen; empty where they agree or cannot say."""
    score = _score(child, now)
    bands = {} if score is None else {column: band.id for column, band in categorise(score).items()}
    judged = [one for one in content()["reasons"] if one["column"] in bands]
    meant = [one["code"] for one in judged if bands[one["column"]] == one["band"]]
    picked = [one["code"] for one in judged if one["code"] in chosen]
    order = [one["code"] for one in content()["reasons"] if one["code"] in (*meant, *chosen)]
    if set(picked) <= set(meant) and (not meant or order[0] != meant[0] or meant[0] in picked):
        return ""
    if not meant:
        return _("Menurut angka ini anak tumbuh baik. Yang dipilih: %(picked)s.") % {"picked": _words(judged, picked)}
    figures = {"meant": _words(judged, meant), "picked": _words(judged, picked) or "–"}
    return _("Menurut angka ini: %(meant)s. Yang dipilih: %(picked)s.") % figures


def _words(reasons: Iterable[Mapping[str, Any]], codes: Iterable[str]) -> str:
    named = set(codes)
    return ", ".join(say(one["word"]) for one in reasons if one["code"] in named)


def _score(child: Person, now: Measurement) -> GrowthScore | None:
    born = child.birth_date
    if born is None or now.day < born or child.sex not in SEX:
        return None
    return score_one(
        SEX[child.sex],
        age_days=age_in_days(born, now.day),
        weight_kg=now.weight_kg,
        length_height_cm=now.length_height_cm,
        oedema=now.oedema,
    )


def _before(child: Person, day: date) -> Measurement | None:
    rows = Growth.objects.filter(person__in=records_of(str(child.pk)), date__lte=day, weight_kg__isnull=False)
    last = rows.order_by("-date").first()
    if last is None:
        return None
    return Measurement(last.date, weight_kg=last.weight_kg, length_height_cm=last.length_height_cm)
