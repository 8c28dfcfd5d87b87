"""docs/reliability.md names tests for its promises: each of them is there by that name."""

import re

from tests.mutations.__main__ import FAULTS
from tests.mutations.fault import ROOT

PAGE = ROOT / "docs" / "reliability.md"
LEAST = 40


def sources(*patterns: str) -> str:
    """The text of every test file that matches."""
    return "\n".join(path.read_text(encoding="utf-8") for pattern in patterns for path in ROOT.glob(pattern))


def test_every_test_that_is_named_is_there() -> None:
    """Python tests in backticks; titles of the phone's tests in italics, where … stands for the rest."""
    tables = "\n".join(line for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:1] == "|")
    tables = tables.replace("**", "")
    python, phone = sources("tests/**/test_*.py", "simpul/*/tests/test_*.py"), sources("web/kader/core/**/*.test.ts")
    named = re.findall(r"`(test_\w+)`", tables)
    titles = [title.removesuffix("…").strip() for title in re.findall(r"\*([^*]+)\*", tables)]
    missing = [name for name in named if f"def {name}(" not in python]
    missing += [title for title in titles if f'it("{title}' not in phone and f"it('{title}" not in phone]
    assert not missing
    assert len(named) + len(titles) > LEAST


def test_every_file_that_is_named_is_there() -> None:
    """Paths in backticks, with or without a pattern."""
    paths = re.findall(r"`((?:tests|web|simpul|docs|core|vectors)/[\w./*-]+)`", PAGE.read_text(encoding="utf-8"))
    assert not [path for path in paths if not any(ROOT.glob(path)) and not any(ROOT.glob(f"web/kader/{path}"))]


def test_the_page_counts_the_planted_faults() -> None:
    assert f"{len(FAULTS)} faults" in PAGE.read_text(encoding="utf-8")
