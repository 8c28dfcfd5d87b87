"""What asks for more attention in a pregnancy: the four "too"s and short stature, computed; and what was ticked."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.care.episodes.content import programme
from simpul.care.episodes.dating import start_date
from simpul.care.models import Pregnancy
from simpul.knowledge.growth.ages import completed_months
from simpul.people.models import Person

WORDS = {
    "too_young": gettext_lazy("Usia di bawah 20 tahun"),
    "too_old": gettext_lazy("Usia 35 tahun ke atas"),
    "too_close": gettext_lazy("Jarak kurang dari 2 tahun"),
    "too_many": gettext_lazy("Sudah 4 kali melahirkan atau lebih"),
    "short": gettext_lazy("Tinggi di bawah 145 cm"),
    "caesarean": gettext_lazy("Pernah operasi sesar"),
    "bleeding": gettext_lazy("Pernah perdarahan"),
    "preeclampsia": gettext_lazy("Pernah preeklamsia atau kejang"),
    "stillbirth": gettext_lazy("Pernah kehilangan bayi"),
    "hypertension": gettext_lazy("Tekanan darah tinggi"),
    "diabetes": gettext_lazy("Gula darah tinggi"),
    "heart": gettext_lazy("Sakit jantung"),
    "asthma": gettext_lazy("Asma"),
    "tb": gettext_lazy("TBC"),
    "special_support": gettext_lazy("Perlu pendampingan khusus dari puskesmas"),
}


def risk_words(risk: str) -> str:
    """A risk in words; its id when this server does not know it."""
    return str(WORDS.get(risk, _(risk)))


def risks_of(row: Pregnancy, mother: Person, today: date) -> list[str]:
    """Ids, computed ones first. What is not known raises nothing. Twin of `risksOf` on the phone."""
    rules = programme("pregnancy-risks")
    at = start_date(row) or today
    found = []
    if mother.birth_date is not None and mother.birth_date <= at:
        years = completed_months(mother.birth_date, at) // 12
        found += ["too_young"] if years < rules["too_young_below_years"] else []
        found += ["too_old"] if years >= rules["too_old_from_years"] else []
    previous = row.previous_birth_date
    if previous and previous <= at and completed_months(previous, at) < rules["too_close_below_months"]:
        found.append("too_close")
    births = row.parity if row.parity is not None else max(0, (row.gravida or 1) - 1)
    if births >= rules["too_many_from_births"]:
        found.append("too_many")
    if row.height_cm and row.height_cm < rules["short_below_cm"]:
        found.append("short")
    return list(dict.fromkeys([*found, *row.risks]))
