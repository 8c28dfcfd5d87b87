"""Areas of Indonesia by Kemendagri code: read from content, loaded into the table.

`content/areas/areas.txt.gz` holds one line per area in order of code: tabs for the level (none for a province, three
for a village), the last part of the code, a space, the name. Lines that start with `#` say where it comes from.
Area codes and names: idn-area-data, under the Open Database License (NOTICE).
"""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction

AREAS_FILE = Path(__file__).resolve().parents[2] / "content" / "areas" / "areas.txt.gz"
LEVELS = ("province", "regency", "district", "village")


class AreaLine(NamedTuple):
    """One area: dotted code, name, level (1 province, 2 regency or city, 3 district, 4 village)."""

    code: str
    name: str
    level: int


def read_areas(path: Path = AREAS_FILE) -> Iterator[AreaLine]:
    """Every area in order of code. Raises ValueError that names the line that cannot be read."""
    above: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if line.startswith("#"):
                continue
            text = line.rstrip("\n")
            depth = len(text) - len(text.lstrip("\t"))
            segment, space, name = text[depth:].partition(" ")
            if not space or not name or not segment.isdigit() or depth > min(len(above), 3):
                raise ValueError(f"{path.name}, line {number}: not an area: {text[:60]!r}")
            above = [*above[:depth], segment]
            yield AreaLine(".".join(above), name, depth + 1)


def dotted(text: str) -> str:
    """`3171061001` and `31.71.06.1001` are one code; what is no code comes back as no code either."""
    digits = text.replace(".", "").strip()
    parts = [digits[:2], digits[2:4], digits[4:6], digits[6:]]
    return ".".join(part for part in parts if part)


def ancestors(code: str) -> list[str]:
    """The codes above an area and its own, from the province down: `31.71.06.1001` → 31, 31.71, 31.71.06, itself."""
    parts = code.split(".")
    return [".".join(parts[: n + 1]) for n in range(len(parts))]


@transaction.atomic
def load_areas(path: Path = AREAS_FILE) -> int:
    """Bring the area table up to the content; returns how many areas were added or renamed.

    Areas that the content no longer has stay: units may stand in them.
    """
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE incoming (code varchar, name varchar, level smallint) ON COMMIT DROP")
        with cursor.copy("COPY incoming (code, name, level) FROM STDIN") as copy:
            for area in read_areas(path):
                copy.write_row(area)
        cursor.execute(
            "INSERT INTO registry_area (code, name, level) SELECT code, name, level FROM incoming "
            "ON CONFLICT (code) DO UPDATE SET name = excluded.name, level = excluded.level "
            "WHERE (registry_area.name, registry_area.level) IS DISTINCT FROM (excluded.name, excluded.level)"
        )
        changed = int(cursor.rowcount)
        cursor.execute("DROP TABLE incoming")
    return changed
