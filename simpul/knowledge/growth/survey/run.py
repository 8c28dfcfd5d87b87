"""From one survey file to the scored file, in batches, so that a million rows need little memory."""

import contextlib
import csv
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from simpul.knowledge.growth.survey.batch import ADDED, Batch
from simpul.knowledge.growth.survey.columns import Columns, find_columns
from simpul.knowledge.growth.survey.problems import Problem, SurveyError, write_report
from simpul.knowledge.growth.survey.source import Source, inspect

ROWS_AT_ONCE = 20_000
# Enough for every honest file; a file with more is wrong as a whole, and the count goes on.
MOST_KEPT_PROBLEMS = 100_000

Progress = Callable[[int], None]


@dataclass
class Summary:
    """What came of a file: rows written, problems kept and counted, and notices about the header."""

    rows: int = 0
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    notices: tuple[str, ...] = ()

    def note(self, problem: Problem) -> None:
        """Count a problem, and keep it while there is room."""
        self.problem_count += 1
        if len(self.problems) < MOST_KEPT_PROBLEMS:
            self.problems.append(problem)


def score_file(
    survey: Path,
    output: Path,
    *,
    report: Path | None = None,
    whole_months: bool = False,
    delimiter: str | None = None,
    decimal_comma: bool = False,
    progress: Progress = lambda rows: None,
) -> Summary:
    """Score `survey` into `output`, which appears whole or not at all.

    `delimiter` is the survey's own unless given. `progress` is told the rows done after each batch.
    Raises SurveyError when nothing can be scored: unreadable file, missing columns, place not writable.
    """
    source = inspect(survey)
    _keep_apart(survey, output, report)
    summary = Summary()
    with _appears_whole(output) as out, source.open() as file:
        reader = csv.reader(file, delimiter=source.delimiter)
        columns = find_columns(_header(reader), ADDED)
        summary.notices = columns.notices
        writer = csv.writer(out, delimiter=delimiter or source.delimiter, lineterminator=source.line_end)
        writer.writerow([*columns.header, *ADDED])
        batch = Batch(columns, summary.note, whole_months, decimal_comma)
        for first_row, rows in _batches(reader, source):
            writer.writerows(_scored(batch, columns, rows, first_row, source))
            summary.rows += sum(1 for row in rows if row)
            progress(summary.rows)
        summary.problems.sort(key=lambda p: p.row)
        if report is not None:
            with _said_kindly(report):
                write_report(report, summary.problems)
    return summary


def _keep_apart(survey: Path, output: Path, report: Path | None) -> None:
    places = [path.resolve() for path in (survey, output, report) if path is not None]
    if len(set(places)) < len(places):
        raise SurveyError("berkas asal, hasil dan laporan harus berbeda. Pilih nama lain untuk --output atau --report")


def _scored(
    batch: Batch, columns: Columns, rows: list[list[str]], first_row: int, source: Source
) -> Iterator[list[str]]:
    """Return the rows with their scores; a blank row stays blank, a shifted one is not scored."""
    width = len(columns.header)
    usable: dict[int, list[str]] = {}
    for i, row in enumerate(rows):
        why = _shape_problem(row, width, source)
        if why is not None:
            problem, advice, level = why
            batch.note(Problem(first_row + i, "(seluruh baris)", f"{len(row)} sel", level, problem, advice))
        if row and (why is None or why[2] == "periksa"):
            usable[i] = _fitted(row, width)
    cells = batch.added_cells(list(usable.values()), [first_row + i for i in usable])
    added = dict(zip(usable, cells, strict=True))
    nothing = ("",) * len(ADDED)
    for i, row in enumerate(rows):
        yield [*_fitted(row, width), *added.get(i, nothing)] if row else []


def _fitted(row: list[str], width: int) -> list[str]:
    return row if len(row) == width else row[:width] + [""] * (width - len(row))


def _shape_problem(row: list[str], width: int, source: Source) -> tuple[str, str, str] | None:
    if len(row) == width or not row:
        return None
    if len(row) > width:
        if not any(cell.strip() for cell in row[width:]):
            return None
        return (
            f"lebih dari {width} kolom, sehingga isinya bergeser; baris ini tidak dinilai",
            f"Beri tanda kutip pada isi yang memuat {source.delimiter!r}, misalnya koma desimal.",
            "salah",
        )
    if any(cell.count("\n") and cell.count(source.delimiter) >= width - 1 for cell in row):
        return (
            "tanda kutip tidak ditutup, sehingga beberapa baris tertelan",
            "Tutup tanda kutipnya.",
            "salah",
        )
    return (f"kurang dari {width} kolom; yang tidak ada dianggap kosong", "Periksa barisnya.", "periksa")


def _header(reader: Iterator[list[str]]) -> list[str]:
    try:
        return next(reader)
    except csv.Error as why:
        raise SurveyError(f"judul kolom tidak bisa dibaca: {why}") from why


def _batches(reader: Iterator[list[str]], source: Source) -> Iterator[tuple[int, list[list[str]]]]:
    """Return rows in batches, each with the spreadsheet number of its first row (the header is row 1)."""
    next_row = 2
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) == ROWS_AT_ONCE:
                yield next_row, rows
                next_row += len(rows)
                rows = []
    except csv.Error as why:
        at = next_row + len(rows)
        raise SurveyError(f"{source.path.name} rusak sekitar baris {at}: {why}. Periksa tanda kutipnya") from why
    if rows:
        yield next_row, rows


@contextlib.contextmanager
def _appears_whole(output: Path) -> Iterator[TextIO]:
    """Open a temporary neighbour of `output` for writing; rename it on success, remove it on failure."""
    with _said_kindly(output):
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.", suffix=".sementara")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
        Path(name).chmod(0o666 & ~_umask())
        with _said_kindly(output):
            Path(name).replace(output)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def _umask() -> int:
    """Return the mask for new files; a temporary file starts private, the result should be as any other file."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def _said_kindly(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as why:
        raise SurveyError(f"{path} tidak bisa ditulis: {why.strerror}. Periksa foldernya") from why
