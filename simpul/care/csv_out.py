"""The measurements of a person as CSV, one row for each visit."""

import csv
import io

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
                _safe(line.post),
                growth.age_days if growth else "",
                *(_safe(value) for value in measured),
                *("" if score is None else score for score in scores),
                (growth.mark or "") if growth else "",
                _safe("; ".join([*line.words, *line.alerts])),
            ]
        )
    return "\ufeff" + buffer.getvalue()


def _safe(value: object) -> object:
    # A cell that begins like a formula would be run by an office program.
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text[:1] in "=+-@\t\r" else value
