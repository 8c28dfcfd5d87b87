"""What a schema cannot see in an instrument and its text packs, and that no wording with an owner lies here."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..instruments.texts import misfits
from ..rules import RuleError, facts_named
from .problem import Problem

PERSON_FACTS = {"age_years", "age_months", "sex"}
_ELSEWHERE = {"node_modules", "dist"}
"""Folders, beside hidden ones, that hold no source."""


def instrument_problems(name: str, data: Mapping[str, Any]) -> Iterator[Problem]:
    """Problems of one instrument that already fits its schema."""
    items = [item["id"] for item in data["items"]]
    inputs = [each["id"] for each in data.get("inputs", ())]
    parts = [part["id"] for part in data["parts"]]
    if Path(name).stem != data["id"]:
        yield Problem(name, "id", f"{data['id']!r} is not the name of the file.", "Give both the same name.")
    for kind, ids in (("items", items), ("inputs and parts", [*inputs, *parts])):
        for twice in sorted({each for each in ids if ids.count(each) > 1}):
            yield Problem(name, kind, f"the id {twice!r} is there twice.", "Rename one.")
    yield from _scales(name, data)
    yield from _parts(name, data, items, parts)
    before = PERSON_FACTS | set(inputs) | {f"item_{each}" for each in items}
    yield from _facts(name, data, before, before | set(parts))
    yield from _settings(name, data)
    for i, each in enumerate(data["critical"]):
        if each["item"] not in items:
            yield Problem(name, f"critical[{i}]", f"no item {each['item']!r}.", "Name an item of this instrument.")


def _scales(name: str, data: Mapping[str, Any]) -> Iterator[Problem]:
    for key, scale in data["scales"].items():
        if scale["values"] != sorted(scale["values"]):
            yield Problem(name, f"scales.{key}", "the values do not rise.", "Sort them.")
        if scale["kind"] == "yes_no" and scale["values"] != [0, 1]:
            yield Problem(name, f"scales.{key}", "yes_no has the values 0 and 1.", "Write [0, 1], or steps.")
    for item in data["items"]:
        scale = data["scales"].get(item["scale"])
        if scale is None:
            yield Problem(name, f"items[{item['id']}]", f"no scale {item['scale']!r}.", "Name one under scales.")
            continue
        for each in item.get("derive", ()):
            if each["value"] not in scale["values"]:
                yield Problem(
                    name, f"items[{item['id']}].derive", "a value off its scale.", "Use a value of the scale."
                )


def _parts(name: str, data: Mapping[str, Any], items: list[str], parts: list[str]) -> Iterator[Problem]:
    for part in data["parts"]:
        for item in () if part["items"] == "all" else part["items"]:
            if item not in items:
                yield Problem(name, f"parts[{part['id']}]", f"no item {item!r}.", "Correct the number.")
    if data["score"] is not None and data["score"] not in parts:
        yield Problem(name, "score", f"no part {data['score']!r}.", "Name a part, or null.")


def _facts(name: str, data: Mapping[str, Any], before: set[str], whole: set[str]) -> Iterator[Problem]:
    """Gates, items and critical answers are judged before the sums; bands and rules after them."""
    early = [(f"eligibility[{gate['id']}]", gate["when"]) for gate in data["eligibility"]]
    early += [(f"items[{item['id']}]", item["when"]) for item in data["items"] if "when" in item]
    early += [(f"critical[{each['item']}]", each["when"]) for each in data["critical"]]
    for each in (*data["items"], *data.get("inputs", ())):
        early += [(f"{each['id']}.derive", rule["when"]) for rule in each.get("derive", ())]
    late = [(f"{kind}[{each['id']}]", each["when"]) for kind in ("bands", "rules") for each in data[kind]]
    for known, rules in ((before, early), (whole, late)):
        for path, rule in rules:
            try:
                unknown = facts_named(rule) - known
            except RuleError as broken:
                yield Problem(name, path, str(broken), "Correct the rule.")
                continue
            for fact in sorted(unknown):
                yield Problem(name, path, f"no fact {fact!r} at this point.", "Use an item, an input or a part.")


def _settings(name: str, data: Mapping[str, Any]) -> Iterator[Problem]:
    settings = data.get("settings", {})
    for key, setting in settings.items():
        if setting["default"] not in setting["choices"]:
            yield Problem(name, f"settings.{key}", "the default is not a choice.", "Use one of the choices.")
    for kind in ("bands", "rules"):
        for each in data[kind]:
            for key, value in each.get("setting", {}).items():
                if value not in settings.get(key, {}).get("choices", ()):
                    what = f"setting {key!r} has no choice {value!r}."
                    yield Problem(name, f"{kind}[{each['id']}]", what, "Declare it under settings.")


def text_problems(name: str, pack: Mapping[str, Any], instrument: Mapping[str, Any] | None) -> Iterator[Problem]:
    """Problems of one text pack that already fits its schema, against its instrument."""
    if instrument is None:
        yield Problem(name, "instrument", f"no instrument {pack['instrument']!r}.", "Correct the id.")
        return
    for place, what, do in misfits(pack, instrument):
        yield Problem(name, place, what, do)


def wording_with_an_owner(repository: Path, content: Path, owned: set[str]) -> Iterator[Problem]:
    """Text packs of instruments whose wording may not lie here, anywhere in the repository that holds `content`."""
    for path in sorted(_json_below(repository)):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, OSError):  # not JSON, or a build took it away meanwhile
            continue
        if isinstance(data, dict) and _is_pack(data) and data.get("instrument") in owned:
            what = f"wording of {data['instrument']}, which has an owner (licence.embed is false)."
            do = "Take it out of the repository and load it with `simpul instruments load`."
            yield Problem(os.path.relpath(path, content), "", what, do)


def _is_pack(data: Mapping[str, Any]) -> bool:
    items = data.get("items")
    return isinstance(items, dict) and any(isinstance(item, dict) and "ask" in item for item in items.values())


def _json_below(folder: Path) -> Iterator[Path]:
    try:
        found = list(os.scandir(folder))
    except FileNotFoundError:  # a build took it away meanwhile
        return
    for each in found:
        if each.is_dir(follow_symlinks=False):
            if not each.name.startswith(".") and each.name not in _ELSEWHERE:
                yield from _json_below(Path(each.path))
        elif each.name.endswith(".json"):
            yield Path(each.path)
