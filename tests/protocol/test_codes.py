"""Whoever writes a client finds each code that the API can answer with in docs/protocol.md."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RAISED = (
    re.compile(r'ApiProblem\(\s*\d+,\s*"(\w+)"'),
    re.compile(r'bad_request\(\s*"(\w+)"'),
    re.compile(r'\breason\(\s*"(\w+)"'),
    re.compile(r'\bRefused\(\s*"(\w+)"'),
)
ROOMS = ("journal", "people", "network", "care")


def codes() -> set[str]:
    """Codes written in the source of the rooms that take entries."""
    files = [file for room in ROOMS for file in (ROOT / "simpul" / room).rglob("*.py") if "tests" not in file.parts]
    texts = [file.read_text(encoding="utf-8") for file in files]
    return {code for text in texts for pattern in RAISED for code in pattern.findall(text)}


def test_every_code_of_the_api_is_written_down() -> None:
    found = codes()
    assert {"epoch_changed", "token", "waiting_for", "id_taken"} <= found
    text = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
    assert sorted(code for code in found if f"`{code}`" not in text) == []
