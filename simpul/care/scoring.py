"""Children at visits as arrays: their z-scores and the words for them. Imports numpy."""

from typing import Any

import numpy as np

from simpul.care.growth import SEX, Seen
from simpul.knowledge.growth.categories import COLUMNS, band_list
from simpul.knowledge.growth.codes import category_codes
from simpul.knowledge.growth.score import Scores, score

MEASURED = {"l": 1, "h": 2}
INDEX_OF = {"bb_u": "waz", "tb_u": "haz", "bb_tb": "whz", "imt_u": "baz", "lk_u": "hcz"}
"""Column of words → index; `lila` speaks of the measurement itself."""


def scores_of(seen: list[Seen]) -> Scores:
    """The z-scores of children at visits."""

    def column(field: str) -> Any:
        return np.array([one.number(field) for one in seen])

    return score(
        np.array([SEX.get(one.child.sex or "", 0) for one in seen]),
        np.array([one.age_days for one in seen]),
        weight_kg=column("weight_kg"),
        length_height_cm=column("length_height_cm"),
        measured=np.array([MEASURED.get(str(one.visit.values.get("measured")), 0) for one in seen]),
        oedema=np.array([one.oedema for one in seen]),
        head_cm=column("head_cm"),
        muac_cm=column("muac_cm"),
    )


def words_of(seen: list[Seen], scores: Scores) -> dict[str, list[str | None]]:
    """The bands of children at visits, by column."""
    ages = np.array([float(one.age_days) for one in seen])
    oedema = np.array([one.oedema for one in seen])
    found: dict[str, list[str | None]] = {}
    for column in COLUMNS:
        index = INDEX_OF.get(column)
        values = scores.z[index] if index else np.array([one.number("muac_cm") for one in seen])
        bands = band_list(column)
        codes = category_codes(column, values, ages, oedema)
        found[column] = [bands[code].id if code >= 0 else None for code in codes]
    return found
