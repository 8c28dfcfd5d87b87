"""The rules of the survey (`content/exchange/capability-survey.json`): sheet, evidence, days."""

from collections.abc import Mapping
from functools import cache

import msgspec
from msgspec import Struct

from simpul.exchange.sheets.columns import fold
from simpul.knowledge.content import CONTENT_DIR, read_json

Text = dict[str, str]


class Evidence(Struct, frozen=True):
    """One piece of evidence: `whole` number, `yes_no` or `text`; asked of these kinds of units.

    It belongs to these services; to every one where none is named.
    """

    id: str
    type: str
    label: Text
    kinds: tuple[str, ...]
    services: tuple[str, ...] = ()


class Column(Struct, frozen=True):
    """A column of the sheet; the first header is the one that the template prints."""

    field: str
    headers: tuple[str, ...]
    label: Text


class Source(Struct, frozen=True):
    """What an officer may name as source."""

    id: str
    label: Text


class Survey(Struct, frozen=True):
    """The content file."""

    edition: str
    unused_days: int
    stale_months: int
    link_days: int
    remind_every_hours: int
    rows: int
    first_service: str
    measured: dict[str, tuple[str, ...]]
    screens: dict[str, tuple[str, ...]]
    evidence: tuple[Evidence, ...]
    sources: tuple[Source, ...]
    weekdays: dict[str, tuple[str, ...]]
    weekday_runs: dict[str, tuple[str, str]]
    week_words: tuple[str, ...]
    sheet: Text
    columns: tuple[Column, ...]
    needed: tuple[str, ...]


@cache
def survey() -> Survey:
    """The content as a typed value."""
    return msgspec.convert(read_json(CONTENT_DIR / "exchange" / "capability-survey.json"), Survey)


@cache
def by_header() -> Mapping[str, str]:
    """A header, folded → the field."""
    return {fold(header): one.field for one in survey().columns for header in one.headers}


def evidence_of_service(service: str) -> list[Evidence]:
    """The evidence that belongs to a service, whoever offers it."""
    return [one for one in survey().evidence if not one.services or service in one.services]


def evidence_for(kind: str) -> list[Evidence]:
    """The evidence that is asked of a kind of unit."""
    return [one for one in survey().evidence if kind in one.kinds]
