"""The content hash, held with the phone to one file of cases and to the reference implementation."""

import json
import math
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from simpul.journal.hash import FIELDS, arrived_hash, entry_hash, jcs
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


WRITTEN = ["8.0", "-0", "-0.0", "1e3", "1E-7", "0.0001", "0.00001", "123456789012345678", "8.10", "1.5e-5", "100.00"]
"""Numbers whose JCS form is not always how they are written here."""


@given(st.dictionaries(st.text(max_size=8), JSON, max_size=4), st.sampled_from(WRITTEN), st.booleans(), st.booleans())
def test_harmless_bytes_give_the_hash_that_looking_at_each_value_gives(
    data: dict[str, Any], number: str, ascii_only: bool, spaced: bool
) -> None:
    words = dict.fromkeys(FIELDS, "x") | {"hash": ""}
    plain: dict[str, Any] = words | {
        "after": [],
        "base": None,
        "sealed": None,
        "device_counter": 1,
        "data": {"zz": 0} | data,
    }
    separators = (", ", " : ") if spaced else (",", ":")
    body = json.dumps(plain, ensure_ascii=ascii_only, separators=separators)
    for raw in (body, body.replace('"zz"', f'"figure":{number},"list":[{number},{number}],"zz"', 1)):
        entry = msgspec.json.decode(raw, type=Entry)
        assert arrived_hash(entry, raw.encode()) == entry_hash(entry)
