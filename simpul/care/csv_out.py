"""The measurements of a person as CSV, one row for each visit."""

import csv
import io

from simpul.base.cells import safe
from simpul.care.dossier import Dossier

COLUMNS = ("date", "post", "age_days", "weight_kg", "length_height_cm", "head_cm", "muac_cm")
GROWN = (
    "height_cm", "waist_cm", "systolic", "diastolic", "glucose_mgdl", "cholesterol_mgdl", "uric_acid_mgdl", "hb_gdl",
)  # fmt: skip
"""Measures of youths, adults and older people, after those of a child."""
SCORES = ("waz", "haz", "whz", "baz", "hcz", "acz")


def person_csv(found: Dossier) -> str:
    """UTF-8 text with a byte-order mark, so that office programs read the letters right. Decimal points, ISO dates."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *SCORES, "kms", "words", *GROWN])
    for line in reversed(found.visits):
        values, growth = line.visit.values, line.growth
        measured = [values.get(name, "") for name in COLUMNS[3:]]
        scores = [("" if growth is None else getattr(growth, name)) for name in SCORES]
        writer.writerow(
            [
                line.visit.date.isoformat(),
                safe(line.post),
                growth.age_days if growth else "",
                *(safe(value) for value in measured),
                *("" if score is None else score for score in scores),
                (growth.mark or "") if growth else "",
                safe("; ".join([*line.words, *line.alerts])),
                *(safe(values.get(name, "")) for name in GROWN),
            ]
        )
    return "\ufeff" + buffer.getvalue()
