"""The answers that TypeScript is held to are those that Python gives today."""

from pathlib import Path

import pytest

from simpul.knowledge import parity
from simpul.knowledge.vectors import VECTORS_DIR


def test_the_generated_cases_are_up_to_date() -> None:
    for name, text in parity.render().items():
        assert (VECTORS_DIR / name).read_text() == text, f"run python -m simpul.knowledge.parity for {name}"


def test_the_command_writes_and_checks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(parity, "VECTORS_DIR", tmp_path)
    assert parity.main(["--check"]) == 1
    assert "forecast-parity.json: out of date; run python -m simpul.knowledge.parity" in capsys.readouterr().err
    assert parity.main([]) == 0
    assert parity.main(["--check"]) == 0
