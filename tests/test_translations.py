"""Every sentence of the pages has its English and is said on one; the compiled catalogue is the written one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from simpul.config.translations import LOCALE, catalogue, main

ROOT = Path(__file__).resolve().parents[1] / "simpul"
CALLS = {"_", "gettext", "gettext_lazy", "ngettext"}
SIMPLE = re.compile(r"""{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""")
BLOCK = re.compile(r"{%\s*blocktranslate([^%]*)%}(.*?){%\s*endblocktranslate\s*%}", re.S)
PLURAL = re.compile(r"{%\s*plural\s*%}")
NAME = re.compile(r"{{\s*(\w+)\s*}}")
ARGUMENT = re.compile(r"""\b_\(\s*(?:"([^"]+)"|'([^']+)')\s*\)""")


def in_templates() -> Iterator[str]:
    for path in ROOT.glob("*/templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        yield from (a or b for a, b in [*SIMPLE.findall(text), *ARGUMENT.findall(text)])
        for _options, body in BLOCK.findall(text):
            yield NAME.sub(
                r"%(\1)s", PLURAL.split(body)[0].replace("%", "%%") if "%" in body else PLURAL.split(body)[0]
            )


def in_code() -> Iterator[str]:
    for path in ROOT.glob("*/**/*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    yield str(first.value)


def literals() -> Iterator[str]:
    """Every text of the code: a sentence may be marked in one place and said in another."""
    for path in ROOT.glob("*/**/*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def sentences_known() -> set[str]:
    return {key.split("\0")[0] for key in catalogue(LOCALE / "en" / "LC_MESSAGES" / "django.po")}


def test_every_sentence_has_its_english() -> None:
    known = sentences_known()
    sentences = {*in_templates(), *in_code()}
    assert len(sentences) > 300
    assert sorted(sentences - known) == []


def test_every_sentence_of_the_catalogue_is_said_somewhere() -> None:
    assert sorted(sentences_known() - {*in_templates(), *in_code(), *literals(), ""}) == []


def test_the_compiled_catalogue_is_the_written_one() -> None:
    assert main(check=True) == 0


def test_placeholders_survive_translation() -> None:
    place = re.compile(r"%\(\w+\)s")
    for key, value in catalogue(LOCALE / "en" / "LC_MESSAGES" / "django.po").items():
        wanted = set(place.findall(key))
        for form in value.split("\0"):
            assert set(place.findall(form)) <= wanted, (key, form)
            assert "\0" in key or set(place.findall(form)) == wanted, (key, form)
