"""The official cards (kartu bantu) as data, and what they say. TypeScript twin: `web/knowledge/cards`."""

from .evaluate import Evaluation, Fired, evaluate
from .fields import Question, questions, visible_fields
from .load import CARDS, load_card
from .model import ACTIONS, Action, Card, CardRule, Field, Text, parse_card

__all__ = [
    "ACTIONS",
    "CARDS",
    "Action",
    "Card",
    "CardRule",
    "Evaluation",
    "Field",
    "Fired",
    "Question",
    "Text",
    "evaluate",
    "load_card",
    "parse_card",
    "questions",
    "visible_fields",
]
