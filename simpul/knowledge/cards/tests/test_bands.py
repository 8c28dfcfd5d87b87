"""Every row of `vectors/bands.json`: the edges as printed."""

from typing import Any

import pytest

from simpul.knowledge.cards import bands
from simpul.knowledge.vectors import vectors

NAMES = (
    "bmi",
    "bmi_band",
    "bp_band",
    "bp_is_severe",
    "bp_is_elevated",
    "glucose_band",
    "glucose_needs_watching",
    "cholesterol_band",
    "uric_acid_band",
    "waist_at_risk",
    "anaemia",
    "muac_is_low",
)
ROWS = [(name, row) for name in NAMES for row in vectors("bands", name)]


@pytest.mark.parametrize(("name", "row"), ROWS, ids=lambda part: str(part))
def test_a_value_on_the_edge_falls_where_the_card_puts_it(name: str, row: list[Any]) -> None:
    *given, expected = row
    assert getattr(bands, name)(*given) == expected


def test_facts_of_a_card_from_its_values() -> None:
    values = {"weight_kg": 70, "height_cm": 160, "systolic": 185, "diastolic": 95, "waist_cm": 85, "glucose_mgdl": "?"}
    facts = bands.band_facts(values, "P", 40)
    assert (facts["bmi"], facts["bmi_band"], facts["waist_risk"]) == (27.3, "obesitas", True)
    assert (facts["bp_band"], facts["bp_severe"], facts["glucose_band"]) == ("tinggi", True, None)


def test_before_nineteen_the_growth_standard_speaks() -> None:
    assert bands.band_facts({"weight_kg": 70, "height_cm": 160}, "P", 18)["bmi_band"] is None


def test_each_band_has_a_word_in_both_languages() -> None:
    for measure, band in (("bmi", "gemuk"), ("glucose", "tinggi"), ("blood_pressure", "rendah"), ("waist", "lebih")):
        assert set(bands.band_word(measure, band)) == {"id", "en"}
    with pytest.raises(KeyError):
        bands.band_word("glucose", "aneh")
