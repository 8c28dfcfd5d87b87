"""What is wrong with a survey file, said so that the reader can repair it."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

REPORT_HEADER = ("row", "column", "value", "level", "problem", "advice")


class SurveyError(Exception):
    """The file as a whole cannot be scored; the text says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell (or row) that needs a look.

    `row` counts as a spreadsheet does: the header is row 1. `level` is "salah" (the cell was left out of the
    scoring) or "periksa" (scored, but worth checking).
    """

    row: int
    column: str
    value: str
    level: str
    problem: str
    advice: str

    def sentence(self) -> str:
        """Return the problem as one line for the terminal."""
        return f"baris {self.row}, kolom {self.column}: {self.value!r} {self.problem}. {self.advice}"


def write_report(path: Path, problems: Iterable[Problem]) -> None:
    """Write the problems as CSV with the columns of REPORT_HEADER; an empty report has the header alone."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(REPORT_HEADER)
        writer.writerows([getattr(p, name) for name in REPORT_HEADER] for p in problems)
