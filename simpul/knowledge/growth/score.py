"""z-scores of many children at once (WHO 2006, 0-1856 days; WHO 2007, 61-228 months)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simpul.knowledge.growth.chunk import Children, score_chunk
from simpul.knowledge.growth.method import INDICES, method
from simpul.knowledge.growth.tables import Floats

# Temporary arrays of this many rows stay inside the second-level cache.
ROWS_AT_ONCE = 8192

_GIVEN = (
    "sex",
    "age_days",
    "age_months",
    "weight_kg",
    "length_height_cm",
    "measured",
    "oedema",
    "head_cm",
    "muac_cm",
)


@dataclass(frozen=True, slots=True)
class Scores:
    """z-scores, each an array of shape (n,) rounded to 2 decimals; NaN where the standard has no answer.

    `flags[index]` is int8 of shape (n,): 1 outside WHO's plausible range, 0 inside, -1 without z.
    """

    z: Mapping[str, Floats]
    flags: Mapping[str, NDArray[np.int8]]

    @property
    def waz(self) -> Floats:
        """Weight-for-age."""
        return self.z["waz"]

    @property
    def haz(self) -> Floats:
        """Length- or height-for-age."""
        return self.z["haz"]

    @property
    def whz(self) -> Floats:
        """Weight-for-length or weight-for-height."""
        return self.z["whz"]

    @property
    def baz(self) -> Floats:
        """Body-mass-index-for-age."""
        return self.z["baz"]

    @property
    def hcz(self) -> Floats:
        """Head-circumference-for-age."""
        return self.z["hcz"]

    @property
    def acz(self) -> Floats:
        """Mid-upper-arm-circumference-for-age."""
        return self.z["acz"]


def score(
    sex: ArrayLike,
    age_days: ArrayLike | None = None,
    *,
    age_months: ArrayLike | None = None,
    weight_kg: ArrayLike | None = None,
    length_height_cm: ArrayLike | None = None,
    measured: ArrayLike | None = None,
    oedema: ArrayLike | None = None,
    head_cm: ArrayLike | None = None,
    muac_cm: ArrayLike | None = None,
    indices: Iterable[str] = INDICES,
    decimals: int | None = 2,
) -> Scores:
    """Return the z-scores and WHO flags of n children.

    Arguments are arrays of shape (n,); NaN is missing. `sex`: 1 male, 2 female, other unknown. Age in days
    (halves round up), or exact months; days win where both are given. `measured`: 0 unknown, 1 lying,
    2 standing. `oedema`: true blanks the weight-based indices. `decimals=None` leaves z unrounded.
    Raises ValueError when arrays differ in length or an index is unknown.
    Source: WHO Child Growth Standards, methods and development, chapter 7; WHO AnthroPlus manual.
    """
    wanted = tuple(indices)
    if unknown := set(wanted) - set(INDICES):
        raise ValueError(f"unknown index {sorted(unknown)}; known: {', '.join(INDICES)}")
    given = (sex, age_days, age_months, weight_kg, length_height_cm, measured, oedema, head_cm, muac_cm)
    columns = _columns(dict(zip(_GIVEN, given, strict=True)))
    n = len(columns["sex"])
    z = {index: np.full(n, np.nan) for index in wanted}
    with np.errstate(all="ignore"):
        for part in _parts(n):
            for index, values in score_chunk(Children({k: c[part] for k, c in columns.items()}), wanted).items():
                z[index][part] = values if decimals is None else rounded(values, decimals)
    return Scores(z=z, flags={index: _flag(index, values) for index, values in z.items()})


def rounded(z: Floats, decimals: int) -> Floats:
    """Return z rounded to decimals; adding zero turns -0.0 into 0.0."""
    scale = 10.0**decimals
    result: Floats = np.rint(z * scale) / scale + 0.0
    return result


def _columns(given: Mapping[str, ArrayLike | None]) -> dict[str, NDArray[np.generic]]:
    columns = {name: np.atleast_1d(np.asarray(c)) for name, c in given.items() if c is not None}
    lengths = {name: len(c) for name, c in columns.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"arrays differ in length: {lengths}")
    return columns


def _parts(n: int) -> Iterator[slice]:
    return (slice(a, min(a + ROWS_AT_ONCE, n)) for a in range(0, n, ROWS_AT_ONCE))


def _flag(index: str, z: Floats) -> NDArray[np.int8]:
    low, high = method().flags[index]
    flags = ((z < low) | (z > high)).astype(np.int8)
    flags[np.isnan(z)] = -1
    return flags
