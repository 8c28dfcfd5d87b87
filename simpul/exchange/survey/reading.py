"""A filled sheet, row by row, against the units of an area. Writes nothing.

A row without an answer is no answer: it is passed over. A row that says what the register says already changes nothing,
so the same sheet read twice changes nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from simpul.base.words import say
from simpul.exchange.sheets.cells import EMPTY, NO, YES, date_of, text_of
from simpul.exchange.sheets.columns import fold
from simpul.exchange.sheets.faults import Problem, SheetError
from simpul.exchange.sheets.reading import tables
from simpul.exchange.survey.content import Evidence, by_header, evidence_for, survey
from simpul.knowledge.services import Service, all_services
from simpul.registry.capabilities.models import Capability
from simpul.registry.models import Unit

HEADER_WITHIN = 12
LONGEST = 120
ABLE, NOT_ABLE = YES | {"mampu", "bisa"}, NO | {"belum", "belum mampu", "tidak mampu", "tidak bisa"}
"""Beside yes and no as every sheet writes them."""


@dataclass(frozen=True)
class Answer:
    """A row that can be applied."""

    row: int
    unit: Unit
    service: str
    status: str
    on: date
    evidence: Mapping[str, Any]
    filled_by: str

    @property
    def said(self) -> tuple[Any, ...]:
        """What must agree where a unit and service stand twice."""
        return self.status, self.on, dict(self.evidence)


@dataclass
class Read:
    """A sheet understood: answers that change something, rows with problems, counts."""

    answers: list[Answer] = field(default_factory=list)
    problems: dict[int, list[Problem]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    table: int = 0
    header: int = 0


class _Wrong(Exception):
    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.problem = Problem(f"survey_{code}", "", facts)


def read(data: bytes, units: Mapping[UUID, Unit], today: date) -> Read:
    """A sheet against these units. Raises SheetError for a file that is no survey."""
    for number, sheet in enumerate(tables(data)):
        numbered = enumerate(sheet, start=1)
        line, places = _header(numbered)
        if places:
            found = Read(table=number, header=line)
            _settle(_understood(_rows(numbered, places), units, today, found), found)
            return found
    raise SheetError("survey_headers")


def _header(numbered: Iterator[tuple[int, Sequence[Any]]]) -> tuple[int, dict[str, int]]:
    """(line of the header, field → column); no columns where no header is found."""
    for line, cells in islice(numbered, HEADER_WITHIN):
        places = {by_header()[fold(cell)]: at for at, cell in enumerate(cells) if fold(cell) in by_header()}
        if places.keys() >= set(survey().needed):
            return line, places
    return 0, {}


def _understood(
    rows: Iterator[tuple[int, dict[str, Any]]], units: Mapping[UUID, Unit], today: date, found: Read
) -> list[Answer]:
    """The rows that can be applied. Row by row: small files can hold cells of more memory than a server has."""
    answers: list[Answer] = []
    for number, cells in rows:
        found.counts["rows"] += 1
        try:
            answer = _answer(number, cells, units, today)
        except _Wrong as wrong:
            found.problems[number] = [wrong.problem]
            continue
        if answer is None:
            found.counts["rows_empty"] += 1
        else:
            answers.append(answer)
    return answers


def _rows(
    numbered: Iterator[tuple[int, Sequence[Any]]], places: Mapping[str, int]
) -> Iterator[tuple[int, dict[str, Any]]]:
    seen = 0
    for number, cells in numbered:
        if not any(text_of(cell) for cell in cells):
            continue
        seen += 1
        if seen > survey().rows:
            raise SheetError("too_many_rows", rows=survey().rows)
        yield number, {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
    if not seen:
        raise SheetError("no_rows")


def _answer(number: int, cells: Mapping[str, Any], units: Mapping[UUID, Unit], today: date) -> Answer | None:
    unit, status = _unit(cells["unit"], units), text_of(cells["status"]).casefold()
    service = _service(text_of(cells["service"]), unit)
    if status in EMPTY:
        return None
    if status not in ABLE | NOT_ABLE:
        raise _Wrong("status")
    evidence = {
        one.id: value for one in evidence_for(unit.kind) if (value := _evidence(one, cells.get(one.id, ""))) is not None
    }
    said = "able" if status in ABLE else "not_able"
    filled_by = _text("filled_by", cells.get("filled_by", ""))
    return Answer(number, unit, service.id, said, _on(cells.get("on", ""), today), evidence, filled_by)


def _unit(cell: Any, units: Mapping[UUID, Unit]) -> Unit:
    try:
        return units[UUID(text_of(cell))]
    except (ValueError, KeyError):
        raise _Wrong("unit") from None


def _service(name: str, unit: Unit) -> Service:
    offered = [one for one in all_services() if unit.kind in one.offered_by]
    for one in offered:
        if fold(name) in (fold(one.id), fold(say(one.name)), fold(one.name["id"])):
            return one
    raise _Wrong("service", choices=", ".join(one.id for one in offered))


def _on(cell: Any, today: date) -> date:
    if text_of(cell).casefold() in EMPTY:
        return today
    found = date_of(cell)
    if found is None or found > today:
        raise _Wrong("on")
    return found


def _evidence(one: Evidence, cell: Any) -> Any:
    text = text_of(cell)
    if text.casefold() in EMPTY - {"tidak ada", "nihil"}:
        return None
    if one.type == "whole":
        if text.casefold() in YES - {"1"}:
            return True
        if not (text.isascii() and text.isdecimal()) or len(text) > 3:
            raise _Wrong("whole", column=say(one.label))
        return int(text)
    if one.type == "yes_no":
        if text.casefold() not in YES | NO | {"tidak ada"}:
            raise _Wrong("yes_no", column=say(one.label))
        return text.casefold() in YES
    return _text(one.id, cell)


def _text(name: str, cell: Any) -> str:
    text = text_of(cell)
    if len(text) > LONGEST:
        label = next(say(one.label) for one in survey().columns if one.field == name)
        raise _Wrong("too_long", column=label)
    return "" if text in EMPTY else text


def _settle(answers: list[Answer], found: Read) -> None:
    """Of rows about one unit and service the first stands; those that contradict it come back, all of them."""
    held: dict[tuple[UUID, str], list[Answer]] = {}
    for one in answers:
        held.setdefault((one.unit.pk, one.service), []).append(one)
    known = _known(held)
    for pair, some in held.items():
        if any(one.said != some[0].said for one in some):
            for one in some:
                found.problems[one.row] = [Problem("survey_twice")]
        elif _is_new(some[0], known.get(pair)):
            found.answers.append(some[0])
            found.counts[some[0].status] += 1
        else:
            found.counts["rows_known"] += 1
        found.counts["rows_double"] += len(some) - 1 if all(one.said == some[0].said for one in some) else 0
    found.counts["rows_bad"] = len(found.problems)


def _known(held: Mapping[tuple[UUID, str], list[Answer]]) -> dict[tuple[UUID, str], list[Capability]]:
    said = Capability.objects.filter(
        unit__in={unit for unit, _ in held}, service__in={service for _, service in held}, superseded=False
    )
    rows: dict[tuple[UUID, str], list[Capability]] = {}
    for one in said:
        rows.setdefault((one.unit_id, one.service), []).append(one)
    return rows


def _is_new(answer: Answer, known: Sequence[Capability] | None) -> bool:
    """Whether the register does not already say this from that day on, or in force on that day the very same."""
    return not any(
        one.status == answer.status
        and _plain(one.evidence, answer.unit.kind) == _plain(answer.evidence, answer.unit.kind)
        and one.valid_from <= answer.on
        and (one.valid_to is None or one.valid_to >= answer.on)
        for one in known or ()
    )


def _plain(evidence: Mapping[str, Any], kind: str) -> dict[str, str]:
    """What a sheet could say of it, as text: evidence that no sheet asks for is no difference."""
    asked = {one.id for one in evidence_for(kind)}
    return {name: text_of(value) for name, value in evidence.items() if name in asked and value is not None}
