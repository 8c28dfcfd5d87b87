"""Every command says its errors and its help in Bahasa Indonesia first, in English where the environment asks."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from simpul.cli.language import chosen
from simpul.cli.main import COMMANDS, main
from simpul.config.translations import LOCALE, catalogue

CALLS = {"_", "gettext", "ngettext"}
FACT = re.compile(r"{\w+")
TO_PROGRAMMERS = (
    "Arguments take exactly",
    "Boolean option",
    "Could not determine name",
    "Name '",
    "No options defined",
    "Unknown color",
    "Unknown standard",
    "Value must be an iterable",
)
"""What click says of a mistake in our code."""


def words_of_click() -> Iterator[str]:
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value)


def test_every_word_that_a_person_may_meet_is_translated() -> None:
    known = catalogue(LOCALE / "id" / "LC_MESSAGES" / "click.po")
    met = {one for one in words_of_click() if not one.startswith(TO_PROGRAMMERS)}
    assert len(met) > 50 and sorted(met - {key.partition("\0")[0] for key in known}) == []


def test_a_translation_keeps_the_facts_of_the_sentence() -> None:
    known = catalogue(LOCALE / "id" / "LC_MESSAGES" / "click.po")
    for english, said in known.items():
        assert set(FACT.findall(said)) <= set(FACT.findall(english)), english


@pytest.mark.parametrize(
    ("setting", "language"),
    [("", "id"), ("id", "id"), ("en", "en"), ("en_GB:id", "en"), ("fr:en", "en"), ("fr", "id"), ("EN_us.UTF-8", "en")],
)
def test_the_language_is_indonesian_unless_another_is_preferred(
    setting: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", setting)
    assert chosen() == language


@pytest.mark.parametrize(
    ("setting", "arguments", "said"),
    [
        ("", ["growth", "--nol"], "Kesalahan: Tidak ada pilihan '--nol'"),
        ("", ["cuaca"], "Tidak ada perintah 'cuaca'"),
        ("", ["score"], "Cara pakai:"),
        ("en", ["growth", "--nol"], "Error: No such option '--nol'"),
    ],
)
def test_errors_of_every_command_are_said_in_it(setting: str, arguments: list[str], said: str) -> None:
    environment = os.environ | {"LANGUAGE": setting, "LANG": "en_US.UTF-8"}
    command = [sys.executable, "-m", "simpul.cli.main", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 2 and said in done.stdout + done.stderr


def test_the_help_names_every_command() -> None:
    said = CliRunner().invoke(main, ["--help"]).output
    assert all(name in said for name in COMMANDS)
