"""A sheet of counts comes in: every row that can be read is stored, the others are named with what is wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from simpul.base import audit, clock
from simpul.base.words import say
from simpul.exchange.denominators.content import book, by_header, by_name
from simpul.exchange.denominators.models import Denominator
from simpul.exchange.sheets.cells import text_of
from simpul.exchange.sheets.columns import fold
from simpul.exchange.sheets.faults import SheetError
from simpul.exchange.sheets.reading import tables
from simpul.registry.areas import dotted
from simpul.registry.models import Account, Area

FIELDS = ("area", "year", "group", "count", "source", "source_date")
_SOURCE_LENGTH = 120


@dataclass(frozen=True)
class Fault:
    """A row that did not come in, and why, in words."""

    row: int
    what: str
    repair: str


@dataclass
class Taken:
    """What a sheet brought."""

    stored: int = 0
    faults: list[Fault] = field(default_factory=list)


class _Wrong(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def take_in(actor: Account, data: bytes, may: Callable[[str], bool]) -> Taken:
    """Store the counts of a sheet. `may` says whether the actor may speak for an area. Raises SheetError."""
    taken, today = Taken(), clock.today()
    rows: dict[tuple[str, int, str, str], Denominator] = {}
    for number, cells in _rows(data, taken):
        try:
            one = _read(cells, may, today)
        except _Wrong as wrong:
            taken.faults.append(_fault(number, wrong.code))
            continue
        one.imported_by, one.imported_at = actor, clock.now()
        rows[one.area_id, one.year, one.group, one.source] = one
    with transaction.atomic():
        Denominator.objects.bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=["area", "year", "group", "source"],
            update_fields=["count", "source_date", "imported_by", "imported_at"],
        )
        audit.note(actor, "denominators_imported", "denominators", {"rows": len(rows)})
    taken.stored = len(rows)
    return taken


def _rows(data: bytes, taken: Taken) -> list[tuple[int, dict[str, str]]]:
    """The rows below the header, by field. Says that the header is not whole where it is not."""
    found: list[tuple[int, dict[str, str]]] = []
    for sheet in tables(data):
        places: dict[str, int] | None = None
        for number, cells in enumerate(sheet, start=1):
            if places is None:
                places = _places(cells)
                if places is None:
                    taken.faults.append(_fault(number, "headers"))
                    return []
            elif any(text_of(cell) for cell in cells):
                found.append(
                    (number, {name: text_of(cells[at]) if at < len(cells) else "" for name, at in places.items()})
                )
            if len(found) > book().rows:
                raise SheetError("too_many_rows", rows=book().rows)
        break
    return found


def _places(cells: Sequence[Any]) -> dict[str, int] | None:
    places = {by_header()[fold(cell)]: at for at, cell in enumerate(cells) if fold(cell) in by_header()}
    return places if places.keys() >= set(FIELDS) else None


def _read(cells: dict[str, str], may: Callable[[str], bool], today: date) -> Denominator:
    group = by_name().get(fold(cells["group"]))
    source = " ".join(cells["source"].split())[:_SOURCE_LENGTH]
    if group is None:
        raise _Wrong("group")
    if not source:
        raise _Wrong("source")
    return Denominator(
        area_id=_area(cells["area"], may),
        year=_whole(cells["year"], "year", today.year - book().years_back, today.year + 1),
        group=group,
        count=_whole(cells["count"], "count", 0, 300_000_000),
        source=source,
        source_date=_day(cells["source_date"], today),
    )


def _area(text: str, may: Callable[[str], bool]) -> str:
    code = dotted(text)
    if not may(code) or not Area.objects.filter(pk=code).exists():
        raise _Wrong("area")
    return code


def _whole(text: str, name: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 9 or not least <= int(text) <= most:
        raise _Wrong(name)
    return int(text)


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        raise _Wrong("source_date") from None
    if day > today:
        raise _Wrong("source_date")
    return day


def _fault(number: int, code: str) -> Fault:
    words = book().problems[code]
    return Fault(number, say(words["what"]), say(words["repair"]))
