"""Screening instruments as data: asked, scored, answered for. TypeScript twin: `web/knowledge/instruments`."""

from .answers import AnswerError, critical_now
from .load import INSTRUMENTS, load_instrument
from .model import Critical, Instrument, Item, Licence
from .respondent import Respondent
from .score import Scored, asked_items, score

__all__ = [
    "INSTRUMENTS",
    "AnswerError",
    "Critical",
    "Instrument",
    "Item",
    "Licence",
    "Respondent",
    "Scored",
    "asked_items",
    "critical_now",
    "load_instrument",
    "score",
]
