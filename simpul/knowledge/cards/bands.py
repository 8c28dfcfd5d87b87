"""Bands of measures from school age on: body mass index, blood pressure, glucose and the like.

Limits and words: `content/cards/thresholds-adult.json`. TypeScript twin: `web/knowledge/cards/bands.ts`.
Screening words, never a diagnosis. What cannot be judged (a missing number, an unknown sex) is None.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from ..content import CONTENT_DIR, read_json
from ..rules.clauses import as_number
from .model import Text


@cache
def thresholds() -> Mapping[str, Any]:
    """The content file with its sources."""
    data: Mapping[str, Any] = read_json(CONTENT_DIR / "cards" / "thresholds-adult.json")
    return data


def bmi(weight_kg: float | None, height_cm: float | None) -> float | None:
    """Body mass index in kg/m², rounded half up to the decimals of the content."""
    if not weight_kg or not height_cm or weight_kg < 0 or height_cm < 0:
        return None
    metres = height_cm / 100
    scale: float = 10.0 ** int(thresholds()["bmi"]["decimals"])
    return math.floor(weight_kg / (metres * metres) * scale + 0.5) / scale


def bmi_band(index: float | None) -> str | None:
    """sangat_kurus, kurus, normal, gemuk or obesitas of an adult (19 and over)."""
    return _band(thresholds()["bmi"]["bands"], index)


def bp_band(systolic: float | None, diastolic: float | None) -> str | None:
    """rendah, normal or tinggi. One high number is enough for tinggi; the others need both."""
    limits = thresholds()["blood_pressure"]
    if _any_from(limits["high_from"], systolic, diastolic):
        return "tinggi"
    if systolic is None or diastolic is None:
        return None
    low = limits["low_below"]
    return "rendah" if systolic < low["systolic"] or diastolic < low["diastolic"] else "normal"


def bp_is_severe(systolic: float | None, diastolic: float | None) -> bool | None:
    """Whether someone must be seen at once; None while a missing number could still say so."""
    if _any_from(thresholds()["blood_pressure"]["severe_from"], systolic, diastolic):
        return True
    return None if systolic is None or diastolic is None else False


def bp_is_elevated(systolic: float | None, diastolic: float | None) -> bool | None:
    """Whether a pressure of the band normal lies near high (pre-hypertension)."""
    band = bp_band(systolic, diastolic)
    if band is None:
        return None
    return band == "normal" and _any_from(thresholds()["blood_pressure"]["elevated_from"], systolic, diastolic)


def glucose_band(mg_dl: float | None) -> str | None:
    """rendah, normal or tinggi of glucose taken at any time of the day."""
    return _band(thresholds()["glucose"]["bands"], mg_dl)


def glucose_needs_watching(mg_dl: float | None) -> bool | None:
    """Whether glucose of the band normal lies near high."""
    if mg_dl is None:
        return None
    return glucose_band(mg_dl) == "normal" and bool(mg_dl >= thresholds()["glucose"]["watch_from"])


def cholesterol_band(mg_dl: float | None) -> str | None:
    """normal or tinggi of total cholesterol."""
    return _band(thresholds()["cholesterol"]["bands"], mg_dl)


def uric_acid_band(mg_dl: float | None, sex: str | None) -> str | None:
    """normal or tinggi, by sex (`L`, `P`)."""
    limit = thresholds()["uric_acid"]["up_to"].get(sex)
    if mg_dl is None or limit is None:
        return None
    return "tinggi" if mg_dl > limit else "normal"


def waist_at_risk(cm: float | None, sex: str | None) -> bool | None:
    """Whether the waist lies above the advised limit, by sex."""
    limit = thresholds()["waist"]["up_to"].get(sex)
    return None if cm is None or limit is None else bool(cm > limit)


def anaemia(hb_gdl: float | None, sex: str | None) -> str | None:
    """tidak, ringan, sedang or berat, of people who are not pregnant, by sex."""
    limits = thresholds()["haemoglobin"]
    mild = limits["mild_below"].get(sex)
    if hb_gdl is None or mild is None:
        return None
    if hb_gdl < limits["severe_below"]:
        return "berat"
    if hb_gdl < limits["moderate_below"]:
        return "sedang"
    return "ringan" if hb_gdl < mild else "tidak"


def muac_is_low(cm: float | None, sex: str | None, age_years: float | None) -> bool | None:
    """Whether the arm is thinner than advised: women of childbearing age and older people; None for others."""
    if cm is None or age_years is None:
        return None
    limits = thresholds()["muac"]
    if age_years >= limits["older"]["from_year"]:
        return bool(cm < limits["older"]["below"])
    women = limits["women"]
    if sex == "P" and women["from_year"] <= age_years <= women["to_year"]:
        return bool(cm < women["below"])
    return None


def band_facts(values: Mapping[str, object], sex: str | None, age_years: float | None) -> dict[str, object]:
    """All that follows from the values of a card (remaja, dewasa, lansia), as facts for its rules and for reports.

    The body mass index is banded from 19 years; before that the growth standard speaks (`imt_u`).
    """
    read = {name: as_number(values.get(name)) for name in _MEASURES}
    index = bmi(read["weight_kg"], read["height_cm"])
    pressure = (read["systolic"], read["diastolic"])
    grown = age_years is not None and age_years >= thresholds()["bmi"]["from_year"]
    return {
        "bmi": index,
        "bmi_band": bmi_band(index) if grown else None,
        "bp_band": bp_band(*pressure),
        "bp_severe": bp_is_severe(*pressure),
        "bp_elevated": bp_is_elevated(*pressure),
        "glucose_band": glucose_band(read["glucose_mgdl"]),
        "glucose_watch": glucose_needs_watching(read["glucose_mgdl"]),
        "cholesterol_band": cholesterol_band(read["cholesterol_mgdl"]),
        "uric_acid_band": uric_acid_band(read["uric_acid_mgdl"], sex),
        "waist_risk": waist_at_risk(read["waist_cm"], sex),
        "anaemia": anaemia(read["hb_gdl"], sex),
        "muac_low": muac_is_low(read["muac_cm"], sex, age_years),
    }


def band_word(measure: str, band: str) -> Text:
    """The word of a band in both languages: `band_word("glucose", "tinggi")`. Raises KeyError for an unknown one."""
    scale = thresholds()[measure]
    words: Mapping[str, Text] = scale.get("words") or {entry["id"]: entry["word"] for entry in scale["bands"]}
    return words[band]


_MEASURES = (
    "weight_kg",
    "height_cm",
    "systolic",
    "diastolic",
    "glucose_mgdl",
    "cholesterol_mgdl",
    "uric_acid_mgdl",
    "waist_cm",
    "hb_gdl",
    "muac_cm",
)


def _band(bands: Sequence[Mapping[str, Any]], value: float | None) -> str | None:
    if value is None:
        return None
    for band in bands:
        if _ends(band) or value < band.get("below", -math.inf) or value <= band.get("up_to", -math.inf):
            return str(band["id"])
    return None


def _ends(band: Mapping[str, Any]) -> bool:
    return "below" not in band and "up_to" not in band


def _any_from(limits: Mapping[str, float], systolic: float | None, diastolic: float | None) -> bool:
    high_upper = systolic is not None and systolic >= limits["systolic"]
    return high_upper or (diastolic is not None and diastolic >= limits["diastolic"])
