"""Names in old and new spelling meet; different children stay different."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.people import phonetic

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parents[3] / "vectors" / "phonetic.json").read_text(encoding="utf-8")
)
WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize("group", VECTORS["same_name"], ids=lambda g: g[0])
def test_spellings_of_one_name_agree(group: list[str]) -> None:
    assert all(phonetic.name_similarity(group[0], other) >= 0.93 for other in group)
    shared = [set(phonetic.phonetic_keys("".join(phonetic.parse_name(name).words))) for name in group]
    words = [set(phonetic.phonetic_keys(name)) for name in group]
    assert all(shared[0] & keys or words[0] & more for keys, more in zip(shared, words, strict=True))


@pytest.mark.parametrize(("a", "b"), VECTORS["different_name"])
def test_different_names_are_told_apart(a: str, b: str) -> None:
    assert phonetic.name_similarity(a, b) < 0.93


@pytest.mark.parametrize("case", VECTORS["names"], ids=lambda c: c["name"] or "empty")
def test_vectors_of_keys(case: dict[str, Any]) -> None:
    parsed = phonetic.parse_name(case["name"])
    assert (list(parsed.words), parsed.unnamed) == (case["words"], case["unnamed"])
    assert phonetic.phonetic_key(case["name"]) == case["key"]
    assert phonetic.phonetic_keys(case["name"]) == case["keys"]


@pytest.mark.parametrize("case", VECTORS["similar"], ids=lambda c: f"{c['a']}~{c['b']}")
def test_vectors_of_similarity(case: dict[str, Any]) -> None:
    assert phonetic.name_similarity(case["a"], case["b"]) == pytest.approx(case["score"], abs=1e-6)


@given(NAMES, NAMES)
def test_similarity_is_symmetric_and_bounded(a: str, b: str) -> None:
    forward, back = phonetic.name_similarity(a, b), phonetic.name_similarity(b, a)
    assert forward == pytest.approx(back)
    assert 0 <= forward <= 1


@given(NAMES)
def test_a_name_is_itself_in_any_case_and_with_doubled_spaces(name: str) -> None:
    assert phonetic.name_similarity(name, name.upper().replace(" ", "   ")) in (0.0, 1.0)
    assert (phonetic.name_similarity(name, name) == 1.0) == bool(phonetic.parse_name(name).words)


@given(st.text(max_size=40))
def test_any_text_has_keys_without_error(text: str) -> None:
    assert all(key.isascii() and key == key.upper() for key in phonetic.phonetic_keys(text))


@given(WORDS, WORDS, WORDS)
def test_distance_holds_the_triangle_within_a_swap(a: str, b: str, c: str) -> None:
    slack = 12 * min(len(a), len(c))
    assert phonetic.distance(a, c) <= phonetic.distance(a, b) + phonetic.distance(b, c) + slack
    assert phonetic.distance(a, b) == phonetic.distance(b, a)
    assert (phonetic.distance(a, b) == 0) == (a == b)
