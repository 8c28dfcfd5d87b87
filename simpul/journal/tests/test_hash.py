"""The content hash, held with the phone to one file of cases and to the reference implementation."""

import math
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from simpul.journal.hash import entry_hash, jcs
from simpul.journal.wire import Entry
from simpul.knowledge.content import CONTENT_DIR, read_json

CASES = read_json(CONTENT_DIR.parent / "vectors" / "entry-hash.json")["cases"]
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=12,
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_golden_cases(case: dict[str, Any]) -> None:
    claims = msgspec.json.decode(case["json"])
    entry = msgspec.convert({"hash": "", **claims}, Entry)
    assert entry_hash(entry) == case["hash"]


@given(JSON)
def test_the_fast_road_writes_what_the_reference_writes(value: Any) -> None:
    assert jcs(value) == rfc8785.dumps(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_double_is_read_back(value: float) -> None:
    assert math.isclose(float(jcs(value)), value, rel_tol=0, abs_tol=0)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", {"\ud800": 1}])
def test_what_json_cannot_say(value: Any) -> None:
    with pytest.raises(ValueError):
        jcs(value)
