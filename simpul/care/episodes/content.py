"""Words of births, plans, contacts and risks, from the content, in the language of the page."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from simpul.base.words import say
from simpul.knowledge.content import CONTENT_DIR, read_json


@cache
def programme(name: str) -> Mapping[str, Any]:
    """`content/programme/<name>.json`."""
    found: Mapping[str, Any] = read_json(CONTENT_DIR / "programme" / f"{name}.json")
    return found


def label(name: str, group: str, value: str) -> str:
    """The words of a choice; what was typed freely stays as it is, empty stays empty."""
    known = next((one for one in programme(name)[group] if one["value"] == value), None)
    return say(known["label"]) if known else value


def plan_lines(row: Any) -> list[tuple[str, str]]:
    """What the family has arranged for the birth (P4K): label and answer, empty where nothing is arranged."""
    lines = []
    for field in programme("birth")["plan"]["fields"]:
        value = getattr(row, field["value"])
        kb = field.get("suggest") == "contraception"
        lines.append((say(field["label"]), label("birth", "contraception", value) if kb else value))
    return lines


def risk_next_step(risk: str) -> str:
    """What comes next for a risk, in kind words; empty for one without."""
    return say(programme("pregnancy-risks")["words"].get(risk))


GROUPS = {"birth_place": "places", "birth_helper": "helpers", "birth_mode": "modes", "mother_condition": "mother"}


def said(field: str, value: Any) -> str | None:
    """A value of a birth as people say it, for reviews; None for fields that are not of one."""
    if field in GROUPS and isinstance(value, str):
        return label("birth", GROUPS[field], value)
    if field == "plan_contraception" and isinstance(value, str):
        return label("birth", "contraception", value)
    if field == "stillborn" and isinstance(value, list):
        return str(len(value))
    if field == "birth_care" and isinstance(value, dict):
        return ", ".join(label("birth", "care", name) for name, done in value.items() if done)
    return None
