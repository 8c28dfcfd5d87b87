"""What was typed in a register's grid as measurements: read, questioned, and turned into entries."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from simpul.base.words import language
from simpul.care.growth import SEX
from simpul.care.models import Growth
from simpul.exchange.register import TICKS, Line, RegisterPage
from simpul.exchange.sheets.cells import value_of
from simpul.exchange.sheets.columns import Column as SheetColumn
from simpul.exchange.weighings import capsule
from simpul.knowledge.growth.plausibility import FIELDS, Measurement, questions

TICKED = frozenset({"x", "v", "✓", "ya", "1", "y"})
LYING = frozenset({"t", "l", "terlentang", "telentang"})
STANDING = frozenset({"b", "h", "berdiri"})
_DECIMAL = SheetColumn("figure", (), "decimal", {}, "", False, True)


@dataclass(frozen=True)
class Typed:
    """Of one child and one day: field → value, and field → key of the cell it stands in."""

    line: Line
    day: date
    values: Mapping[str, Any]
    cells: Mapping[str, str]


def read(page: RegisterPage) -> tuple[list[Typed], dict[str, str]]:
    """(what was typed and is not stored yet, cell → why it cannot be read)."""
    found: list[Typed] = []
    faults: dict[str, str] = {}
    for line in page.lines:
        values: dict[date, dict[str, Any]] = defaultdict(dict)
        cells: dict[date, dict[str, str]] = defaultdict(dict)
        for cell in line.cells:
            if cell.stored or not cell.text.strip():
                continue
            value = value_in(cell.column.field, cell.text)
            if value is None:
                faults[cell.key] = "unreadable"
            elif cell.column.day is None:
                faults[cell.key] = "no_day"
            elif line.person.birth_date and cell.column.day < line.person.birth_date:
                faults[cell.key] = "before_birth"
            elif cell.column.field == "vitamin_a" and capsule("age", line.person.birth_date, cell.column.day) is None:
                faults[cell.key] = "no_capsule"
            else:
                values[cell.column.day][cell.column.field] = value
                cells[cell.column.day][cell.column.field] = cell.key
        found += [Typed(line, day, values[day], cells[day]) for day in sorted(values)]
    return found, faults


def value_in(field: str, text: str) -> Any:
    """The value that a cell's text stands for; None for text that is none."""
    folded = text.strip().casefold()
    if field in TICKS:
        return True if folded in TICKED else None
    if field == "measured":
        return "l" if folded in LYING else "h" if folded in STANDING else None
    value, _problem = value_of(_DECIMAL, text)
    return value


def asked(page: RegisterPage, typed: list[Typed]) -> dict[str, str]:
    """Cell → the question that the phone would ask about it. Never blocks."""
    before = _before(page)
    found: dict[str, str] = {}
    for one in typed:
        person = one.line.person
        history = before[person.pk]
        last = next((seen for seen in reversed(history) if seen.day < one.day), None)
        now = _measurement(one)
        history.append(now)
        history.sort(key=lambda seen: seen.day)
        if person.birth_date is None or person.sex not in SEX:
            continue
        for question in questions(SEX[person.sex], person.birth_date, now, last):
            key = one.cells.get(question.field) or one.cells.get("length_height_cm")
            if key:
                found.setdefault(key, question.text[language()])
    return found


def _measurement(one: Typed) -> Measurement:
    sizes: dict[str, Any] = {name: one.values.get(name) for name in FIELDS}
    return Measurement(one.day, **sizes, measured=one.values.get("measured"))


def _before(page: RegisterPage) -> dict[Any, list[Measurement]]:
    people = [line.person.pk for line in page.lines]
    found: dict[Any, list[Measurement]] = defaultdict(list)
    rows = Growth.objects.filter(person__in=people).order_by("date")
    for person, day, weight, height in rows.values_list("person_id", "date", "weight_kg", "length_height_cm"):
        found[person].append(Measurement(day, weight_kg=weight, length_height_cm=height))
    return found
