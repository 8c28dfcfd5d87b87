"""Scoring of a few thousand children whose arrays fit the processor's cache."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from simpul.knowledge.growth.kernel import Rows, z_at, z_between, z_straight_at
from simpul.knowledge.growth.method import method
from simpul.knowledge.growth.tables import Floats, table, weight_for_length_or_height

Bools = NDArray[np.bool_]
UNKNOWN, LYING, STANDING = 0, 1, 2

# A length this near to a whole millimetre is on it: float noise of an input such as 84.8000030517578.
MILLIMETRE_NOISE = 1e-4


class Children:
    """Measurements of some children, corrected, with their table positions; arrays have shape (n,)."""

    def __init__(self, columns: Mapping[str, NDArray[np.generic]]) -> None:
        sex = columns["sex"].astype(np.float64)
        self.n = len(sex)
        self._columns = columns
        self.female: Rows = (sex == 2).astype(np.intp)
        self.days, self.months = self._ages()
        known = (sex == 1) | (sex == 2)
        rules = method()
        self.sex_known: Bools = known
        self.under_five: Bools = known & (self.days <= rules.who_2006_last_day)
        self.day_rows: Rows = np.where(self.under_five, self.days, 0.0).astype(np.intp)
        older = known & (self.days > rules.who_2006_last_day)
        self.older: Rows = np.flatnonzero(older)
        self.oedema: Bools | None = columns["oedema"].astype(np.bool_) if "oedema" in columns else None
        measured = columns.get("measured")
        self.measured = measured.astype(np.int8) if measured is not None else None
        self.weight = self.measurement("weight_kg")
        self.length = self._corrected_length()
        self.log_weight = np.log(self.weight)

    def measurement(self, name: str) -> Floats:
        """Return a measurement, NaN where it is missing or no measurement at all (zero, negative, infinite)."""
        if name not in self._columns:
            return np.full(self.n, np.nan)
        values = self._columns[name].astype(np.float64)
        rules = method()
        values[~((values >= rules.measurement_from) & (values <= rules.measurement_to))] = np.nan
        return values

    def _ages(self) -> tuple[Floats, Floats]:
        """Return days rounded half up and exact months; NaN where unknown or negative."""
        per_month = method().days_per_month
        exact_days = self._age("age_days")
        days = np.floor(exact_days + 0.5)
        months = exact_days / per_month
        if "age_months" in self._columns:
            given = self._age("age_months")
            without_days = np.isnan(days)
            months = np.where(without_days, given, months)
            days = np.where(without_days, np.floor(given * per_month + 0.5), days)
        return days, months

    def _age(self, name: str) -> Floats:
        if name not in self._columns:
            return np.full(self.n, np.nan)
        ages = self._columns[name].astype(np.float64)
        ages[~((ages >= 0.0) & (ages <= method().measurement_to))] = np.nan
        return ages

    def _corrected_length(self) -> Floats:
        """Return length under 731 days and height from then on, adding or taking off 0.7 cm where needed.

        A child under 9 months cannot stand: the way of measuring counts as unknown and nothing is added.
        """
        length = self.measurement("length_height_cm")
        if self.measured is None:
            return length
        rules = method()
        young = self.days < rules.standing_from_day
        stood = young & (self.measured == STANDING) & (self.months >= rules.standing_implausible_below_months)
        lay = (self.measured == LYING) & (self.days >= rules.standing_from_day)
        length[stood] -= rules.standing_minus_lying_cm
        length[lay] += rules.standing_minus_lying_cm
        return length

    def uses_height(self) -> Bools:
        """Return whether weight-for-height is read: by age, else by way of measuring, else by 87 cm."""
        rules = method()
        by_age: Bools = self.days >= rules.standing_from_day
        ageless = np.isnan(self.days)
        if not ageless.any():
            return by_age
        measured = self.measured if self.measured is not None else np.zeros(self.n, dtype=np.int8)
        tall = (measured == UNKNOWN) & (self.length >= rules.unknown_age_standing_from_cm)
        return np.where(ageless, (measured == STANDING) | tall, by_age)


def score_chunk(children: Children, indices: Iterable[str]) -> dict[str, Floats]:
    """Return unrounded z of each wanted index, NaN where the standard has no answer."""
    scores = {index: _SCORERS[index](children) for index in indices}
    if children.oedema is not None and children.oedema.any():
        for index in method().blanked_by_oedema & scores.keys():
            scores[index][children.oedema] = np.nan
    return scores


def _waz(c: Children) -> Floats:
    z = z_at(table("who-2006", "wfa"), _rows(c, "wfa"), c.weight, c.log_weight)
    return _with_older(c, z, "wfa", c.weight)


def _haz(c: Children) -> Floats:
    z = z_straight_at(table("who-2006", "lhfa"), _rows(c, "lhfa"), c.length)
    return _with_older(c, z, "hfa", c.length)


def _baz(c: Children) -> Floats:
    metres = c.length / 100.0
    bmi = c.weight / (metres * metres)
    z = z_at(table("who-2006", "bmi"), _rows(c, "bmi"), bmi, np.log(bmi))
    return _with_older(c, z, "bmi", bmi)


def _hcz(c: Children) -> Floats:
    z = z_straight_at(table("who-2006", "hcfa"), _rows(c, "hcfa"), c.measurement("head_cm"))
    z[~c.under_five] = np.nan
    return z


def _acz(c: Children) -> Floats:
    arm = c.measurement("muac_cm")
    z = z_at(table("who-2006", "acfa"), _rows(c, "acfa"), arm, np.log(arm))
    z[~(c.under_five & (c.days >= table("who-2006", "acfa").start))] = np.nan
    return z


def _whz(c: Children) -> Floats:
    joined = weight_for_length_or_height()
    lying, standing = table("who-2006", "wfl"), table("who-2006", "wfh")
    tenths = c.length * 10.0
    whole = np.rint(tenths)
    off_grid = np.abs(tenths - whole) > MILLIMETRE_NOISE
    tenths = np.where(off_grid, tenths, whole)
    upright = c.uses_height()
    position = tenths - np.where(upright, standing.start, lying.start)
    last = np.where(upright, standing.count, lying.count) - 1
    valid = c.sex_known & ~(c.days > method().who_2006_last_day) & (position >= 0) & (position <= last)
    position[~valid] = 0.0
    base = c.female * (last + 1) + upright * (2 * lying.count)
    rows = base + position.astype(np.intp)
    z = z_at(joined, rows, c.weight, c.log_weight)
    between = np.flatnonzero(off_grid & valid)
    if between.size:
        fraction = position[between] % 1.0
        z[between] = z_between(joined, rows[between], fraction, c.weight[between])
    z[~valid] = np.nan
    return z


def _rows(c: Children, name: str) -> Rows:
    """Return table rows by day of age; a child outside the table gets some row, blanked by the caller."""
    used = table("who-2006", name)
    rows = c.day_rows if not used.start else np.maximum(c.day_rows - used.start, 0)
    return rows + c.female * used.count


def _with_older(c: Children, z: Floats, name: str, y: Floats) -> Floats:
    """Blank who is not under five, then fill in children of 61 months and more from WHO 2007."""
    z[~c.under_five] = np.nan
    if not c.older.size:
        return z
    used = table("who-2007", name)
    # Day 1857 may come from an age of, say, 60.999 months: no child falls between the two standards.
    months = np.maximum(c.months[c.older], method().who_2007_first_month) - used.start
    covered = months <= used.count - 1
    who, months = c.older[covered], months[covered]
    below = np.floor(months)
    rows = below.astype(np.intp) + c.female[who] * used.count
    z[who] = z_between(used, rows, months - below, y[who])
    return z


_SCORERS: dict[str, Callable[[Children], Floats]] = {
    "waz": _waz,
    "haz": _haz,
    "whz": _whz,
    "baz": _baz,
    "hcz": _hcz,
    "acz": _acz,
}
