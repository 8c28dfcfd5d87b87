"""`docs/reports.md`, written out of the content: every column with its rule, its source and how sure it is."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from simpul.knowledge.content import CONTENT_DIR, read_json

TARGET = Path(__file__).resolve().parents[3] / "docs" / "reports.md"
FOLDER = CONTENT_DIR / "reports"
SIGNS = {"eq": "=", "ne": "≠", "lt": "<", "le": "≤", "gt": ">", "ge": "≥"}
COUNTED = {
    "month": "the month itself",
    "targets": "persons in the band `{band}`",
    "came": "of them, seen in the month",
    "absent": "of them, not seen in the month",
}
HEAD = Path(__file__).with_name("describe_head.md").read_text(encoding="utf-8")


def rule_words(rule: Mapping[str, Any]) -> str:
    """A rule in one line."""
    op = rule["op"]
    if op in SIGNS:
        return f"`{rule['fact']}` {SIGNS[op]} {json.dumps(rule['value'], ensure_ascii=False)}"
    if op == "in":
        return f"`{rule['fact']}` in {', '.join(map(str, rule['values']))}"
    if op == "between":
        return f"`{rule['fact']}` {rule['min']} to {rule['max']}"
    if op == "missing":
        return f"`{rule['fact']}` not known"
    if op == "not":
        return f"not ({rule_words(rule['of'])})"
    parts = [rule_words(part) for part in rule["of"]]
    if op == "count_at_least":
        return f"at least {rule['n']} of: {'; '.join(parts)}"
    return f" {op} ".join(f"({part})" if " or " in part and op == "and" else part for part in parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _recap(data: Mapping[str, Any]) -> Iterator[str]:
    title, columns = data["title"], data["columns"]
    yield f"\n## {title['en']} ({len(columns)} columns)\n"
    sure = f"edition {data['edition']}; order of columns: {data['columns_certainty']}"
    yield f"*{title['id']}.* Source: {data['source']} ({sure}).\n"
    for band in data["bands"]:
        yield f"* `{band['id']}` {band['label']['id']}: {rule_words(band['when'])}"
    yield "\n| No. | Column | Counted | Certainty |\n|---|---|---|---|"
    for number, column in enumerate(columns, start=1):
        count = column["count"]
        said = rule_words(count["when"]) if count["by"] == "rule" else COUNTED[count["by"]].format(**count)
        heading = f"{column['heading']['id']}: " if "heading" in column else ""
        note = f" {column['note']['en']}" if "note" in column else ""
        yield f"| {number} | {_cell(heading + column['label']['id'])} | {_cell(said + note)} | {column['certainty']} |"


def _skdn(data: Mapping[str, Any]) -> Iterator[str]:
    ages = ", ".join(age["label"]["en"] for age in data["ages"])
    yield f"\n## SKDN\n\nSource: {data['source']}. Ages: {ages}, each by sex.\n"
    yield "| Row | Counted | Certainty |\n|---|---|---|"
    for row in data["rows"]:
        said = rule_words(row["when"]) if row["when"] else "everybody on the list"
        note = f" {row['note']['en']}" if "note" in row else ""
        yield f"| {row['label']['id']} | {_cell(said + note)} | {row['certainty']} |"
    yield "\n| Indicator | Counted |\n|---|---|"
    for one in data["indicators"]:
        less = f" − {' − '.join(one['less'])}" if "less" in one else ""
        yield f"| {one['id']} {one['label']['id']} | {' + '.join(one['over'])} / ({' + '.join(one['under'])}{less}) |"


def _sip(data: Mapping[str, Any]) -> Iterator[str]:
    yield f"\n## SIP\n\nSource: {data['source']} ({data['certainty']}). {data['not_recorded']['en']}\n"
    for form in data["formats"]:
        names = "; ".join(
            f"{n} {c['heading']['id'] + ': ' if 'heading' in c else ''}{c['label']['id']}"
            for n, c in enumerate(form["columns"], start=1)
        )
        yield f"* **{form['title']['id']}** ({len(form['columns'])} columns): {names}."


def _facts(data: Mapping[str, Any]) -> Iterator[str]:
    yield f"\n## Facts of a month\n\nSource: {data['source']} ({data['certainty']}).\n\n| Fact | From |\n|---|---|"
    for name, fields in data["filled"].items():
        yield f"| `{name}` | one of {', '.join(fields)} holds text or Yes |"
    for name, fields in data["positive"].items():
        yield f"| `{name}` | one of {', '.join(fields)} is above 0 |"
    for name, products in data["given"].items():
        yield f"| `{name}` | one of {', '.join(products)} was given in the month |"
    yield f"| `tbc_suspected` | {', '.join(data['tbc']['fields'])}: as many as the card's setting asks for |"
    yield f"| stays Yes | {', '.join(data['once_yes'])} |"
    for instrument, domains in data["domains"].items():
        items = "; ".join(f"{domain} {', '.join(some)}" for domain, some in domains.items())
        yield f"| `{instrument}_…` | a Yes at one item: {items} |"


def text() -> str:
    """The whole document."""
    read = {name: read_json(FOLDER / f"{name}.json") for name in ("skdn", "sip", "person-month")}
    recaps = [read_json(FOLDER / f"recap-{group}.json") for group in ("bumil", "balita", "remaja", "dewasa")]
    lines = [HEAD, *(line for data in recaps for line in _recap(data))]
    lines += [*_skdn(read["skdn"]), *_sip(read["sip"]), *_facts(read["person-month"])]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write it, or with `--check` say whether it is stale."""
    fresh = text()
    if "--check" in sys.argv:
        stale = not TARGET.exists() or TARGET.read_text(encoding="utf-8") != fresh
        sys.exit("docs/reports.md is stale" if stale else 0)
    TARGET.write_text(fresh, encoding="utf-8")


if __name__ == "__main__":
    main()
