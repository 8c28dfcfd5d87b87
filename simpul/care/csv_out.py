"""The measurements of a person as CSV, one row for each visit."""

import csv
import io

from simpul.base.cells import safe
from simpul.care.dossier import Dossier

COLUMNS = ("date", "post", "age_days", "weight_kg", "length_height_cm", "head_cm", "muac_cm")
SCORES = ("waz", "haz", "whz", "baz", "hcz", "acz")


def person_csv(found: Dossier) -> str:
    """UTF-8 text with a byte-order mark, so that office programs read the letters right. Decimal points, ISO dates."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *SCORES, "kms", "words"])
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
            ]
        )
    return "\ufeff" + buffer.getvalue()
