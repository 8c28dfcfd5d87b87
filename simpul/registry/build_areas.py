"""Write `content/areas/areas.txt.gz` from the npm package `idn-area-data` (`python -m simpul.registry.build_areas`).

`--check` writes nothing and exits 1 when the file does not hold what the installed package says.
"""

import argparse
import csv
import gzip
import io
import json
import re
import sys
from pathlib import Path

from simpul.registry.areas import AREAS_FILE, LEVELS

PACKAGE = Path(__file__).resolve().parents[2] / "node_modules" / "idn-area-data"
FILES = ("provinces", "regencies", "districts", "villages")
KEPT_UPPER = {"DKI", "DI", "II", "III", "IV", "VI", "VII"}
"""Words of provinces and regencies that are abbreviations or numerals."""

HEADER = """\
# Administrative areas of Indonesia by Kemendagri code: {counts}.
# Source: idn-area-data {version} (fityannugroho), from Kepmendagri; Open Database License (ODbL) 1.0, see NOTICE.
# Written by `python -m simpul.registry.build_areas`. Tabs: level; then the last part of the code, and the name.
"""


def rows(package: Path) -> list[tuple[str, str]]:
    """(code, name) of every area in order of code. Raises ValueError when an area lacks the area above it."""
    found: dict[str, str] = {}
    for level, name in enumerate(FILES):
        with (package / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                words = " ".join(row["name"].split())
                found[row["code"]] = title(words) if level < 2 else words
    for code in found:
        above = code.rpartition(".")[0]
        if above and above not in found:
            raise ValueError(f"{code} {found[code]}: the area above it is not in the package.")
    return sorted(found.items(), key=lambda pair: pair[0].split("."))


def title(name: str) -> str:
    """`KABUPATEN ACEH SELATAN` → `Kabupaten Aceh Selatan`; `DKI JAKARTA` → `DKI Jakarta`."""
    return re.sub(r"[A-Z]+", lambda m: m[0] if m[0] in KEPT_UPPER else m[0].capitalize(), name)


def text(package: Path = PACKAGE) -> str:
    """The whole file before compression."""
    areas = rows(package)
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    numbers = [sum(code.count(".") == depth for code, _ in areas) for depth in range(4)]
    counts = ", ".join(f"{n} {level}" for n, level in zip(numbers, LEVELS, strict=True))
    lines = ["\t" * code.count(".") + code.rpartition(".")[2] + " " + name + "\n" for code, name in areas]
    return HEADER.format(counts=counts, version=version) + "".join(lines)


def main(argv: list[str] | None = None) -> int:
    """Write the file, or with `--check` compare it. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when the file is not up to date")
    arguments = parser.parse_args(argv)
    wanted = text()
    if arguments.check:
        fresh = AREAS_FILE.exists() and gzip.decompress(AREAS_FILE.read_bytes()).decode() == wanted
        if not fresh:
            sys.stderr.write("content/areas is stale: run python -m simpul.registry.build_areas\n")
        return 0 if fresh else 1
    AREAS_FILE.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    # Without a time or a name in its header, the same areas give the same bytes.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as file:
        file.write(wanted.encode())
    AREAS_FILE.write_bytes(buffer.getvalue())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
