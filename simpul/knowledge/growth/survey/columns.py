"""Which column of a survey file holds what."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from simpul.knowledge.growth.content import read_content
from simpul.knowledge.growth.survey.problems import SurveyError

MEASUREMENTS = ("weight_kg", "length_height_cm", "head_cm", "muac_cm")


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions of the known columns in the header, and notices about the header itself."""

    header: tuple[str, ...]
    position: Mapping[str, int]
    notices: tuple[str, ...]

    def name_in_file(self, known: str) -> str:
        """Return the header text of a known column."""
        return self.header[self.position[known]]


def known_names(header: list[str]) -> dict[str, list[int]]:
    """Return for each known column the positions in the header that fit, exact names before aliases."""
    spelled = [re.sub(r"[^a-z0-9]+", "_", cell.casefold()).strip("_") for cell in header]
    found: dict[str, list[int]] = {}
    for known, aliases in read_content("survey")["aliases"].items():
        exact = [i for i, cell in enumerate(spelled) if cell == known]
        other = [i for i, cell in enumerate(spelled) if cell in aliases]
        if exact or other:
            found[known] = exact + other if exact else other
    return found


def find_columns(header: list[str], added: tuple[str, ...]) -> Columns:
    """Return the columns of a survey. Raises SurveyError naming the required columns that are missing."""
    found = known_names(header)
    missing = _missing(found)
    if missing:
        raise SurveyError(
            f"kolom wajib belum ada: {'; '.join(missing)}. "
            f"Kolom di berkas ini: {', '.join(repr(h) for h in header) or '(kosong)'}"
        )
    notices = [
        f"kolom {known} ada {len(positions)}; dipakai {header[positions[0]]!r}, kolom ke-{positions[0] + 1}"
        for known, positions in found.items()
        if len(positions) > 1
    ]
    if clash := [name for name in added if name in header]:
        notices.append(f"kolom {', '.join(clash)} sudah ada di berkas; hasil baru ditulis di kolom paling kanan")
    return Columns(tuple(header), {known: positions[0] for known, positions in found.items()}, tuple(notices))


def _missing(found: Mapping[str, list[int]]) -> list[str]:
    missing = []
    if "sex" not in found:
        missing.append("sex (jenis kelamin)")
    if not ({"age_days", "age_months"} & found.keys() or {"birth_date", "visit_date"} <= found.keys()):
        half = {"birth_date", "visit_date"} & found.keys()
        lacking = "visit_date" if "birth_date" in half else "birth_date"
        missing.append(lacking if half else "age_days, atau age_months, atau birth_date dan visit_date (umur)")
    if not set(MEASUREMENTS) & found.keys():
        missing.append(f"paling sedikit satu ukuran: {', '.join(MEASUREMENTS)}")
    return missing
