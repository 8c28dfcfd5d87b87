"""The columns of known sheets (`content/exchange/eppgbm-*.json`) and how a header row is recognised."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from simpul.base.words import say
from simpul.knowledge.content import CONTENT_DIR, read_json

SHEETS = ("eppgbm-export", "eppgbm-identity", "eppgbm-measurement")
MEASURES = {"date", "weight_kg", "length_height_cm"}
"""Fields without which a sheet says nothing about growth."""
_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Column:
    """A column of a known sheet; `headers` in folded form."""

    field: str
    headers: tuple[str, ...]
    type: str
    label: dict[str, str]
    required: str
    kept: bool
    zero_is_empty: bool


@dataclass(frozen=True)
class Layout:
    """A known sheet: what it holds and the header rows that are or were in use, the newest first."""

    id: str
    kind: str
    title: dict[str, str]
    sheet: str
    sets: tuple[tuple[str, tuple[str, ...]], ...]
    columns: tuple[Column, ...]


@dataclass
class Recognised:
    """A header row understood: for each known column its place; the headers nobody knows; which published set it is."""

    layout: Layout
    places: dict[str, int]
    headers: tuple[str, ...]
    unknown: list[str] = field(default_factory=list)
    edition: str = ""

    @property
    def columns(self) -> list[tuple[Column, int]]:
        """The columns that carry something, with their places."""
        known = ((column, self.places.get(column.field)) for column in self.layout.columns)
        return [(column, place) for column, place in known if place is not None and column.type != "unused"]


def fold(header: object) -> str:
    """A header without case, spaces and signs: `Tgl. Lahir ` and `tgl_lahir` are one."""
    return _SIGNS.sub("", str(header).lower())


@cache
def layouts() -> tuple[Layout, ...]:
    """Every known sheet."""
    return tuple(_layout(name) for name in SHEETS)


def layout(kind: str) -> Layout:
    """The sheet of a kind: `identity`, `measurement`, `export`."""
    return next(one for one in layouts() if one.kind == kind)


def recognise(cells: Sequence[object]) -> Recognised | None:
    """The sheet that a row of cells heads: the one that knows most of them and misses no column it needs."""
    headers = tuple(str(cell).strip() for cell in cells)
    best: Recognised | None = None
    for one in layouts():
        found = _match(one, headers)
        if found is not None and (best is None or len(found.places) > len(best.places)):
            best = found
    return best


def missing(kind: str, headers: Sequence[str]) -> list[str]:
    """Fields that a sheet of this kind needs and these headers do not have."""
    there = {fold(header) for header in headers}
    return [c.field for c in layout(kind).columns if c.required and not there & set(c.headers)]


def measuring_headers() -> list[str]:
    """The headers that say a sheet is of weighings, as the newest published sheet prints them."""
    one = layout("measurement")
    known = {header for column in one.columns if column.field in MEASURES for header in column.headers}
    return [header for header in one.sets[0][1] if fold(header) in known]


@cache
def _labels() -> dict[str, dict[str, str]]:
    return {column.field: column.label for one in layouts() for column in one.columns}


def field_label(name: str) -> str:
    """A field in words of the page's language."""
    return say(_labels().get(name)) or name


def _match(one: Layout, headers: tuple[str, ...]) -> Recognised | None:
    folded = [fold(header) for header in headers]
    if missing(one.kind, headers):
        return None
    places = {c.field: folded.index(h) for c in one.columns for h in c.headers[::-1] if h in folded}
    taken = set(places.values())
    unknown = [header for place, header in enumerate(headers) if header and place not in taken]
    written = {header for header in folded if header}
    edition = next((name for name, names in one.sets if {fold(h) for h in names} == written), "")
    return Recognised(one, places, headers, unknown, edition)


def _layout(name: str) -> Layout:
    content: dict[str, Any] = read_json(CONTENT_DIR / "exchange" / f"{name}.json")
    return Layout(
        content["id"],
        content["kind"],
        content["title"],
        content["sheet"],
        tuple((one["id"], tuple(one["headers"])) for one in content["sets"]),
        tuple(_column(one) for one in content["columns"]),
    )


def _column(one: dict[str, Any]) -> Column:
    return Column(
        one["field"],
        tuple(fold(header) for header in one["headers"]),
        one["type"],
        one["label"],
        one.get("required", ""),
        one.get("place") == "kept",
        bool(one.get("zero_is_empty")),
    )
