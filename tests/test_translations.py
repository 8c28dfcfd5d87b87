"""Every sentence of the pages has its English and is said on one; the compiled catalogue is the written one."""

import ast
import re
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

import django
from django import forms
from django.utils.translation import override

from simpul.config.translations import LOCALE, catalogue, main

ROOT = Path(__file__).resolve().parents[1] / "simpul"
DJANGO = Path(django.__file__).parent / "conf" / "locale" / "id" / "LC_MESSAGES" / "django.mo"
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


class Asking(forms.Form):
    """One field of each kind that people get wrong."""

    name = forms.CharField()
    age = forms.IntegerField(max_value=110)
    place = forms.ChoiceField(choices=[("x", "X")])


def test_what_django_says_of_a_field_is_said_in_our_words() -> None:
    with override("id"):
        said = Asking({"age": "12,5", "place": "y"}).errors
    assert [str(words) for field in said.values() for words in field] == [
        "Bagian ini perlu diisi.",
        "Tulis angka bulat saja, misalnya 12.",
        "Pilih dari daftar. “y” tidak ada di daftar.",
    ]


def test_no_word_of_ours_stands_in_for_one_that_django_no_longer_says() -> None:
    with DJANGO.open("rb") as file:
        theirs = GNUTranslations(file)
    ours = [key for key in catalogue(LOCALE / "id" / "LC_MESSAGES" / "django.po") if key]
    assert len(ours) > 10 and [key for key in ours if theirs.gettext(key) == key] == []
