"""The words of `categories` for many children at once, as numbers.

Apart from it because numpy takes 9 MB of every process that imports it: those that show words need none.
"""

import numpy as np
from numpy.typing import NDArray

from simpul.knowledge.growth.categories import Scale, oedema_rule, position_of, scales_of
from simpul.knowledge.growth.tables import Floats


def category_codes(column: str, values: Floats, age_days: Floats, oedema: NDArray[np.bool_]) -> NDArray[np.int16]:
    """Return for n children the position of the band in `band_list(column)`, -1 without an answer.

    `values` is the z-score (or MUAC in cm for `lila`) rounded to 2 decimals, `age_days` NaN where unknown.
    """
    codes = np.full(len(values), -1, dtype=np.int16)
    first = 0
    for scale in scales_of(column):
        covered = (age_days >= scale.first_day) & (age_days <= scale.last_day)
        if scale.without_age:
            covered |= np.isnan(age_days)
        within = first + _codes(scale, values)
        codes = np.where(covered & ~np.isnan(values), within, codes)
        if column in oedema_rule()["scales"]:
            swollen = oedema & covered & ~np.isnan(age_days)
            codes = np.where(swollen, first + position_of(scale, oedema_rule()["band"]), codes)
        first += len(scale.bands)
    return codes.astype(np.int16)


def _codes(scale: Scale, values: Floats) -> NDArray[np.int16]:
    passed = np.zeros(len(values), dtype=np.int16)
    for edge, inclusive in zip(scale.edges, scale.inclusive, strict=True):
        passed += (values > edge) if inclusive else (values >= edge)
    return passed
