"""Field-level merge: what an author had seen is replaced, what they had not is kept beside theirs."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.journal.kinds import StoredEntry
from simpul.journal.merge import merge_patch, registered, same

GROUPS = {"name": "identity", "phone": "contact"}


def entry(seq: int, device: str | None = "a", counter: int = 0, **over: Any) -> StoredEntry:
    at = "2026-11-21T02:12:33.123Z"
    fields: dict[str, Any] = {"after": [], "base": None} | over
    return StoredEntry(
        id=f"e{seq}",
        post="p",
        kind="person.changed",
        subject="s",
        data={},
        happened_at=at,
        recorded_at=at,
        author="x",
        device=device,
        device_counter=counter,
        app_version="",
        rules_edition="",
        hash="",
        seq=seq,
        received_at=datetime(2026, 11, 21, tzinfo=UTC),
        **fields,
    )


@pytest.mark.parametrize(
    ("patch", "taken"),
    [
        (entry(9, "b", base={"identity": 1}), True),
        (entry(9, "b", base={"identity": 0}), False),
        (entry(9, "b", base={"contact": 8}), False),
        (entry(9, "b"), False),
        (entry(9, "a", 2), True),
        (entry(9, "a", 1), False),
        (entry(9, "b", after=["e1"]), True),
        (entry(9, None, base=None), False),
    ],
)
def test_who_had_seen_the_present_value(patch: StoredEntry, taken: bool) -> None:
    record, stamps = {"name": "Aisyah"}, registered(entry(1, "a", 1))
    merged = merge_patch(patch, record, stamps, {"name": "Citra"}, GROUPS)
    assert (merged.changed == {"name": "Citra"}) is taken
    assert (len(merged.conflicts) == 0) is taken
    assert (stamps.get("name", [0])[0] == 9) is taken


def test_two_office_entries_do_not_pass_for_one_device() -> None:
    stamps = registered(entry(1, None, 0))
    assert merge_patch(entry(2, None, 1), {"name": "A"}, stamps, {"name": "B"}, GROUPS).conflicts


def test_an_equal_value_is_silent_and_keeps_its_giver() -> None:
    stamps = registered(entry(1))
    merged = merge_patch(entry(2, "b"), {"name": "A", "phone": "1"}, stamps, {"name": "A"}, GROUPS)
    assert merged == ({}, []) and "name" not in stamps


@given(st.permutations(["name", "phone", "notes"]), st.permutations(["b", "c", "d"]))
def test_different_fields_merge_in_any_order(fields: list[str], devices: list[str]) -> None:
    record: dict[str, Any] = {"name": "A", "phone": "", "notes": ""}
    stamps = registered(entry(1))
    base = {"identity": 1, "contact": 1, "other": 1}
    for seq, (field, device) in enumerate(zip(fields, devices, strict=True), start=2):
        merged = merge_patch(entry(seq, device, base=base), record, stamps, {field: field.upper()}, GROUPS)
        assert not merged.conflicts
        record.update(merged.changed)
    assert record == {"name": "NAME", "phone": "PHONE", "notes": "NOTES"}


@pytest.mark.parametrize(
    ("a", "b", "equal"),
    [(8, 8.0, True), (1, True, False), (0, False, False), (None, 0, False), ([1, {"x": 2.0}], [1.0, {"x": 2}], True)],
)
def test_equality_of_json_values(a: Any, b: Any, equal: bool) -> None:
    assert same(a, b) is equal and same(b, a) is equal
