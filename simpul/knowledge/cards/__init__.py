"""The official cards (kartu bantu) as data, and what they say. TypeScript twin: `web/knowledge/cards`."""

from .advice import Advice, HomeAdvice, home_advice
from .evaluate import Evaluation, Fired, evaluate
from .fields import Question, questions, visible_fields
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
    "evaluate",
    "home_advice",
    "load_card",
    "parse_card",
    "questions",
    "trimester",
    "visible_fields",
    "weight_gain",
    "weight_gain_band",
]
