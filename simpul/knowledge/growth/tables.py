"""The WHO tables as flat numpy arrays, with all that scoring needs computed once."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simpul.knowledge.growth.content import read_content
from simpul.knowledge.growth.method import method

Floats = NDArray[np.float64]

# L = 0 means the log-normal limit; at this L the Box-Cox formula equals it to 1e-6 z, so no branch is needed.
SMALLEST_L = 1e-6


@dataclass(frozen=True, slots=True)
class LmsTable:
    """One index of one edition. Arrays have shape (2 * count,): male rows first, then female.

    `restricted` marks the indices for which WHO replaces the formula beyond 3 SD (all weight-based ones).
    """

    start: int
    count: int
    restricted: bool
    l: Floats  # noqa: E741
    m: Floats
    s: Floats
    log_m: Floats
    inverse_ls: Floats
    inverse_ms: Floats
    sd3: tuple[Floats, Floats]
    sd23: tuple[Floats, Floats]


def make_table(start: int, count: int, restricted: bool, l: Floats, m: Floats, s: Floats) -> LmsTable:  # noqa: E741
    """Return a table with the SD 2 and SD 3 values and reciprocals worked out."""
    l = np.where(np.abs(l) < SMALLEST_L, SMALLEST_L, l)  # noqa: E741
    low, high = sd_value(l, m, s, -3.0), sd_value(l, m, s, 3.0)
    return LmsTable(
        start=start,
        count=count,
        restricted=restricted,
        l=l,
        m=m,
        s=s,
        log_m=np.log(m),
        inverse_ls=1.0 / (l * s),
        inverse_ms=1.0 / (m * s),
        sd3=(low, high),
        sd23=(sd_value(l, m, s, -2.0) - low, high - sd_value(l, m, s, 2.0)),
    )


def sd_value(l: Floats, m: Floats, s: Floats, sd: float) -> Floats:  # noqa: E741
    """Return the measurement that lies `sd` standard deviations from the median (L not 0)."""
    value: Floats = m * (1.0 + l * s * sd) ** (1.0 / l)
    return value


@cache
def table(edition: str, name: str) -> LmsTable:
    """Return a table by edition (`who-2006`, `who-2007`) and name (`wfa`, `lhfa`, ...). Raises KeyError."""
    content = read_content(edition)
    raw = content["tables"][name]
    columns = {k: _both_sexes(raw, k, content["decimals"][k]) for k in "lms"}
    return make_table(raw["start"], raw["count"], name in method().restricted, **columns)


@cache
def weight_for_length_or_height() -> LmsTable:
    """Return weight-for-length (45-110 cm) followed by weight-for-height (65-120 cm) as one table by 0.1 cm.

    Rows: length male, length female, height male, height female; see `length_or_height_row`.
    """
    lying, standing = table("who-2006", "wfl"), table("who-2006", "wfh")
    l, m, s = (np.concatenate([getattr(lying, k), getattr(standing, k)]) for k in "lms")  # noqa: E741
    return make_table(0, len(m) // 2, True, l, m, s)


def _both_sexes(raw: dict[str, Any], name: str, decimals: int) -> Floats:
    scaled = [np.broadcast_to(np.asarray(raw[sex][name], dtype=np.float64), raw["count"]) for sex in ("male", "female")]
    joined: Floats = np.concatenate(scaled) / 10.0**decimals
    return joined
