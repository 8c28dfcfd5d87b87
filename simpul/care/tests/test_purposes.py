"""Why somebody read a record is told in words: every purpose in the code has them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from simpul.care.templatetags.care_pages import purpose

ROOMS = Path(__file__).resolve().parents[2]
READS = {"read": 4, "note_read": 2}
"""Call → place of its purpose."""


def purposes() -> Iterator[tuple[str, str]]:
    """(file, purpose) of every read that names its purpose where it is written."""
    for file in ROOMS.rglob("*.py"):
        if "tests" in file.parts or "migrations" in file.parts:
            continue
        for call in (node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            place = READS.get(str(name), len(call.args))
            said = call.args[place] if len(call.args) > place else None
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                yield file.name, said.value


def test_no_purpose_is_shown_by_its_code() -> None:
    found = set(purposes())
    assert len(found) > 15
    assert {pair for pair in found if str(purpose(pair[1])) == pair[1]} == set()
