"""The sheet of an import's problems: the rows as they came, with two columns more."""

from collections.abc import Iterator
from itertools import chain

from django.utils.translation import override

from simpul.exchange import problem_list
from simpul.exchange.actions.take_in import body_of
from simpul.exchange.models import Import
from simpul.exchange.sheets import writing
from simpul.exchange.sheets.parse import raw_rows
from simpul.exchange.sheets.reading import Cells

WHAT, REPAIR = "Masalah", "Perbaikan"
"""In Bahasa Indonesia whatever the page's language: the sheet goes to whoever keeps the register."""


def problem_sheet(job: Import, form: str) -> bytes:
    """The rows with problems under the sheet's own headers; read in again, the two columns are ignored."""
    packed = Import.objects.filter(pk=job.pk).values_list("problems", flat=True).get()
    problems = problem_list.unpack(bytes(packed))
    header = int(job.preview["header"])
    rows = raw_rows(body_of(job), int(job.preview["table"]), {header, *problems})
    _, first = next(rows)
    headers = [str(cell) for cell in first]
    kept = [place for place, name in enumerate(headers) if name not in (WHAT, REPAIR)]
    lines = _lines(rows, kept, problems)
    names = [*(headers[place] for place in kept), WHAT, REPAIR]
    with override("id"):
        if form == "xlsx":
            return writing.as_xlsx("Perlu diperbaiki", names, lines, wide=(WHAT, REPAIR))
        return writing.as_file(form, "Perlu diperbaiki", names, lines)


def _lines(
    rows: Iterator[tuple[int, Cells]], kept: list[int], problems: problem_list.Problems
) -> Iterator[list[object]]:
    for number, cells in rows:
        own = [cells[place] if place < len(cells) else "" for place in kept]
        found = problems[number]
        yield list(chain(own, [" ".join(one.what for one in found), " ".join(one.repair for one in found)]))
