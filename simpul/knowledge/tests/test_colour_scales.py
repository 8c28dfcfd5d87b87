"""Three scales of colour: each shows its own words, none is turned into or compared with another."""

import operator
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mypy import api

from simpul.knowledge.colour_scales import EJiwa, Jcs, Level, P3lp, content
from simpul.knowledge.vectors import vectors

CASES = vectors("colour-scales", "cases")
SCALES: tuple[type[Jcs] | type[EJiwa] | type[P3lp], ...] = (Jcs, EJiwa, P3lp)
LEVELS: list[Level] = [*Jcs, *EJiwa, *P3lp]
COMPARE: list[Callable[[Any, Any], Any]] = [
    operator.eq,
    operator.ne,
    operator.lt,
    operator.le,
    operator.gt,
    operator.ge,
]


def _read(text: object) -> list[Level]:
    """The levels that the three types make of this text."""
    found: list[Level] = []
    for scale in SCALES:
        try:
            found.append(scale(text))
        except ValueError:
            continue
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["level"])
def test_what_is_shown(case: dict[str, Any]) -> None:
    (level,) = _read(case["level"])
    for lang in ("id", "en"):
        shown = level.shown(lang)
        seen = {name: getattr(shown, name) for name in ("scale", "colour", "word", "action", "token")}
        assert seen == case[lang]


def test_the_cases_cover_every_level_and_the_content_no_other() -> None:
    assert [case["level"] for case in CASES] == [level.value for level in LEVELS]
    named = {f"{scale}:{level['id']}" for scale, part in content()["scales"].items() for level in part["levels"]}
    assert named == {level.value for level in LEVELS}


def test_every_colour_token_belongs_to_one_level_of_one_scale() -> None:
    tokens = [level.shown().token for level in LEVELS]
    assert len(set(tokens)) == len(tokens)
    assert len({level.shown().scale for level in LEVELS}) == len(SCALES)


@given(st.sampled_from(LEVELS), st.sampled_from(LEVELS), st.sampled_from(COMPARE))
def test_levels_of_one_scale_are_ordered_and_two_scales_never_compared(
    one: Level, other: Level, compare: Callable[[Any, Any], Any]
) -> None:
    if type(one) is type(other):
        order = list(type(one))
        assert compare(one, other) == compare(order.index(one), order.index(other))
    else:
        with pytest.raises(TypeError, match="different scales"):
            compare(one, other)


@given(st.sampled_from(LEVELS), st.sampled_from(SCALES))
def test_no_type_takes_a_level_of_another(one: Level, scale: type[Jcs] | type[EJiwa] | type[P3lp]) -> None:
    if type(one) is scale:
        assert scale(one.value) is one
        return
    for value in (one, one.value):
        with pytest.raises(ValueError, match="is not a valid"):
            scale(value)


@given(st.one_of(st.sampled_from(["hijau", "biru", "kuning", "oranye", "merah"]), st.text()))
def test_a_bare_colour_is_a_level_of_none(text: str) -> None:
    assert _read(text) == []


WRONG = """
from simpul.knowledge.colour_scales import EJiwa, Jcs, P3lp
Jcs.MERAH == EJiwa.MERAH
P3lp.KUNING < EJiwa.KUNING
level: Jcs = EJiwa.HIJAU
same: bool = Jcs.MERAH > Jcs.HIJAU
"""


def test_the_type_checker_refuses_what_the_run_refuses(tmp_path: Path) -> None:
    said, _errors, _status = api.run(
        ["--config-file=", "--strict", f"--cache-dir={tmp_path}", "--no-error-summary", "-c", WRONG]
    )
    refused = [line.rpartition("[")[2].rstrip("]") for line in said.splitlines() if line.startswith("<string>")]
    assert refused == ["comparison-overlap", "operator", "assignment"], said


def test_levels_of_three_scales_live_in_one_table() -> None:
    assert len({level: level.value for level in LEVELS}) == len(LEVELS)
