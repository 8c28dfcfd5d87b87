"""The official cards (kartu bantu) as data, and what they say. TypeScript twin: `web/knowledge/cards`."""

from .advice import Advice, HomeAdvice, home_advice
from .bands import (
    anaemia,
    band_facts,
    band_word,
    bmi,
    bmi_band,
    bp_band,
    bp_is_elevated,
    bp_is_severe,
    cholesterol_band,
    glucose_band,
    glucose_needs_watching,
    muac_is_low,
    thresholds,
    uric_acid_band,
    waist_at_risk,
)
from .evaluate import Evaluation, Fired, evaluate
from .fields import Question, addable_fields, asked_fields, past_facts, questions, visible_fields
from .load import CARDS, load_card
from .model import ACTIONS, Action, Card, CardRule, Field, Text, parse_card
from .pregnancy import WeightGain, trimester, weight_gain, weight_gain_band

__all__ = [
    "ACTIONS",
    "CARDS",
    "Action",
    "Advice",
    "Card",
    "CardRule",
    "Evaluation",
    "Field",
    "Fired",
    "HomeAdvice",
    "Question",
    "Text",
    "WeightGain",
    "addable_fields",
    "anaemia",
    "asked_fields",
    "band_facts",
    "band_word",
    "bmi",
    "bmi_band",
    "bp_band",
    "bp_is_elevated",
    "bp_is_severe",
    "cholesterol_band",
    "evaluate",
    "glucose_band",
    "glucose_needs_watching",
    "home_advice",
    "load_card",
    "muac_is_low",
    "parse_card",
    "past_facts",
    "questions",
    "thresholds",
    "trimester",
    "uric_acid_band",
    "visible_fields",
    "waist_at_risk",
    "weight_gain",
    "weight_gain_band",
]
