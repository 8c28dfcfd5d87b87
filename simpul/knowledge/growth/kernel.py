"""The WHO z-score formulas over arrays."""

import numpy as np
from numpy.typing import NDArray

from simpul.knowledge.growth.method import method
from simpul.knowledge.growth.tables import Floats, LmsTable, sd_value

Rows = NDArray[np.intp]


def z_at(table: LmsTable, rows: Rows, y: Floats, log_y: Floats) -> Floats:
    """Return z of measurements y (with their logarithms) at table rows; all arguments have one shape.

    `((y/M)^L - 1) / (L S)`, written with logarithms so that one logarithm of a weight serves two indices.
    """
    z = log_y - table.log_m.take(rows)
    z *= table.l.take(rows)
    np.exp(z, out=z)
    z -= 1.0
    z *= table.inverse_ls.take(rows)
    if table.restricted:
        far = np.flatnonzero(np.abs(z) > method().restricted_beyond_sd)
        if far.size:
            _restrict(z, far, y, [(table.sd3[side][rows[far]], table.sd23[side][rows[far]]) for side in (0, 1)])
    return z


def z_straight_at(table: LmsTable, rows: Rows, y: Floats) -> Floats:
    """Return z for a table whose L is 1 throughout (length/height, head circumference): `(y - M) / (M S)`."""
    z: Floats = y - table.m.take(rows)
    z *= table.inverse_ms.take(rows)
    return z


def z_between(table: LmsTable, rows: Rows, fraction: Floats, y: Floats) -> Floats:
    """Return z with L, M and S interpolated linearly, `fraction` of the way from each row to the next one."""
    following = np.where(fraction > 0.0, rows + 1, rows)
    l, m, s = (c[rows] + fraction * (c[following] - c[rows]) for c in (table.l, table.m, table.s))  # noqa: E741
    z: Floats = ((y / m) ** l - 1.0) / (l * s)
    if table.restricted:
        far = np.flatnonzero(np.abs(z) > method().restricted_beyond_sd)
        low, high = sd_value(l, m, s, -3.0)[far], sd_value(l, m, s, 3.0)[far]
        steps = sd_value(l, m, s, -2.0)[far] - low, high - sd_value(l, m, s, 2.0)[far]
        _restrict(z, far, y, [(low, steps[0]), (high, steps[1])])
    return z


def _restrict(z: Floats, far: Rows, y: Floats, sides: list[tuple[Floats, Floats]]) -> None:
    """Replace z beyond 3 SD by the distance from the 3 SD line in steps of the band between 2 and 3 SD."""
    beyond = method().restricted_beyond_sd
    (low, low_step), (high, high_step) = sides
    value = y[far]
    z[far] = np.where(z[far] > 0, beyond + (value - high) / high_step, -beyond + (value - low) / low_step)
