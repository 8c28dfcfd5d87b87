"""A few thousand rows of a survey at a time: cells to arrays, arrays to scores, scores to cells."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from simpul.knowledge.growth.ages import completed_months
from simpul.knowledge.growth.categories import COLUMNS, band_list
from simpul.knowledge.growth.codes import category_codes
from simpul.knowledge.growth.method import INDICES, method
from simpul.knowledge.growth.score import Scores, score
from simpul.knowledge.growth.survey.cells import CellReader, reader_for
from simpul.knowledge.growth.survey.columns import Columns
from simpul.knowledge.growth.survey.problems import Problem
from simpul.knowledge.growth.tables import Floats

ADDED = (*INDICES, *(f"{index}_flag" for index in INDICES), *COLUMNS)
"""The columns put to the right of the survey's own."""

_CATEGORY_VALUE = {"bb_u": "waz", "tb_u": "haz", "bb_tb": "whz", "imt_u": "baz", "lk_u": "hcz"}
_NOTHING = -(10**15)


class _Hundredths(dict[int, str]):
    """Remembers hundredths -> text with two decimals."""

    def __init__(self, comma: bool) -> None:
        super().__init__({_NOTHING: ""})
        self._comma = comma

    def __missing__(self, hundredths: int) -> str:
        text = f"{hundredths / 100:.2f}"
        self[hundredths] = text.replace(".", ",") if self._comma else text
        return self[hundredths]


@dataclass
class Batch:
    """Turns rows into scores; remembers cells between calls. `note` receives each problem found."""

    columns: Columns
    note: Callable[[Problem], None]
    whole_months: bool = False
    decimal_comma: bool = False
    _readers: dict[str, CellReader] = field(init=False)
    _texts: _Hundredths = field(init=False)

    def __post_init__(self) -> None:
        self._readers = {name: reader_for(name) for name in self.columns.position}
        self._texts = _Hundredths(self.decimal_comma)

    def added_cells(self, rows: list[list[str]], numbers: list[int]) -> Iterator[tuple[str, ...]]:
        """Return the cells to add to each row. `numbers` are the rows' spreadsheet numbers."""
        values = {name: self._read(name, rows, numbers) for name in self.columns.position}
        days, months = self._ages(values, rows, numbers)
        self._note_unknown(values["sex"], days, months, rows, numbers)
        scores = score(
            values["sex"],
            days,
            age_months=months,
            measured=np.nan_to_num(values["measured"]) if "measured" in values else None,
            oedema=values["oedema"] == 1 if "oedema" in values else None,
            weight_kg=values.get("weight_kg"),
            length_height_cm=values.get("length_height_cm"),
            head_cm=values.get("head_cm"),
            muac_cm=values.get("muac_cm"),
        )
        return zip(*self._cells(scores, values, days, months), strict=True)

    def _read(self, name: str, rows: list[list[str]], numbers: list[int]) -> Floats:
        at, reader = self.columns.position[name], self._readers[name]
        cells = [row[at] for row in rows]
        values = np.array([reader[cell] for cell in cells], dtype=np.float64)
        if reader.bad:
            for i in np.flatnonzero(np.isnan(values)).tolist():
                if why := reader.bad.get(cells[i]):
                    self._note(numbers[i], name, cells[i], why.problem, why.advice)
        return values

    def _ages(self, values: dict[str, Floats], rows: list[list[str]], numbers: list[int]) -> tuple[Floats, Floats]:
        """Return exact days and exact months: days first, then dates, then months; NaN where unknown."""
        nothing = np.full(len(rows), np.nan)
        days = values.get("age_days", nothing)
        birth, visit = values.get("birth_date", nothing), values.get("visit_date", nothing)
        between = visit - birth
        for i in np.flatnonzero((between < 0) & np.isnan(days)).tolist():
            cell = rows[i][self.columns.position["visit_date"]]
            self._note(
                numbers[i],
                "visit_date",
                cell,
                "lebih awal dari tanggal lahir",
                "Periksa kedua tanggal.",
            )
        between = np.where(between < 0, np.nan, between)
        months = values.get("age_months", nothing)
        if not self.whole_months:
            return np.where(np.isnan(days), between, days), months
        return nothing, self._whole_months(days, birth, between, months)

    def _whole_months(self, days: Floats, birth: Floats, between: Floats, months: Floats) -> Floats:
        by_days = np.floor(days / method().days_per_month)
        by_dates = np.full(len(days), np.nan)
        for i in np.flatnonzero(~np.isnan(between)).tolist():
            born = date.fromordinal(int(birth[i]))
            by_dates[i] = completed_months(born, date.fromordinal(int(birth[i] + between[i])))
        result: Floats = np.where(np.isnan(days), np.where(np.isnan(between), np.floor(months), by_dates), by_days)
        return result

    def _note_unknown(
        self, sex: Floats, days: Floats, months: Floats, rows: list[list[str]], numbers: list[int]
    ) -> None:
        """Say which rows have an empty sex or no age at all; cells that are wrong were noted when read."""
        self._note_empty("sex", np.isnan(sex), rows, numbers)
        ageless = np.isnan(days) & np.isnan(months)
        ages = ("age_days", "age_months", "birth_date", "visit_date")
        present = [name for name in ages if name in self.columns.position]
        for i in np.flatnonzero(ageless).tolist():
            cells = {name: rows[i][self.columns.position[name]] for name in present}
            if any(cells[name] in self._readers[name].bad for name in present):
                continue
            empty = [name for name in present if math.isnan(self._readers[name][cells[name]])]
            if empty:
                name = "visit_date" if empty == ["visit_date"] else empty[0]
                self._note(numbers[i], name, cells[name], "kosong: umur tidak diketahui", "Isi umur anak.")

    def _note_empty(self, name: str, empty: NDArray[np.bool_], rows: list[list[str]], numbers: list[int]) -> None:
        at = self.columns.position[name]
        for i in np.flatnonzero(empty).tolist():
            if rows[i][at] not in self._readers[name].bad:
                self._note(numbers[i], name, rows[i][at], "kosong", "Isi jenis kelamin: L atau P.")

    def _note(self, row: int, column: str, value: str, problem: str, advice: str) -> None:
        self.note(Problem(row, self.columns.name_in_file(column), value, "salah", problem, advice))

    def _cells(self, scores: Scores, values: dict[str, Floats], days: Floats, months: Floats) -> Iterator[list[str]]:
        texts = self._texts
        for index in INDICES:
            hundredths = np.where(np.isnan(scores.z[index]), _NOTHING, np.rint(scores.z[index] * 100))
            yield [texts[h] for h in hundredths.astype(np.int64).tolist()]
        for index in INDICES:
            yield [("0", "1", "")[flag] for flag in scores.flags[index].tolist()]
        age = np.where(np.isnan(days), np.floor(months * method().days_per_month + 0.5), np.floor(days + 0.5))
        oedema = values["oedema"] == 1 if "oedema" in values else np.zeros(len(age), dtype=np.bool_)
        for column in COLUMNS:
            words = [*(band.word["id"] for band in band_list(column)), ""]
            measured = scores.z[_CATEGORY_VALUE[column]] if column in _CATEGORY_VALUE else values.get("muac_cm")
            if measured is None:
                yield [""] * len(age)
            else:
                yield [words[code] for code in category_codes(column, measured, age, oedema).tolist()]
