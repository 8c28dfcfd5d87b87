"""Typed cards, parsed once from `content/cards/*.json` with their rules compiled."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..rules import Facts, Rule, Tracer, Truth, compile_rule, compile_trace
from ..rules.clauses import Test

Action = Literal["edukasi", "konsul", "rujuk", "darurat"]
ACTIONS: tuple[Action, ...] = ("edukasi", "konsul", "rujuk", "darurat")
"""From mild to urgent; the highest that fires wins."""

FieldType = Literal["decimal", "integer", "boolean", "choice", "text", "date"]
Text = Mapping[str, str]
"""One sentence in each language, by code: `id`, `en`."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column that a person fills: its step (langkah 1-5), type and plausible range.

    `due` decides whether it is asked today, `optional` fields are only added on request. A `lasting` answer stays
    a fact until the next one; a `private` one is asked alone and stands on no paper and no parent's page.
    """

    id: str
    label: Text
    step: int
    type: FieldType
    unit: str | None
    decimals: int
    min: float | None
    max: float | None
    choices: tuple[str, ...]
    shown: "Test | None"
    due: "Test | None"
    optional: bool
    lasting: bool
    private: bool
    group: str | None


@dataclass(frozen=True, slots=True)
class CardRule:
    """One refer rule: when it fires, what to do, and what to say to the family."""

    id: str
    when: Rule
    test: Test
    explain: Tracer
    action: Action
    say: Text
    do_at_home: Text | None
    bring: Text | None
    setting: Mapping[str, str]
    source: str
    private: bool


@dataclass(frozen=True, slots=True)
class Card:
    """An official card: who it is for, its fields, and its rules."""

    id: str
    edition: str
    title: Text
    eligible: Test
    settings: Mapping[str, str]
    fields: tuple[Field, ...]
    rules: tuple[CardRule, ...]

    def is_for(self, facts: Facts) -> Truth:
        """Whether the person belongs to this card; None while that is unknown."""
        return self.eligible(facts)


def parse_card(data: Mapping[str, Any]) -> Card:
    """A card from its JSON (valid against `card.schema.json`). Raises RuleError for a bad rule."""
    return Card(
        id=data["id"],
        edition=data["edition"],
        title=data["title"],
        eligible=compile_rule(data["eligibility"], f"{data['id']}.eligibility"),
        settings={name: setting["default"] for name, setting in data.get("settings", {}).items()},
        fields=tuple(_field(field, data["id"]) for field in data["fields"]),
        rules=tuple(_rule(rule, data["id"]) for rule in data["rules"]),
    )


def _field(data: Mapping[str, Any], card: str) -> Field:
    return Field(
        id=data["id"],
        label=data["label"],
        step=data["step"],
        type=data["type"],
        unit=data.get("unit"),
        decimals=data.get("decimals", 0),
        min=data.get("min"),
        max=data.get("max"),
        choices=tuple(choice["value"] for choice in data.get("choices", ())),
        shown=_test(data, "when", card),
        due=_test(data, "due", card),
        optional=data.get("optional", False),
        lasting=data.get("lasting", False),
        private=data.get("private", False),
        group=data.get("group"),
    )


def _test(data: Mapping[str, Any], key: str, card: str) -> Test | None:
    return compile_rule(data[key], f"{card}.{data['id']}.{key}") if key in data else None


def _rule(data: Mapping[str, Any], card: str) -> CardRule:
    return CardRule(
        id=data["id"],
        when=data["when"],
        test=compile_rule(data["when"], f"{card}.{data['id']}.when"),
        explain=compile_trace(data["when"]),
        action=data["action"],
        say=data["say"],
        do_at_home=data.get("do_at_home"),
        bring=data.get("bring"),
        setting=data.get("setting", {}),
        source=data["source"],
        private=data.get("private", False),
    )
