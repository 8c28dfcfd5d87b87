"""Ratchets: counts of exceptions to our own rules, which may only go down.

`python -m tests.ratchets` compares with tests/ratchets.json; `--write` stores lower counts. A higher count fails with
the places that are over.
"""

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STORE = Path(__file__).with_suffix(".json")
LONG_FILE, LONG_FUNCTION = 300, 40
SKIP = {"node_modules", "migrations", "generated", ".venv", ".simpul", "dist", "build"}


def sources(*endings: str) -> Iterator[Path]:
    """Our own source files."""
    for top in ("simpul", "web", "tests", "bench"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in endings and not SKIP & set(path.parts) and "static" not in path.parts:
                yield path


def long_files() -> list[str]:
    """Files of more than 300 lines."""
    lengths = ((path, path.read_text(encoding="utf-8").count("\n")) for path in sources(".py", ".ts", ".tsx", ".css"))
    return [f"{path.relative_to(ROOT)}: {n} lines" for path, n in lengths if n > LONG_FILE]


def long_functions() -> list[str]:
    """Python functions of more than 40 lines."""
    found = []
    for path in sources(".py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONG_FUNCTION:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length} lines")
    return found


def _lines_with(mark: str, *endings: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sources(*endings)
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if mark in line
    ]


def counts() -> dict[str, list[str]]:
    """Every ratchet with the places it counts."""
    return {
        "files over 300 lines": long_files(),
        "functions over 40 lines": long_functions(),
        "type: ignore": _lines_with("# type: " + "ignore", ".py"),
        "any in TypeScript": _lines_with(": a" + "ny", ".ts", ".tsx"),
        "biome-ignore": _lines_with("biome-" + "ignore", ".ts", ".tsx"),
    }


def main(write: bool) -> int:
    """Compare (or store) and say what is over; returns the exit code."""
    now = counts()
    allowed = json.loads(STORE.read_text(encoding="utf-8")) if STORE.exists() else {}
    over = {name: places for name, places in now.items() if not write and len(places) > allowed.get(name, 0)}
    for name, places in over.items():
        print(f"{name}: {len(places)}, allowed {allowed.get(name, 0)}. It may only go down:", *places, sep="\n  ")
    if write:
        STORE.write_text(json.dumps({k: len(v) for k, v in now.items()}, indent=2) + "\n", encoding="utf-8")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main("--write" in sys.argv))
