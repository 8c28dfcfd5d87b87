"""Many forms in one CSV: each row gets its result beside it, or what is wrong with it and what to do."""

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

import click

from simpul.knowledge.growth.survey.problems import SurveyError
from simpul.knowledge.growth.survey.source import inspect
from simpul.knowledge.instruments import AnswerError, Instrument, critical_now
from simpul.knowledge.instruments.answers import item_id
from simpul.knowledge.instruments.sheet import Sheet, read_respondent, score_sheet

RESULTS = (
    "complete",
    "score",
    "band",
    "critical",
    "action",
    "edition",
    "eligible",
    "reason",
    "missing",
    "error",
    "trace",
)
PERSON = ("age_years", "age_months", "sex")
SHOWN_PROBLEMS = 50

Row = dict[str, str]


def score_rows(instrument: Instrument, path: Path, output: Path | None, settings: Mapping[str, str]) -> int:
    """Write every row of `path` with its result to `output` (the screen when None); the number of rows with an error.

    Raises AnswerError when the file itself cannot be used.
    """
    try:
        source = inspect(path)
        with source.open() as file:
            reader = csv.DictReader(file, delimiter=source.delimiter, restkey="")
            columns = _columns(instrument, list(reader.fieldnames or ()))
            scored = ((row, _result(instrument, row, columns, settings)) for row in reader)
            if output is None:
                return _write(sys.stdout, list(reader.fieldnames or ()), source.delimiter, scored)
            with output.open("w", encoding="utf-8", newline="") as out:
                return _write(out, list(reader.fieldnames or ()), source.delimiter, scored)
    except SurveyError as why:
        raise AnswerError(path.name, f"{why}.", "Simpan sebagai CSV (UTF-8).") from why
    except OSError as why:
        raise AnswerError(str(output), f"tidak bisa ditulis ({why.strerror}).", "Pilih tempat lain.") from why


def _columns(instrument: Instrument, names: list[str]) -> dict[str, str]:
    """Column → item or input id, for the columns that are answers."""
    known = {item.id for item in instrument.items} | {each.id for each in instrument.inputs}
    found = {name: item_id(name) for name in names if item_id(name) in known}
    if not found:
        items = ", ".join(item.id for item in instrument.items)
        raise AnswerError("baris 1", "tidak ada kolom butir.", f"Beri judul kolom menurut nomor butir: {items}.")
    stray = [name for name in names if name.strip().isdigit() and name not in found]
    if stray:
        raise AnswerError("baris 1", f"kolom {stray[0]} bukan butir {instrument.id}.", "Hapus kolom itu.")
    return found


def _result(
    instrument: Instrument, row: Row, columns: Mapping[str, str], settings: Mapping[str, str]
) -> dict[str, Any]:
    answers = {columns[name]: row.get(name) for name in columns}
    person = {name.strip(): value for name, value in row.items() if name and name.strip() in PERSON}
    try:
        sheet = Sheet(read_respondent(person), answers, ())
        return score_sheet(instrument, sheet, settings).as_json()
    except AnswerError as why:
        danger = critical_now(instrument, answers)
        urgent = next((each.action for each in instrument.critical if each.item in danger), None)
        return {"complete": False, "critical": danger, "action": urgent, "error": str(why)}


def _write(out: TextIO, names: list[str], delimiter: str, scored: Iterator[tuple[Row, dict[str, Any]]]) -> int:
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow([*names, *RESULTS])
    wrong = 0
    for number, (row, result) in enumerate(scored, 2):
        writer.writerow([*(row.get(name) for name in names), *(_cell(result.get(name)) for name in RESULTS)])
        if "error" in result:
            wrong += 1
            if wrong <= SHOWN_PROBLEMS:
                click.echo(f"baris {number}: {result['error']}", err=True)
    return wrong


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return " ".join(value)
    if isinstance(value, Mapping) and "id" in value:
        return str(value["id"])
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
