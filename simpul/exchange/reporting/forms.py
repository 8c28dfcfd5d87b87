"""Forms of recaps as content (`content/reports/recap-*.json`), with their rules compiled once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.knowledge.rules import compile_rule, facts_named
from simpul.knowledge.rules.clauses import Test

GROUPS = ("bumil", "balita", "remaja", "dewasa")
MATERNAL = "bumil"
Text = Mapping[str, str]
By = Literal["month", "targets", "came", "absent", "rule"]


@dataclass(frozen=True)
class Column:
    """A printed column. `step` is the step of the open day whose colour it has; `certainty` how sure its rule is."""

    id: str
    label: Text
    heading: Text | None
    by: By
    band: str
    when: Test | None
    step: int | None
    certainty: str
    source: str
    note: Text | None


@dataclass(frozen=True)
class Band:
    """A part of the group by age or state."""

    id: str
    label: Text
    when: Test


@dataclass(frozen=True)
class Form:
    """A recap's form. `named`: the facts of which its columns speak, apart from the band."""

    id: str
    group: str
    edition: str
    title: Text
    source: str
    signed_by: Text
    bands: tuple[Band, ...]
    columns: tuple[Column, ...]
    named: tuple[str, ...]


@cache
def form(group: str) -> Form:
    """The recap of a group. Raises ContentError for an unknown one."""
    data = read_json(CONTENT_DIR / "reports" / f"recap-{group}.json")
    rules = [column["count"]["when"] for column in data["columns"] if column["count"]["by"] == "rule"]
    return Form(
        data["id"],
        data["group"],
        data["edition"],
        data["title"],
        data["source"],
        data["signed_by"],
        tuple(Band(band["id"], band["label"], compile_rule(band["when"])) for band in data["bands"]),
        tuple(_column(column, data["source"]) for column in data["columns"]),
        tuple(sorted({name for rule in rules for name in facts_named(rule)} - {"band"})),
    )


def _column(data: Mapping[str, Any], source: str) -> Column:
    count = data["count"]
    return Column(
        data["id"],
        data["label"],
        data.get("heading"),
        count["by"],
        count.get("band", ""),
        compile_rule(count["when"]) if count["by"] == "rule" else None,
        data.get("step"),
        data["certainty"],
        data.get("source", source),
        data.get("note"),
    )


@cache
def forms() -> tuple[Form, ...]:
    """All recaps, in the order in which they are printed."""
    return tuple(form(group) for group in GROUPS)


@cache
def person_month() -> Mapping[str, Any]:
    """`content/reports/person-month.json`."""
    data: Mapping[str, Any] = read_json(CONTENT_DIR / "reports" / "person-month.json")
    return data
