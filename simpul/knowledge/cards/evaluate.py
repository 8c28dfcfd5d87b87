"""What a card says about one person today: the action, the rules that fired and why, what is undecided."""

from collections.abc import Iterator, Mapping
from typing import TypedDict

from ..rules import Facts, TraceClause
from .model import ACTIONS, Action, Card, CardRule, Text


class Fired(TypedDict):
    """One rule that fired, `private` ones for the person alone; `trace` names its clauses with the values found."""

    id: str
    action: Action
    say: Text
    do_at_home: Text | None
    bring: Text | None
    source: str
    private: bool
    trace: list[TraceClause]


class Evaluation(TypedDict):
    """The answer at the table. `action` is None only when no rule fired; `fired` is most urgent first."""

    card: str
    edition: str
    action: Action | None
    fired: list[Fired]
    unknown: list[str]


def evaluate(card: Card, facts: Facts, settings: Mapping[str, str] | None = None) -> Evaluation:
    """Apply every active rule of the card to the facts.

    `settings` choose between variants of a rule (for one: `tbc_rule` = `two_of_four` or `any`); what is not
    given takes the card's default. Rules that lack facts are listed under `unknown`, never guessed.
    """
    chosen = {**card.settings, **(settings or {})}
    fired: list[Fired] = []
    unknown: list[str] = []
    for rule in _active(card, chosen):
        truth = rule.test(facts)
        if truth:
            fired.append(_fired(rule, facts))
        elif truth is None:
            unknown.append(rule.id)
    fired.sort(key=lambda item: -ACTIONS.index(item["action"]))
    return {
        "card": card.id,
        "edition": card.edition,
        "action": fired[0]["action"] if fired else None,
        "fired": fired,
        "unknown": unknown,
    }


def _active(card: Card, chosen: Mapping[str, str]) -> Iterator[CardRule]:
    for rule in card.rules:
        if all(chosen.get(name) == value for name, value in rule.setting.items()):
            yield rule


def _fired(rule: CardRule, facts: Facts) -> Fired:
    return {
        "id": rule.id,
        "action": rule.action,
        "say": rule.say,
        "do_at_home": rule.do_at_home,
        "bring": rule.bring,
        "source": rule.source,
        "private": rule.private,
        "trace": rule.explain(facts),
    }
