"""Which groups are counted, and how a sheet of counts is headed (`content/exchange/denominators.json`)."""

from functools import cache

import msgspec
from msgspec import Struct

from simpul.exchange.sheets.columns import fold
from simpul.knowledge.content import CONTENT_DIR, read_json

Text = dict[str, str]


class Group(Struct, frozen=True):
    """A group by completed months of age (last included, None: no end), or by `mother` (`days` after birth)."""

    id: str
    names: tuple[str, ...]
    title: Text
    months: tuple[int, int | None] | None = None
    mother: str | None = None
    days: int | None = None


class Book(Struct, frozen=True):
    """The content file."""

    rows: int
    years_back: int
    headers: dict[str, tuple[str, ...]]
    groups: tuple[Group, ...]
    problems: dict[str, dict[str, Text]]


@cache
def book() -> Book:
    """The content as a typed value."""
    return msgspec.convert(read_json(CONTENT_DIR / "exchange" / "denominators.json"), Book)


@cache
def by_name() -> dict[str, str]:
    """A group's name, folded → its id."""
    return {fold(name): one.id for one in book().groups for name in (one.id, *one.names)}


@cache
def by_header() -> dict[str, str]:
    """A header, folded → the field."""
    return {fold(header): name for name, headers in book().headers.items() for header in headers}
