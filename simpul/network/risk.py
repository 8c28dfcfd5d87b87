"""How urgent a request is, as one number that orders the inbox."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from simpul.knowledge.cards.load import CARDS, load_card
from simpul.knowledge.homevisits import CHECKLISTS, load_checklist
from simpul.network.workflow import Workflow


def risk(flow: Workflow, urgency: str, reasons: Iterable[Mapping[str, Any]]) -> int:
    """Urgency first, then the gravest action among the rules that fired; a rule nobody knows counts as `rujuk`."""
    rank = flow.urgencies.index(urgency) if urgency in flow.urgencies else 0
    gravest = max((gravity(flow, str(one.get("rule"))) for one in reasons), default=0)
    return rank * 10 + gravest


def gravity(flow: Workflow, rule: str) -> int:
    """How grave the action of a rule is, 0 for advice."""
    return flow.severity[_action(rule)]


def _action(rule: str) -> str:
    return _actions().get(rule, "rujuk")


@cache
def _actions() -> dict[str, str]:
    cards = [*map(load_card, CARDS), *(load_checklist(name).card for name in CHECKLISTS)]
    return {rule.id: rule.action for card in cards for rule in card.rules}
