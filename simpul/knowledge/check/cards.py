"""What a schema cannot see in a card: names that must exist, kinds that must agree."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..rules import RuleError, compile_rule
from .problem import Problem

_KINDS: dict[str, tuple[type, ...]] = {
    "decimal": (int, float),
    "integer": (int, float),
    "boolean": (bool,),
    "choice": (str,),
    "text": (str,),
    "date": (str,),
}


def card_problems(name: str, card: Mapping[str, Any]) -> Iterator[Problem]:
    """Problems of one card that already fits its schema."""
    fields = {field["id"]: field for field in card["fields"]}
    known = set(fields) | set(card["derived"]) | {f"days_since_{field}" for field in fields}
    yield from _twice(name, "fields", [field["id"] for field in card["fields"]] + card["derived"])
    yield from _twice(name, "rules", [rule["id"] for rule in card["rules"]])
    yield from _ranges(name, card["fields"])
    for where, rule in _rules(card):
        yield from rule_problems(name, where, rule, known, fields)
    private = {field["id"] for field in card["fields"] if field.get("private")}
    for i, column in enumerate(card["columns"]):
        for source in sorted(private & set(column["from"])):
            what = f"{source!r} is answered in private and stands on no paper."
            yield Problem(name, f"columns[{i}].from", what, "Take it out of the column.")
        for source in set(column["from"]) - known:
            what = f"{source!r} is neither a field nor derived."
            yield Problem(name, f"columns[{i}].from", what, "Correct the name or add the field.")
    yield from _settings(name, card)
    yield from _groups(name, card)


def rule_problems(name: str, where: str, rule: Any, known: set[str], fields: Mapping[str, Any]) -> Iterator[Problem]:
    """A rule that does not compile, asks for an unknown fact, or compares a field with another kind."""
    try:
        compile_rule(rule, where)
    except RuleError as error:
        place, _, what = str(error).partition(": ")
        yield Problem(name, place, what, "See the rule schema.")
        return
    for path, clause in _clauses(where, rule):
        fact = clause["fact"]
        if fact not in known:
            do = "Correct the name, or add it to fields or derived."
            yield Problem(name, path, f"the rule asks for {fact!r}, which is neither a field nor derived.", do)
        elif fact in fields:
            yield from _kind(name, path, clause, fields[fact])


def _rules(card: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "eligibility", card["eligibility"]
    for part in ("fields", "rules"):
        for i, item in enumerate(card[part]):
            for key in ("when", "due"):
                if key in item:
                    yield f"{part}[{i}].{key}", item[key]


def _clauses(where: str, rule: Any) -> Iterator[tuple[str, Any]]:
    parts = rule.get("of")
    if isinstance(parts, list):
        for i, part in enumerate(parts):
            yield from _clauses(f"{where}.of[{i}]", part)
    elif parts is not None:
        yield from _clauses(f"{where}.of", parts)
    else:
        yield where, rule


def _kind(name: str, path: str, clause: Mapping[str, Any], field: Mapping[str, Any]) -> Iterator[Problem]:
    values = clause.get("values", [clause[key] for key in ("value", "min", "max") if key in clause])
    for value in values:
        if type(value) not in _KINDS[field["type"]]:
            what = f"{value!r} cannot be a value of {field['id']!r}, which is {field['type']}."
            yield Problem(name, path, what, "Write a value of that type.")
        elif field["type"] == "choice" and value not in {choice["value"] for choice in field["choices"]}:
            yield Problem(name, path, f"{value!r} is not a choice of {field['id']!r}.", "Use a choice's value.")


def _groups(name: str, card: Mapping[str, Any]) -> Iterator[Problem]:
    groups = {group["id"] for group in card.get("groups", ())}
    for i, field in enumerate(card["fields"]):
        group = field.get("group")
        if group is not None and (group not in groups or field["type"] != "boolean"):
            what = f"{field['id']!r} is in the group {group!r}, which is not there or holds only yes and no."
            yield Problem(name, f"fields[{i}].group", what, "Add the group, or make the field a boolean.")


def _twice(name: str, path: str, ids: list[str]) -> Iterator[Problem]:
    for item in sorted({item for item in ids if ids.count(item) > 1}):
        yield Problem(name, path, f"the id {item!r} is there twice.", "Rename one.")


def _ranges(name: str, fields: list[Mapping[str, Any]]) -> Iterator[Problem]:
    for i, field in enumerate(fields):
        if "min" in field and "max" in field and not field["min"] < field["max"]:
            what = f"min {field['min']} is not below max {field['max']} in {field['id']!r}."
            yield Problem(name, f"fields[{i}]", what, "Correct the plausible range.")


def _settings(name: str, card: Mapping[str, Any]) -> Iterator[Problem]:
    settings = card.get("settings", {})
    for setting_id, setting in settings.items():
        if setting["default"] not in setting["choices"]:
            what = f"default {setting['default']!r} is not among its choices."
            yield Problem(name, f"settings.{setting_id}", what, "Use one of the choices.")
    for i, rule in enumerate(card["rules"]):
        for setting_id, value in rule.get("setting", {}).items():
            if value not in settings.get(setting_id, {}).get("choices", ()):
                what = f"setting {setting_id!r} has no choice {value!r}."
                yield Problem(name, f"rules[{i}].setting", what, "Declare it under settings.")
