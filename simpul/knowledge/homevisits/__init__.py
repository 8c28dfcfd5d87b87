"""Checklists of visits at home (`content/homevisits`): which fit whom, and what the answers mean. No Django."""

from .checklists import CHECKLISTS, Checklist, Found, checklists_for, evaluate, gravest, in_order, load_checklist
from .plan import Plan, load_plan

__all__ = [
    "CHECKLISTS",
    "Checklist",
    "Found",
    "Plan",
    "checklists_for",
    "evaluate",
    "gravest",
    "in_order",
    "load_checklist",
    "load_plan",
]
