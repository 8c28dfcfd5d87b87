"""Write `web/kader/generated/wire.ts` from the wire structs of every room (`wire.py`, `own_wire.py`) and sub-package.

`python -m simpul.journal.generate` writes the file; `--check` writes nothing and exits 1 when it is stale.
Rooms are found by their `wire` module, so this floor imports none of the floors above it.
"""

import argparse
import importlib
import importlib.util
import json
import pkgutil
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
from msgspec import NODEFAULT, inspect

import simpul

ROOT = Path(__file__).resolve().parents[2]
OUTPUT = ROOT / "web" / "kader" / "generated" / "wire.ts"

# What the server writes, it writes whole; what a phone writes may leave defaults out.
WHOLE = re.compile(r"(Row|Answer|Result|Info)$|^(Entry|Head|PostPage|Snapshot|Scope|Problem|Receipt)$")
KIND = re.compile(r"^((?:`[a-z]+\.[a-z]+`(?:, )?)+)")
PART = re.compile(r"^Part `([a-z]+)`")
HEADER = "// Generated from simpul/*/wire.py by `python -m simpul.journal.generate`. Do not edit.\n"

TABLE_OF = "Record<string, Record<string, "

SIMPLE: dict[type, str] = {
    inspect.StrType: "string",
    inspect.IntType: "number",
    inspect.FloatType: "number",
    inspect.BoolType: "boolean",
    inspect.NoneType: "null",
    inspect.AnyType: "unknown",
}


def wire_modules() -> list[ModuleType]:
    """Return the wire modules of every room that has them, ordered by name; those of its sub-packages after its own."""
    found = []
    for room in sorted(module.name for module in pkgutil.iter_modules(simpul.__path__) if module.ispkg):
        names = (f"simpul.{room}.wire", f"simpul.{room}.own_wire", *_below(room))
        found += [importlib.import_module(name) for name in names if importlib.util.find_spec(name)]
    return found


def _below(room: str) -> list[str]:
    folders = sorted((ROOT / "simpul" / room).glob("*/wire.py"))
    return [f"simpul.{room}.{one.parent.name}.wire" for one in folders]


def structs(modules: list[ModuleType]) -> list[type[msgspec.Struct]]:
    """Return the structs that the modules define, in the order they are written."""
    found = []
    for module in modules:
        for value in vars(module).values():
            own = isinstance(value, type) and value.__module__ == module.__name__
            if own and issubclass(value, msgspec.Struct):
                found.append(value)
    return found


def ts_type(kind: inspect.Type) -> str:
    """Return the TypeScript type of a msgspec type. Raises TypeError for one the wire should not have."""
    if type(kind) in SIMPLE:
        return SIMPLE[type(kind)]
    if isinstance(kind, inspect.StructType):
        return kind.cls.__name__
    if isinstance(kind, inspect.LiteralType):
        return " | ".join(json.dumps(value) for value in kind.values)
    if isinstance(kind, inspect.ListType):
        inner = ts_type(kind.item_type)
        return f"({inner})[]" if " " in inner else f"{inner}[]"
    if isinstance(kind, inspect.DictType):
        return f"Record<{ts_type(kind.key_type)}, {ts_type(kind.value_type)}>"
    if isinstance(kind, inspect.UnionType):
        return " | ".join(ts_type(each) for each in kind.types)
    raise TypeError(f"the wire cannot carry {kind!r}")


def interface(cls: type[msgspec.Struct]) -> str:
    """Return one struct as an exported interface with its docstring."""
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)
    whole = bool(WHOLE.search(cls.__name__))
    lines = [doc_comment(cls), f"export interface {cls.__name__} {{"]
    lines += [member(field, whole) for field in info.fields]
    return "\n".join([*lines, "}\n"])


def member(field: inspect.Field, whole: bool) -> str:
    """Return one field of an interface; optional when it may be absent from the JSON."""
    may_miss = field.default is msgspec.UNSET
    optional = may_miss or (not field.required and not whole)
    return f"  {field.encode_name}{'?' if optional else ''}: {ts_type(field.type)};"


def doc_comment(cls: type[msgspec.Struct]) -> str:
    """Return the struct's docstring as a TSDoc comment."""
    lines = [line.strip() for line in (cls.__doc__ or "").strip().splitlines()]
    if len(lines) == 1:
        return f"/** {lines[0]} */"
    return "\n".join(["/**", *(f" * {line}".rstrip() for line in lines), " */"])


def kinds(classes: list[type[msgspec.Struct]]) -> dict[str, str]:
    """Return entry kind → struct name, read from the docstrings' first words."""
    found = {}
    for cls in classes:
        match = KIND.match(cls.__doc__ or "")
        for kind in re.findall(r"`([^`]+)`", match.group(1)) if match else []:
            found[kind] = cls.__name__
    return found


def parts(classes: list[type[msgspec.Struct]]) -> dict[str, type[msgspec.Struct]]:
    """Return part → row struct, read from the docstrings' first words."""
    matches = ((PART.match(cls.__doc__ or ""), cls) for cls in classes)
    return {match.group(1): cls for match, cls in matches if match}


def defaults(cls: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the default of each field that has one, as JSON values."""
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)
    found = {}
    for field in info.fields:
        if field.default is not NODEFAULT and field.default is not msgspec.UNSET:
            found[field.encode_name] = field.default
        elif field.default_factory is not NODEFAULT:
            found[field.encode_name] = field.default_factory()
    return found


def constants(modules: list[ModuleType]) -> str:
    """Return the tables that both sides need: field groups and clinical fields."""
    groups: dict[str, dict[str, str]] = {}
    clinical: set[str] = set()
    for module in modules:
        groups |= getattr(module, "FIELD_GROUPS", {})
        clinical |= getattr(module, "CLINICAL_FIELDS", set())
    return (
        "/** Part → field → group of fields that is merged by one `base` seq. */\n"
        f"export const FIELD_GROUPS: {TABLE_OF}string>> = {json.dumps(groups, indent=2)};\n\n"
        "/** Fields whose conflicts only the puskesmas decides. */\n"
        f"export const CLINICAL_FIELDS: readonly string[] = {json.dumps(sorted(clinical))};\n"
    )


def tables(classes: list[type[msgspec.Struct]]) -> str:
    """Return the maps kind → payload and part → row, and the defaults of rows."""
    payloads = "\n".join(f'  "{kind}": {name};' for kind, name in sorted(kinds(classes).items()))
    rows = parts(classes)
    members = "\n".join(f"  {part}: {cls.__name__};" for part, cls in sorted(rows.items()))
    values = {part: defaults(cls) for part, cls in sorted(rows.items())}
    return (
        f"/** Entry kind → its payload. */\nexport interface Kinds {{\n{payloads}\n}}\n\n"
        f"/** Part of a pull or snapshot → its row. */\nexport interface Parts {{\n{members}\n}}\n\n"
        "/** Part → the values that a row takes for fields nobody has given. */\n"
        f"export const ROW_DEFAULTS: {TABLE_OF}unknown>> = {json.dumps(values, indent=2)};\n"
    )


def generate() -> str:
    """Return the whole text of wire.ts."""
    modules = wire_modules()
    classes = structs(modules)
    blocks = [interface(cls) for cls in classes]
    return "\n".join([HEADER, *blocks, tables(classes), constants(modules)])


def main(argv: list[str] | None = None) -> int:
    """Write the file, or with `--check` compare it. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when the file is not up to date")
    arguments = parser.parse_args(argv)
    text = generate()
    if arguments.check:
        fresh = OUTPUT.exists() and OUTPUT.read_text(encoding="utf-8") == text
        if not fresh:
            sys.stderr.write(f"{OUTPUT.relative_to(ROOT)} is stale: run python -m simpul.journal.generate\n")
        return 0 if fresh else 1
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
