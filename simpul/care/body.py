"""What the measures of youths, adults and older people mean, in the words of their card; for the office's pages."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from simpul.base.words import say
from simpul.care.models import Visit
from simpul.knowledge.cards.bands import band_facts, band_word
from simpul.knowledge.cards.load import load_card
from simpul.knowledge.growth.ages import age_in_days, completed_months
from simpul.knowledge.growth.categories import categorise
from simpul.knowledge.growth.single import FEMALE, MALE, score_one
from simpul.people.models import Person

LATER_CARDS = ("remaja", "dewasa", "lansia")
_SEX = {"L": MALE, "P": FEMALE}
_BANDS = {
    "bmi_band": "bmi",
    "bp_band": "blood_pressure",
    "glucose_band": "glucose",
    "cholesterol_band": "cholesterol",
    "uric_acid_band": "uric_acid",
    "anaemia": "haemoglobin",
}
_NORMAL = {"normal", "tidak"}
_YES = {"waist_risk": ("waist", "lebih"), "muac_low": ("muac", "kurang")}
_SHORT = {
    "bmi": "IMT",
    "blood_pressure": "TD",
    "glucose": "GD",
    "cholesterol": "Kolesterol",
    "uric_acid": "Asam urat",
    "haemoglobin": "Hb",
    "waist": "LP",
    "muac": "LiLA",
}


def body_words(person: Person, visits: Iterable[Visit]) -> dict[Any, list[str]]:
    """Visit id → bands of what was measured, each with its short name: "TD: Tinggi". Visits of other cards are absent.

    A height that was measured at an earlier visit counts for the body mass index of later ones, as on the phone.
    """
    words: dict[Any, list[str]] = {}
    lasting: dict[str, object] = {}
    for visit in sorted(visits, key=lambda each: each.date):
        if visit.card in LATER_CARDS:
            lasting |= _lasting(visit)
            words[visit.pk] = [text for text, _odd in _words(person, visit.date, {**lasting, **visit.values})]
    return words


def odd_findings(person: Person, visit: Visit) -> str:
    """The bands of one visit that are not normal, in words; empty when all is well."""
    return " · ".join(text for text, odd in _words(person, visit.date, visit.values) if odd)


def _lasting(visit: Visit) -> dict[str, object]:
    kept = {field.id for field in load_card(visit.card).fields if field.lasting and field.type == "decimal"}
    return {name: value for name, value in visit.values.items() if name in kept and value is not None}


def _words(person: Person, on: date, values: Mapping[str, object]) -> list[tuple[str, bool]]:
    years = completed_months(person.birth_date, on) // 12 if person.birth_date and person.birth_date <= on else None
    facts = band_facts(values, person.sex, years)
    found = [
        (_line(measure, say(band_word(measure, str(facts[fact])))), facts[fact] not in _NORMAL)
        for fact, measure in _BANDS.items()
        if facts[fact] is not None
    ]
    found += [(_line(m, say(band_word(m, band))), True) for fact, (m, band) in _YES.items() if facts[fact]]
    return _shape(person, on, values) + found


def _shape(person: Person, on: date, values: Mapping[str, object]) -> list[tuple[str, bool]]:
    """Body mass for age from 6 to 18 years, in the five words of the card."""
    weight, height = values.get("weight_kg"), values.get("height_cm")
    if not person.birth_date or person.birth_date > on or person.sex not in _SEX:
        return []
    if not isinstance(weight, int | float) or not isinstance(height, int | float):
        return []
    days = age_in_days(person.birth_date, on)
    band = categorise(score_one(_SEX[person.sex], age_days=days, weight_kg=weight, length_height_cm=height)).get(
        "imt_u"
    )
    return [(_line("bmi", band.card_word or say(band.word)), band.refer)] if band else []


def _line(measure: str, word: str) -> str:
    return f"{_SHORT[measure]}: {word}"
