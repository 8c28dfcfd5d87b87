"""No sentence that anybody is shown labels people: phone, pages, content, messages, in either language."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simpul.config.translations import LOCALE, catalogue
from tests.test_translations import in_code, in_templates

ROOT = Path(__file__).resolve().parents[1]
CONTENT = ROOT / "content"
WORDS = json.loads((CONTENT / "programme" / "kind-words.json").read_text("utf-8"))["avoid"]
AVOID = re.compile("|".join(f"(?:{one['pattern']})" for one in WORDS), re.I)
UNSEEN = {"source", "certainty", "$schema", "pattern", "instead", "description"}
"""Members of content that quote titles of publications or are read by no user."""
TEXT = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`|>([^<>{}]+)<')
FOLDERS = ("web/kader", "web/ui", "web/self-check")


def in_json(value: Any, name: str = "") -> Iterator[str]:
    """Every text of a content file but sources and patterns."""
    if isinstance(value, str) and name not in UNSEEN:
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in UNSEEN:
                yield from in_json(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from in_json(one, name)


def in_content() -> Iterator[tuple[str, str]]:
    for path in sorted(CONTENT.glob("**/*.json")):
        if path.parent.name != "schema":
            for text in in_json(json.loads(path.read_text("utf-8"))):
                yield str(path.relative_to(ROOT)), text


def in_scripts() -> Iterator[tuple[str, str]]:
    """Texts in quotes and between tags of what a browser shows; tests and generated files left out."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).glob("**/*.ts*")):
            if ".test." in path.name or "generated" in path.parts:
                continue
            for found in TEXT.findall(path.read_text("utf-8")):
                yield str(path.relative_to(ROOT)), next(filter(None, found), "")


def in_pages() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "simpul").glob("**/templates/**/*.html")):
        yield str(path.relative_to(ROOT)), re.sub(r"{#.*?#}", "", path.read_text("utf-8"))
    yield from (("a page", text) for text in (*in_templates(), *in_code()))
    yield from (("django.po", text) for text in catalogue(LOCALE / "en" / "LC_MESSAGES" / "django.po").values())


def labelled(texts: Iterator[tuple[str, str]]) -> list[str]:
    """Where a word stands that labels people, with the word."""
    return sorted({f"{place}: {found.group()}" for place, text in texts if (found := AVOID.search(text))})


@pytest.mark.parametrize("texts", [in_content, in_scripts, in_pages])
def test_nobody_is_labelled(texts: Any) -> None:
    assert labelled(texts()) == []


@pytest.mark.parametrize("texts", [in_content, in_scripts, in_pages])
def test_the_texts_are_really_read(texts: Any) -> None:
    assert sum(1 for _ in texts()) > 100


@pytest.mark.parametrize(
    "planted",
    [
        "Rujuk pasien jiwa ke puskesmas",
        "Ada anggota dengan gangguan jiwa (ODGJ)",
        "Jangan seperti orang gila",
        "Penderita TBC",
        "Risiko bunuh diri",
        "Itu aib keluarga",
        "A crazy idea",
        "She suffers from stress",
        "Somebody with a mental illness",
    ],
)
def test_a_planted_word_is_found(planted: str) -> None:
    assert labelled(iter([("here", planted)]))


@pytest.mark.parametrize(
    "kind", ["Dukungan kesehatan jiwa", "Hati yang berat bukan aib dan bukan kurang iman.", "Rekan yang gigih"]
)
def test_a_kind_sentence_stands(kind: str) -> None:
    assert labelled(iter([("here", kind)])) == []
